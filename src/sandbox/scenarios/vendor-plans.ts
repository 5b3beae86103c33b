import type { Vendor } from "../vendors.ts";
import type { AccountPlan } from "../world/account-plan.ts";
import { month, refill } from "./demo-plan.ts";
import { healthy } from "./plans.ts";

const prepaid: AccountPlan = { balanceUsd: 0, history: month, pace: null, refill: null };

/** The healthy account of each vendor: no two look alike. */
export const healthyPlans: Readonly<Record<Vendor, AccountPlan>> = {
  aimlapi: healthy,
  /** Fractions of a cent, as they were seen live, and auto top-up. */
  cloudflare: {
    balanceUsd: 86.4019,
    history: { ...month, refilled: true },
    pace: null,
    refill: { ...refill, thresholdUsd: 25, amountUsd: 100 },
  },
  xai: {
    ...prepaid,
    balanceUsd: 51.81,
    history: {
      ...month,
      days: 75,
      events: [
        { daysAgo: 61.3, type: "BONUS", usd: 25 },
        { daysAgo: 40.2, type: "PAYMENT", usd: 50 },
        { daysAgo: 6.4, type: "PAYMENT", usd: 25 },
      ],
    },
  },
  openrouter: {
    ...prepaid,
    balanceUsd: 18.24,
    history: { ...month, events: [{ daysAgo: 12.5, type: "PAYMENT", usd: 25 }] },
  },
  /** In this vendor's own currency, CNY. */
  deepseek: {
    ...prepaid,
    balanceUsd: 110,
    history: { ...month, events: [{ daysAgo: 20.1, type: "BONUS", usd: 10 }] },
  },
  vercel: {
    ...prepaid,
    balanceUsd: 95.5,
    history: { ...month, days: 7, events: [{ daysAgo: 5.2, type: "PAYMENT", usd: 50 }] },
  },
};

/** A team that never bought credits: what it uses is invoiced at the end of the month. */
export const postpaidOnly: AccountPlan = { ...prepaid, postpaid: true };
