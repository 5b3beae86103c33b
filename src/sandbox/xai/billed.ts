import { type Entry, type MovementType, signedCredits } from "../world/ledger.ts";
import { creditsToCents } from "../world/money.ts";
import { endOf, type Month, monthOf, startOf } from "../world/months.ts";
import { creditsIn, groupBy, usageIn } from "../world/sums.ts";

/** One line of the team's ledger. */
export interface Change {
  readonly origin: "PURCHASE" | "SPEND" | "REFUND" | "MANUAL" | "AUTO_PURCHASE";
  /** Whole cents with the vendor's sign: what brings credits is negative. */
  readonly cents: number;
  readonly at: number;
  /** Whom it was paid by, for a purchase. */
  readonly paymentId: string | null;
  /** The billing cycle whose use this is, for a SPEND. */
  readonly cycle: Month | null;
}

/** Credits to the nearest whole cent: the account counts finer than this vendor shows. */
export const wholeCents = (credits: number): number => Math.round(creditsToCents(credits)) || 0;

/** What was used in the billing cycle that is running: the calendar month in UTC. */
export function usedThisCycle(movements: readonly Entry[], now: number): readonly Entry[] {
  return usageIn(movements).filter(({ at }) => at >= startOf(monthOf(now)));
}

/**
 * The ledger, newest first. Use stands in it only when its cycle has closed, in one sum. The account's fractions
 * of a cent are carried from line to line: the sum is right to the nearest cent, and purchases are what was paid.
 */
export function postedChanges(movements: readonly Entry[], now: number): readonly Change[] {
  const current = startOf(monthOf(now));
  const closed = usageIn(movements).filter(({ at }) => at < current);
  const spends = groupBy(closed, ({ at }) => startOf(monthOf(at))).map(([start, entries]): Line => {
    const cycle = monthOf(start);
    return { origin: "SPEND", credits: -creditsIn(entries), at: endOf(cycle), paymentId: null, cycle };
  });
  const others = movements.filter(({ type }) => type !== "MODEL_USAGE").map(lineOf);
  let sum = 0;
  const changes = [...spends, ...others]
    .sort((a, b) => a.at - b.at)
    .map(({ credits, ...line }): Change => {
      const before = wholeCents(sum);
      sum += credits;
      return { ...line, cents: before - wholeCents(sum) };
    });
  return changes.filter(({ cents }) => cents !== 0).reverse();
}

/** A line before it is rounded: credits that come are positive. */
type Line = Omit<Change, "cents"> & { readonly credits: number };

/** The ledger's sum in cents with the vendor's sign: negative while there are credits. */
export const totalOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, { cents }) => sum + cents, 0);

function lineOf(entry: Entry): Line {
  const { type, at, auto, referenceId } = entry;
  return {
    origin: originOf(type, auto),
    credits: signedCredits(entry),
    at,
    paymentId: referenceId,
    cycle: null,
  };
}

function originOf(type: MovementType, auto: true | undefined): Change["origin"] {
  switch (type) {
    case "PAYMENT":
      return auto ? "AUTO_PURCHASE" : "PURCHASE";
    case "REFUND":
      return "REFUND";
    case "MODEL_USAGE":
      return "SPEND";
    case "BONUS":
    case "ADJUSTMENT":
    case "CREDITS_EXPIRED":
    case "INIT":
      return "MANUAL";
  }
}
