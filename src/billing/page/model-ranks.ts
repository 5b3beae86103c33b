import type { ModelSpend, SpendBucket } from "../history/figures.ts";

/** What a model cost over the whole range. */
export interface RankedModel extends ModelSpend {
  /** 1 to 6 for those that have a colour of their own, else 0. */
  readonly colour: number;
}

/** As many models have a colour of their own in the chart. */
export const COLOURS = 6;

/** The models of the range, the dearest first; of equals, by name, so that the order never flickers. */
export function rankModels(buckets: readonly SpendBucket[]): readonly RankedModel[] {
  const sums = new Map<string | null, Omit<ModelSpend, "model">>();
  for (const { models } of buckets)
    for (const { model, credits, count } of models) {
      const sum = sums.get(model) ?? { credits: 0, count: 0 };
      sums.set(model, { credits: sum.credits + credits, count: sumOfCounts([sum.count, count]) });
    }
  const ranked = [...sums].map(([model, sum]) => ({ model, ...sum }));
  ranked.sort((a, b) => b.credits - a.credits || compare(a.model ?? "", b.model ?? ""));
  return ranked.map((it, index) => ({ ...it, colour: index < COLOURS ? index + 1 : 0 }));
}

/** Unknown as soon as one is. */
export const sumOfCounts = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

export const totalOf = ({ models }: SpendBucket): number =>
  models.reduce((sum, { credits }) => sum + credits, 0);
