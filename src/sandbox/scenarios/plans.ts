import type { AccountPlan } from "../world/account-plan.ts";
import { agentPace, month, officePace, refill } from "./demo-plan.ts";

const still = { history: month, pace: null, refill: { ...refill, enabled: false } } as const;

export const healthy: AccountPlan = {
  balanceUsd: 123.45,
  history: { ...month, refilled: true },
  pace: null,
  refill: { ...refill, thresholdUsd: 20, amountUsd: 150 },
};

export const low: AccountPlan = { ...still, balanceUsd: 3.21 };

export const empty: AccountPlan = { ...still, balanceUsd: 0 };

/** A payment was taken back just now, after it had been spent. */
export const negative: AccountPlan = {
  ...still,
  balanceUsd: -1.37,
  history: { ...month, events: [{ daysAgo: 0, type: "ADJUSTMENT", usd: -5 }] },
};

export const subCent: AccountPlan = { ...still, balanceUsd: 0.0034 };

/** Auto top-up was switched on a moment ago: the payment is on its way and lands in ten minutes. */
export const refillArmed: AccountPlan = {
  ...still,
  balanceUsd: 4.2,
  refill: { ...refill, thresholdUsd: 5, amountUsd: 20, delayMs: 600_000 },
};

/** Below the threshold, still spending, and the card is declined: the refill should fire and never does. */
export const refillFailing: AccountPlan = {
  balanceUsd: 2.1,
  history: month,
  pace: { meanIntervalMs: 20_000, meanUsd: 0.005, rhythm: "steady" },
  refill,
  card: "declined",
};

/** The same a little later: the vendor has given up and switched auto top-up off. */
export const refillOffByFailure: AccountPlan = {
  ...refillFailing,
  refill: { ...refill, enabled: false, offBecause: "payment_failed" },
};

export const spending: AccountPlan = { ...still, balanceUsd: 42, pace: agentPace };

/** The welcome credits, no use yet, auto top-up never set up. */
export const newAccount: AccountPlan = {
  balanceUsd: 0.25,
  history: { days: 0, pace: null, events: [{ daysAgo: 0.001, type: "BONUS", usd: 0.25 }], refilled: false },
  pace: null,
  refill: null,
  card: "none",
};

/** A team of five over a quarter: refills, a present, money back, a correction, an expiry, and charges that land late. */
export const ninetyDays: AccountPlan = {
  balanceUsd: 64.37,
  history: {
    days: 90,
    pace: { ...officePace, meanUsd: 0.05, twins: 0.01 },
    refilled: true,
    events: [
      { daysAgo: 76.2, type: "BONUS", usd: 5 },
      { daysAgo: 51.4, type: "REFUND", usd: 3.2 },
      { daysAgo: 33.9, type: "ADJUSTMENT", usd: -1.5 },
      { daysAgo: 12.6, type: "CREDITS_EXPIRED", usd: -2.25 },
    ],
  },
  pace: { ...officePace, meanUsd: 0.05, twins: 0.01, late: { share: 0.3, meanMs: 90_000 } },
  refill: { ...refill, thresholdUsd: 20, amountUsd: 100 },
};

/** A hundred thousand movements in 90 days. */
export const bigLedger: AccountPlan = {
  ...still,
  balanceUsd: 250,
  history: {
    days: 90,
    pace: { meanIntervalMs: 77_000, meanUsd: 0.01, rhythm: "steady" },
    events: [{ daysAgo: 30, type: "PAYMENT", usd: 100 }],
    refilled: false,
  },
};

/** Everything that is text is chosen to do harm. */
export const hostile: AccountPlan = {
  ...still,
  balanceUsd: 17.5,
  history: { ...month, pace: { ...officePace, models: "hostile" } },
  email: `"><script>alert(1)</script>\u202E\u0007@example.com`,
};
