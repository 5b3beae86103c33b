import type { Clock } from "../../billing/clock.ts";
import { BillingError } from "../../billing/errors.ts";
import { createAccountPast, type AccountPast } from "../../billing/past/account-past.ts";
import type { Endpoint, Provider } from "../../billing/provider.ts";
import type { WatchedAccount } from "../../billing/session.ts";

/** The past of the account that is shown, made anew whenever it is another account. */
export interface CurrentPast {
  readonly get: () => AccountPast | undefined;
  dispose(): void;
}

export interface CurrentPastOptions {
  readonly provider: Provider;
  readonly account: () => WatchedAccount | undefined;
  readonly clock: Clock;
  readonly onChange: () => void;
  readonly onStoreError: (error: unknown) => void;
}

export function createCurrentPast(options: CurrentPastOptions): CurrentPast {
  const { provider, clock } = options;
  let of: WatchedAccount | undefined;
  let past: AccountPast | undefined;

  function get(): AccountPast | undefined {
    const account = options.account();
    if (account === of) return past;
    past?.dispose();
    of = account;
    past = account && open(account);
    return past;
  }

  const open = (account: WatchedAccount) =>
    createAccountPast({
      ...account.stores,
      clock,
      token: () => crypto.randomUUID(),
      source: {
        ledger: (query, signal) => account.ask(offered(provider.ledger?.(query)), signal),
        usage: (query, signal) => account.ask(offered(provider.usage?.(query)), signal),
      },
      state: account.state,
      low: account.low,
      onChange: options.onChange,
      onStoreError: options.onStoreError,
    });

  return { get, dispose: () => past?.dispose() };
}

/** A vendor without such an endpoint is one that says so. */
function offered<T>(endpoint: Endpoint<T> | undefined): Endpoint<T> {
  if (!endpoint) throw new BillingError({ kind: "not-found", status: 404, fromVendor: true });
  return endpoint;
}
