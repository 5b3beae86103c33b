import type { AccountView } from "../../../../src/billing/accounts/account-view.ts";
import { moneyFrom, type Money } from "../../../../src/billing/money/money.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import { refillKnownMs } from "../../../../src/billing/state/freshness.ts";
import type { Failure } from "../../../../src/billing/vendor/billing-error.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";

export const NOW = Date.UTC(2026, 10, 20, 12);
export const MINUTE = 60_000;
const INTERVAL_MS = 5 * MINUTE;

export function money(amount: number, currency = "USD"): Money {
  const made = moneyFrom(amount, currency);
  if (!made) throw new RangeError(`${amount} ${currency}`);
  return made;
}

/** What an account view is made of here; money in whole USD, times as ages in ms. */
export interface Sketch {
  readonly balance?: Money | number;
  readonly ageMs?: number;
  readonly refill?: { readonly enabled?: boolean; readonly threshold?: number; readonly amount?: number };
  readonly failures?: { readonly last: Failure; readonly count: number; readonly asked?: boolean };
  readonly ownThreshold?: number;
  readonly demo?: boolean;
  readonly email?: string;
  readonly userId?: string;
}

export function account(sketch: Sketch = {}): AccountView {
  const { balance, ageMs = 0, refill, failures, ownThreshold, demo = false, email, userId } = sketch;
  const optional = (amount: number | undefined) => (amount === undefined ? undefined : money(amount));
  const terms = refill && {
    enabled: refill.enabled,
    threshold: optional(refill.threshold),
    amount: optional(refill.amount),
  };
  const state: AccountState = {
    reading:
      balance === undefined
        ? undefined
        : { balance: typeof balance === "number" ? money(balance) : balance, at: NOW - ageMs },
    refill: terms && { ...terms, at: NOW - ageMs },
    trouble: failures && { asked: false, ...failures, at: NOW },
    requests: { automatic: [], manual: [] },
  };
  return {
    kind: "account",
    id: "main",
    name: aimlapi.name,
    provider: aimlapi,
    demo,
    state,
    low: { ownThreshold: optional(ownThreshold) ?? null, refillKnownMs: refillKnownMs(INTERVAL_MS) },
    intervalMs: INTERVAL_MS,
    detail: terms && { refill: terms, email, userId, missing: [] },
  };
}

const OFFLINE: Failure = { kind: "offline" };
const REFUSED: Failure = { kind: "unauthorized", status: 401, fromVendor: true, requestId: "req-1" };

/** One view for each state that a person can meet. */
export const VIEWS = {
  loading: account(),
  unreachable: account({ failures: { last: OFFLINE, count: 1 } }),
  fine: account({ balance: 123.45, refill: { enabled: false } }),
  low: account({ balance: 3.21, refill: { enabled: false } }),
  "low, refill armed": account({ balance: 4.2, refill: { enabled: true, threshold: 5, amount: 20 } }),
  empty: account({ balance: 0 }),
  negative: account({ balance: -1.37 }),
  "empty, refill armed": account({ balance: 0, refill: { enabled: true, threshold: 5, amount: 20 } }),
  "old, nothing heard": account({ balance: 123.45, ageMs: 45 * MINUTE }),
  offline: account({ balance: 123.45, ageMs: 8 * MINUTE, failures: { last: OFFLINE, count: 2 } }),
  "one failure": account({ balance: 123.45, ageMs: 8 * MINUTE, failures: { last: OFFLINE, count: 1 } }),
  "asked in vain": account({ balance: 123.45, failures: { last: OFFLINE, count: 1, asked: true } }),
  "401 once": account({ balance: 123.45, failures: { last: REFUSED, count: 1 } }),
  refused: account({ balance: 123.45, ageMs: 8 * MINUTE, failures: { last: REFUSED, count: 2 } }),
  euro: account({ balance: money(1, "EUR") }),
} as const satisfies Readonly<Record<string, AccountView>>;
