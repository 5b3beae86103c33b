import { compareMoney, type Money } from "../money/money.ts";
import type { Holdings, Refill } from "../vendor/provider.ts";
import type { AccountState } from "./account-state.ts";

/** Whether auto top-up should have run and did not. */
export const isRefillMissing = ({ alerts }: AccountState): boolean =>
  alerts?.ongoing.includes("refill-missing") === true;

/** When a balance counts as low. */
export interface LowRule {
  /** The person's own threshold, a number of units of the account's currency; null leaves it to the account. */
  readonly ownThreshold: Money | null;
  /** A refill state older than this (ms) counts as unknown. */
  readonly refillKnownMs: number;
}

/** 5 of the account's currency: there is no rate to convert by. */
const DEFAULT_NANOS = 5_000_000_000n;

/** The refill state while it is recent enough to be believed. */
export function knownRefill(
  { refill }: AccountState,
  { refillKnownMs }: LowRule,
  now: number,
): Refill | undefined {
  return refill && Math.abs(now - refill.at) <= refillKnownMs ? refill : undefined;
}

/** Whether a refill can be relied on: it is on, did not fail last time, and its threshold is in the balance's currency. */
export const isArmed = (refill: Refill | undefined, balance: Money | undefined): boolean =>
  refill?.enabled === true &&
  !refill.failed &&
  (!refill.threshold || isComparable(refill.threshold, balance));

const isComparable = ({ currency }: Money, balance: Money | undefined) =>
  balance === undefined || balance.currency === currency;

/**
 * At or below this the balance is low: the person's own threshold, else the account's refill threshold, else 5, each in
 * the currency of the balance. A refill that the vendor stopped is expected by the person all the same.
 */
export function thresholdOf(state: AccountState, rule: LowRule, now: number): Money {
  const balance = state.reading?.balance;
  const currency = balance?.currency ?? "USD";
  if (rule.ownThreshold) return { currency, nanos: rule.ownThreshold.nanos };
  const refill = knownRefill(state, rule, now);
  const threshold = refill?.enabled || refill?.stopped ? refill.threshold : undefined;
  return threshold && isComparable(threshold, balance) ? threshold : { currency, nanos: DEFAULT_NANOS };
}

/** False without a balance. */
export function isLow(state: AccountState, rule: LowRule, now: number): boolean {
  const order = state.reading && compareMoney(state.reading.balance, thresholdOf(state, rule, now));
  return order !== undefined && order <= 0;
}

/** The vendor's own word decides where it gives one; else that nothing is held in any currency. */
export const isEmpty = ({ balance, others = [], usable }: Holdings): boolean =>
  usable === undefined ? [balance, ...others].every(({ nanos }) => nanos <= 0n) : !usable;
