import type { WatchedAccount } from "../../billing/accounts/account-monitor.ts";
import { createAccountPast, type AccountPast } from "../../billing/history/account-history.ts";
import type { Clock } from "../../billing/time/clock.ts";

/** The past of the account that is shown, made anew whenever it is another account. */
export interface CurrentPast {
  readonly get: () => AccountPast | undefined;
  /** Reads the news of any account's ledger. */
  readonly listen: (account: WatchedAccount) => Promise<void>;
  dispose(): void;
}

export interface CurrentPastOptions {
  readonly account: () => WatchedAccount | undefined;
  readonly clock: Clock;
  /** As the person's machine reports it. */
  readonly timeZone: () => string;
  readonly onChange: () => void;
  readonly onStoreError: (error: unknown) => void;
}

export function createCurrentPast(options: CurrentPastOptions): CurrentPast {
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
      clock: options.clock,
      token: () => crypto.randomUUID(),
      source: account.provider,
      ask: account.ask,
      low: account.low,
      timeZone: options.timeZone(),
      onChange: options.onChange,
      onStoreError: options.onStoreError,
    });

  async function listen(account: WatchedAccount): Promise<void> {
    if (account === options.account()) return get()?.listen();
    const other = open(account);
    try {
      await other.listen();
    } finally {
      other.dispose();
    }
  }

  return { get, listen, dispose: () => past?.dispose() };
}
