import { usd, type Money } from "../../../../src/billing/money/money.ts";
import type { Endpoint } from "../../../../src/billing/polling/poll-schedule.ts";
import type { AccountSource } from "../../../../src/billing/polling/ask-vendor.ts";
import type { Clock } from "../../../../src/billing/time/clock.ts";
import { AbortedError, BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { AccountDetail, Refill } from "../../../../src/billing/vendor/provider.ts";

/** A vendor that counts what it is asked. Its fields may be set at any time. */
export interface FakeVendor extends AccountSource {
  balanceIs: Money;
  refill: Refill;
  /** What it answers instead, to which endpoint. */
  failure: Partial<Record<Endpoint, Failure>>;
  /** How long an answer takes, in ms. */
  takes: number;
  readonly asked: readonly { readonly endpoint: Endpoint; readonly at: number }[];
}

export function createFakeVendor(clock: Clock): FakeVendor {
  const asked: { endpoint: Endpoint; at: number }[] = [];
  const answer = async <T>(endpoint: Endpoint, signal: AbortSignal, value: () => T): Promise<T> => {
    if (signal.aborted) throw new AbortedError();
    asked.push({ endpoint, at: clock.now() });
    await new Promise<void>((resolve, reject) => {
      if (vendor.takes === 0) resolve();
      else clock.after(vendor.takes, resolve);
      signal.addEventListener("abort", () => reject(new AbortedError()));
    });
    const failure = vendor.failure[endpoint];
    if (failure) throw new BillingError(failure);
    return value();
  };
  const vendor: FakeVendor = {
    balanceIs: usd(100),
    refill: { enabled: false },
    failure: {},
    takes: 0,
    asked,
    balance: (signal) => answer("balance", signal, () => ({ balance: vendor.balanceIs })),
    detail: (signal) =>
      answer("detail", signal, (): AccountDetail => ({
        balance: vendor.balanceIs,
        refill: vendor.refill,
        email: "sam@example.com",
        missing: [],
      })),
  };
  return vendor;
}

/** The most requests in any hour, ends included. */
export function mostInAnHour(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, time, index) => {
    while (time - (sorted[from] ?? time) > 3_600_000) from += 1;
    return Math.max(most, index - from + 1);
  }, 0);
}
