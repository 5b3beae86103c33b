import type { BalanceHistory, BalanceSample } from "../ledger/observed-balances.ts";
import type { Money } from "../money/money.ts";
import { DAY_MS, HOUR_MS } from "../time/calendar-day.ts";
import { gapBetween, type ClockMark } from "./clock-mark.ts";

/** A balance as it was seen. Records are in the order in which they were made, whatever clocks said. */
export interface ObservedBalance extends BalanceSample {
  /** When it was last confirmed. */
  readonly mark: ClockMark;
  /** Time that went by until then since the first record of the account, ms: what its age is told by. */
  readonly line: number;
}

/** The older, the fewer are kept: the last of each such stretch of time. */
const THINNING = [
  { olderThanMs: 30 * DAY_MS, oneInMs: DAY_MS },
  { olderThanMs: 2 * DAY_MS, oneInMs: HOUR_MS },
] as const;
const KEPT_MS = 400 * DAY_MS;
/** Should clocks stand still. */
const MOST_KEPT = 20_000;
/** An unchanged balance is written down again only so often: a day of quiet costs little. */
const CONFIRMED_EVERY_MS = HOUR_MS;

/** The records with one reading more; the same ones where it says nothing new. */
export function observe(
  records: readonly ObservedBalance[],
  { balance, at }: { readonly balance: Money; readonly at: number },
  mark: ClockMark,
): readonly ObservedBalance[] {
  const isKnown = records.some(
    (each) => each.at === at || (each.at < at && at <= each.until && isSame(each.balance, balance)),
  );
  if (isKnown) return records;
  const last = records.at(-1);
  const gap = last ? gapBetween(last.mark, mark) : 0;
  const line = (last?.line ?? 0) + gap;
  if (last && isSame(last.balance, balance)) {
    const later = at - last.until;
    // Another window was a little later to tell what it read before.
    if (Math.abs(later) < CONFIRMED_EVERY_MS) return records;
    // Not when a clock was set ahead: what is seen once it is set back would be held for known.
    if (later > 0 && later <= gap + CONFIRMED_EVERY_MS)
      return [...records.slice(0, -1), { ...last, until: at, mark, line }];
  }
  return thin([...records, { at, until: at, balance, mark, line }], line);
}

const isSame = (a: Money, b: Money) => a.currency === b.currency && a.nanos === b.nanos;

function thin(records: readonly ObservedBalance[], now: number): readonly ObservedBalance[] {
  return records.slice(-MOST_KEPT).filter(({ line }, place, all) => {
    const next = all[place + 1];
    const age = now - line;
    if (age > KEPT_MS) return false;
    const rule = THINNING.find(({ olderThanMs }) => age > olderThanMs);
    return !rule || !next || Math.floor(line / rule.oneInMs) !== Math.floor(next.line / rule.oneInMs);
  });
}

/** Oldest first and without overlaps, as charts want it. */
export function inTime(records: readonly ObservedBalance[]): BalanceHistory {
  return records
    .map(({ at, until, balance }) => ({ at, until, balance }))
    .sort((a, b) => a.at - b.at)
    .map((each, place, all) => ({ ...each, until: Math.min(each.until, all[place + 1]?.at ?? Infinity) }));
}
