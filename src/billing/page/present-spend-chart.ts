import { CREDITS_PER_USD } from "../movement.ts";
import { rankModels, totalOf } from "./model-ranks.ts";
import type { NoSpending, PagePreferences, SpendBucket, Spending } from "./page-data.ts";
import type { BucketView, Loadable, SeriesView, SpendChartView } from "./page-view.ts";
import { RANGE_WORDS } from "./range.ts";
import { shownModel } from "./shown-name.ts";
import { amountTicks, quietTicks } from "./ticks.ts";
import type { Words } from "./words.ts";

const TITLE = "Spend by model";
export const THIS_KEY_ONLY = "Spend of this key only; other keys of the account are not counted.";

export function presentSpendChart(
  spending: Spending | NoSpending | undefined,
  words: Words,
  { range, hideAmounts }: PagePreferences,
): Loadable<SpendChartView> {
  if (!spending) return { kind: "loading", title: TITLE };
  if (spending.kind === "unknown") return { kind: "empty", title: TITLE, text: spending.why };
  const { buckets } = spending;
  const totals = buckets.map(totalOf);
  const sum = totals.reduce((a, b) => a + b, 0);
  const { span } = RANGE_WORDS[range];
  if (sum === 0) return { kind: "empty", title: TITLE, text: `Nothing was spent in the last ${span}.` };

  const highest = Math.max(...totals);
  const scale = hideAmounts ? highest : CREDITS_PER_USD;
  const hourly = range === "24h";
  const peak = buckets[totals.indexOf(highest)];
  return {
    kind: "ready",
    title: TITLE,
    summary: [
      `Spend by ${hourly ? "hour" : "day"} over the last ${span}: ${words.money(sum)} in all`,
      peak && `the most ${hourly ? "at" : "on"} ${whenOf(peak, hourly, words)} with ${words.money(highest)}.`,
    ]
      .filter(Boolean)
      .join(", "),
    note: spending.scope === "key" ? THIS_KEY_ONLY : undefined,
    bucketName: hourly ? "Hour" : "Day",
    buckets: buckets.map((bucket, index): BucketView => ({
      label: hourly ? words.time(bucket.at) : words.day(bucket.at),
      when: whenOf(bucket, hourly, words),
      total: words.money(totals[index] ?? 0),
    })),
    series: seriesOf(buckets, scale, words),
    yTicks: hideAmounts ? quietTicks : amountTicks(0, highest / CREDITS_PER_USD, words),
  };
}

const whenOf = ({ at }: SpendBucket, hourly: boolean, words: Words) =>
  hourly ? words.moment(at) : words.longDay(at);

/** The dearest models each for themselves, all others together. */
function seriesOf(buckets: readonly SpendBucket[], scale: number, words: Words): readonly SeriesView[] {
  const ranked = rankModels(buckets);
  const own = ranked.filter(({ colour }) => colour > 0);
  const rest = ranked.slice(own.length);
  const make = (name: string, colour: number, members: ReadonlySet<string | null>): SeriesView => {
    const credits = buckets.map(({ models }) =>
      models.reduce((sum, it) => (members.has(it.model) ? sum + it.credits : sum), 0),
    );
    return {
      name,
      colour,
      values: credits.map((value) => value / scale),
      texts: credits.map(words.money),
    };
  };
  return [
    ...own.map(({ model, colour }) => make(shownModel(model), colour, new Set([model]))),
    ...(rest.length > 0
      ? [make(`${words.count(rest.length)} more`, 0, new Set(rest.map(({ model }) => model)))]
      : []),
  ];
}
