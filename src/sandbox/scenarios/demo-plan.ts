import type { AccountPlan, History, Pace, Refill } from "../world/account-plan.ts";

/** A small team during working hours: about 2.50 USD a working day. */
export const officePace: Pace = { meanIntervalMs: 360_000, meanUsd: 0.02, rhythm: "office" };

/** An agent at work: about 0.30 USD a minute, so that the next poll sees a difference. */
export const agentPace: Pace = { meanIntervalMs: 4_000, meanUsd: 0.02, rhythm: "steady" };

export const month: History = { days: 30, pace: officePace, events: [], refilled: false };

export const refill: Refill = {
  enabled: true,
  thresholdUsd: 10,
  amountUsd: 50,
  delayMs: 20_000,
};

/** What "try with a demo account" shows: money going out, and auto top-up that brings it back in time. */
export const demo: AccountPlan = {
  balanceUsd: 42,
  history: { ...month, refilled: true },
  pace: agentPace,
  refill,
};
