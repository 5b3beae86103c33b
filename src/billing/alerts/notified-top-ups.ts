import type { Money } from "../money/money.ts";
import type { AlertMemory, Credit } from "../state/alert-state.ts";
import type { Reading } from "../state/reading.ts";

/** Smaller rises are corrections, not top-ups. */
export const TOP_UP_NANOS = 500_000_000n;
/** Two clocks differ by this much without anybody noticing. */
const SLACK_MS = 120_000;
/** Clocks that differ by more than this are another's account. */
const SKEW_MS = 86_400_000;
const MOST_KEPT = 16;

/** A posted balance is at least what is left: above one that has all spend in it, it tells of no rise. */
export function riseOf(before: Reading | undefined, { balance, posted }: Reading): Money | undefined {
  if (before?.balance.currency !== balance.currency || (posted && !before.posted)) return undefined;
  const nanos = balance.nanos - before.balance.nanos;
  return nanos >= TOP_UP_NANOS ? { currency: balance.currency, nanos } : undefined;
}

export const isWithin = (at: number, from: number, to: number): boolean =>
  at > from - SLACK_MS && at <= to + SLACK_MS;

/** Whether a rise is that credit, seen by a clock that is off: what was spent meanwhile is missing in it. */
export const isLike = (credit: Credit, rise: Money, at: number): boolean =>
  credit.amount.currency === rise.currency &&
  rise.nanos <= credit.amount.nanos &&
  rise.nanos * 10n >= credit.amount.nanos * 9n &&
  Math.abs(credit.at - at) <= SKEW_MS;

const isIn = (credit: Credit, rise: Money, from: number, to: number) =>
  isWithin(credit.at, from, to) || isLike(credit, rise, to);

/** What of a rise between two readings the ledger has not told already. */
export function newsInRise(
  rise: Money,
  from: number,
  to: number,
  told: readonly Credit[] = [],
): Money | undefined {
  const known = told.filter((credit) => isIn(credit, rise, from, to));
  const nanos = known.reduce((rest, { amount }) => rest - amount.nanos, rise.nanos);
  return nanos >= TOP_UP_NANOS ? { ...rise, nanos } : undefined;
}

/** The memory of top-ups after a reading: credits that are in it by now explain no later rise. */
export function withoutSeen(
  { toldRises, toldCredits }: AlertMemory,
  last: Reading | undefined,
  { at }: Reading,
  rise: Money | undefined,
  told: Money | undefined,
): Pick<AlertMemory, "toldRises" | "toldCredits"> {
  if (!last || last.at === at) return { toldRises, toldCredits };
  const rises = told ? [...(toldRises ?? []), { from: last.at, to: at, amount: told }] : toldRises;
  return {
    toldRises: rises?.slice(-MOST_KEPT),
    toldCredits: toldCredits?.filter((credit) => (rise ? !isIn(credit, rise, last.at, at) : credit.at > at)),
  };
}
