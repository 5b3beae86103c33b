import type { AccountState } from "./account-state.ts";
import { compareMoney, usd, type Money } from "./money.ts";
import type { Refill } from "./provider.ts";

/** When a balance counts as low. */
export interface LowRule {
  /** The person's own threshold in USD; null leaves it to the account. */
  readonly ownThreshold: Money | null;
  /** A refill state older than this (ms) counts as unknown. */
  readonly refillKnownMs: number;
}

const DEFAULT_THRESHOLD = usd(5);

/** The refill state while it is recent enough to be believed. */
export function knownRefill(
  { refill }: AccountState,
  { refillKnownMs }: LowRule,
  now: number,
): Refill | undefined {
  return refill && Math.abs(now - refill.at) <= refillKnownMs ? refill : undefined;
}

/** Whether a refill can be relied on: it is on, and the vendor does not say that it failed. */
export const isArmed = (refill: Refill | undefined): boolean => refill?.enabled === true && !refill.failed;

/** At or below this the balance is low: the person's own threshold, else the account's refill threshold, else 5 USD. */
export function thresholdOf(state: AccountState, rule: LowRule, now: number): Money {
  const refill = knownRefill(state, rule, now);
  return rule.ownThreshold ?? (refill?.enabled ? refill.threshold : undefined) ?? DEFAULT_THRESHOLD;
}

/** False without a balance, and in a currency other than the threshold's: there is no rate to compare by. */
export function isLow(state: AccountState, rule: LowRule, now: number): boolean {
  const order = state.reading && compareMoney(state.reading.balance, thresholdOf(state, rule, now));
  return order !== undefined && order <= 0;
}
