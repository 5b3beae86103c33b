import { DAY_MS, HOUR_MS } from "../time/calendar-day.ts";
import type { LedgerIndex } from "./ledger-index.ts";
import type { Range } from "./ranges.ts";
import type { TopupMark } from "./summary.ts";

/** The balance at a moment, in credits. */
export interface BalancePoint {
  readonly at: number;
  readonly credits: number;
}

/**
 * The balance at every full hour of a range and at its end, oldest first, counted back from the balance at the end
 * by what the ledger says of each hour. `credits` is that balance, and need not be whole.
 */
export function balanceLine(
  index: LedgerIndex,
  { from, to }: Range,
  credits: number,
): readonly BalancePoint[] {
  const points: BalancePoint[] = [{ at: to, credits }];
  const days = new Map(index.days.map((summary) => [summary.day, summary.hours]));
  let balance = credits;
  for (let hour = Math.floor((to - 1) / HOUR_MS); hour * HOUR_MS >= from; hour -= 1) {
    balance -= days.get(Math.floor(hour / 24))?.[((hour % 24) + 24) % 24] ?? 0;
    points.push({ at: hour * HOUR_MS, credits: balance });
  }
  return points.reverse();
}

/** The top-ups within a range, oldest first. */
export const topupsWithin = (index: LedgerIndex, { from, to }: Range): readonly TopupMark[] =>
  index.days
    .filter(({ day }) => (day + 1) * DAY_MS > from && day * DAY_MS < to)
    .flatMap(({ topups }) => topups)
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at - b.at);
