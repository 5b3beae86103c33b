import type { LedgerIndex } from "../ledger/ledger-index.ts";
import type { LedgerStore } from "../ledger/store.ts";
import type { DaySummary } from "../ledger/summary.ts";
import { isSpend, type Movement } from "../money/credits.ts";
import type { PageFilter } from "./figures.ts";

/** The kind that summaries count by model. */
const USAGE = "MODEL_USAGE";

/** How many of a day's movements pass a filter, by its summary alone. */
export function countIn(summary: DaySummary, { kind, model }: PageFilter): number {
  const sum = (items: readonly { readonly count: number }[]) =>
    items.reduce((total, { count }) => total + count, 0);
  if (model !== null) {
    if (kind !== null && kind !== USAGE) return 0;
    return sum(summary.spent.filter((item) => item.model === model));
  }
  if (kind === null) return summary.rows;
  if (kind === USAGE) return sum(summary.spent);
  return sum([...summary.topups, ...summary.lost].filter(({ type }) => type === kind));
}

export const countAll = (index: LedgerIndex, filter: PageFilter): number =>
  index.days.reduce((total, summary) => total + countIn(summary, filter), 0);

/** What there is to choose from, most frequent first. */
export function choicesOf({ days }: LedgerIndex) {
  const kinds = new Map<string, number>();
  const models = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string, count: number) =>
    counts.set(name, (counts.get(name) ?? 0) + count);
  for (const { spent, topups, lost } of days) {
    for (const { type, count } of [...topups, ...lost]) add(kinds, type, count);
    for (const { model, count } of spent) {
      add(kinds, USAGE, count);
      if (model !== null && model !== "") add(models, model, count);
    }
  }
  const sorted = (counts: Map<string, number>) => [...counts].sort(([, a], [, b]) => b - a);
  return {
    kinds: sorted(kinds).map(([type, count]) => ({ type, count })),
    models: sorted(models).map(([model, count]) => ({ model, count })),
  };
}

/**
 * The movements that pass a filter, from `offset` on, newest first. Only the days that hold them are read;
 * `lost` names those that could not be.
 */
export async function rowsAt(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  filter: PageFilter,
  offset: number,
  count: number,
): Promise<{ readonly rows: readonly Movement[]; readonly lost: readonly number[] }> {
  const rows: Movement[] = [];
  const lost: number[] = [];
  let before = 0;
  for (const summary of index.days) {
    const here = countIn(summary, filter);
    if (before + here > offset && rows.length < count) {
      const movements = await store.day(summary);
      if (!movements) lost.push(summary.day);
      // Never more than were counted: the places of the days below would shift.
      const fitting = (movements ?? []).filter((movement) => passes(movement, filter)).slice(0, here);
      const skipped = Math.max(0, offset - before);
      rows.push(...fitting.slice(skipped, skipped + count - rows.length));
    }
    before += here;
    if (before >= offset + count) break;
  }
  return { rows, lost };
}

/** As summaries count: a charge of a kind nobody knows yet is use, and only use is counted by model. */
export function passes(movement: Movement, { kind, model }: PageFilter): boolean {
  const use = isSpend(movement);
  if (model !== null && !(use && movement.model === model)) return false;
  return kind === null || (kind === USAGE ? use : !use && movement.type === kind);
}
