import type { Clock } from "../time/clock.ts";
import { BillingError, failureIn } from "../vendor/billing-error.ts";
import { firstBalance } from "../vendor/first-balance.ts";
import type { AccountDetail, BalanceAnswer } from "../vendor/provider.ts";
import type { Answer } from "./balance-lease.ts";
import type { Endpoint } from "./poll-schedule.ts";

/** The vendor, asked for one account. All reject with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
export interface AccountSource {
  balance(signal: AbortSignal): Promise<BalanceAnswer>;
  /** What to ask when that told no balance, and where the refill stands; left out where the vendor has no such endpoint. */
  readonly fallback?: ((signal: AbortSignal) => Promise<BalanceAnswer>) | undefined;
  readonly detail?: ((signal: AbortSignal) => Promise<AccountDetail>) | undefined;
}

/** One request and what came of it. Rejects only with an `AbortedError`. */
export async function askVendor(
  source: AccountSource,
  endpoint: Endpoint,
  clock: Pick<Clock, "now">,
  signal: AbortSignal,
): Promise<Answer> {
  const at = clock.now();
  try {
    switch (endpoint) {
      case "balance":
        return { at, endpoint, balance: await balanceOrNone(source, signal) };
      case "fallback":
        return { at, endpoint, balance: withAmount(await offered(source.fallback)(signal)) };
      case "detail":
        return { at, endpoint, detail: await offered(source.detail)(signal) };
    }
  } catch (error) {
    const failure = failureIn(error);
    if (failure) return { at, endpoint, failure };
    throw error;
  }
}

/** Without an amount only where there is something else to ask. */
async function balanceOrNone(source: AccountSource, signal: AbortSignal): Promise<BalanceAnswer> {
  const answer = await firstBalance(source.balance(signal), !!source.fallback);
  return source.fallback ? answer : withAmount(answer);
}

function withAmount(answer: BalanceAnswer): BalanceAnswer {
  if (!answer.balance) throw new BillingError({ kind: "no-balance", fromVendor: true });
  return answer;
}

function offered<T>(endpoint: T | undefined): T {
  if (endpoint === undefined) throw new BillingError({ kind: "not-found" });
  return endpoint;
}
