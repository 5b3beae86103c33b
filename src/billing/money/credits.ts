import type { Money } from "./money.ts";

/** The kinds of movement the vendor documents; one it adds later is kept by the name it gives. */
export const MOVEMENT_TYPES = [
  "PAYMENT",
  "BONUS",
  "REFUND",
  "ADJUSTMENT",
  "MODEL_USAGE",
  "CREDITS_EXPIRED",
  "INIT",
] as const;

/** One change of an account's balance, as the ledger has it. Rows have no id: two that are alike are two. */
export interface Movement {
  /** When the vendor recorded it, ms since the epoch. */
  readonly at: number;
  /** Which way the money moved; `credits` has no sign. */
  readonly direction: "topup" | "charge";
  readonly type: string;
  /** A whole number from 0 to `MOST_CREDITS`; 2,000,000 are 1 USD. */
  readonly credits: number;
  /** Null on what no model did, and where the vendor does not know which. */
  readonly model: string | null;
  /** The inference id of a use, the transaction id of a payment. */
  readonly reference: string | null;
}

/** No single movement is larger than a million USD; a larger figure is a broken answer. */
export const MOST_CREDITS = 2_000_000_000_000;

export const CREDITS_PER_USD = 2_000_000;
const NANOS_PER_CREDIT = 500n;

/**
 * Exact: a credit is 1/2,000,000 USD (https://docs.aimlapi.com/api-references/service-endpoints/account-balance).
 * Figures of an account in another currency are counted in as small a part of its unit.
 */
export const creditsToMoney = (credits: number, currency = "USD"): Money => ({
  currency,
  nanos: BigInt(credits) * NANOS_PER_CREDIT,
});

/** Whole credits, rounded down; undefined where `money` is of another currency than `currency`. */
export const creditsFrom = (money: Money, currency = "USD"): number | undefined =>
  money.currency === currency ? Number(money.nanos / NANOS_PER_CREDIT) : undefined;

/** What a movement does to the balance, in credits. */
export const signedCredits = ({ direction, credits }: Movement): number =>
  direction === "topup" ? credits : -credits;

const NOT_SPENT = new Set<string>(["PAYMENT", "BONUS", "REFUND", "ADJUSTMENT", "CREDITS_EXPIRED", "INIT"]);

/** Whether it was spent on use: neither expired nor corrected. A kind of charge nobody knows yet counts as use. */
export const isSpend = ({ direction, type }: Pick<Movement, "direction" | "type">): boolean =>
  direction === "charge" && !NOT_SPENT.has(type);

/** Adds whole credits. Throws a RangeError beyond what a number holds exactly (4.5 billion USD). */
export function addCredits(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new RangeError("The ledger adds up to more than can be.");
  return sum;
}
