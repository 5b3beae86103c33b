import type { Money } from "../money/money.ts";
import { withBalance, type BalanceHistory } from "./observed-balances.ts";

/** Keeps the balances seen of one account, for all windows. The port: memory, or files. */
export interface BalanceLog {
  read(): Promise<BalanceHistory>;
  /** Notes a reading; any window may, and the same one any number of times. */
  note(reading: { readonly balance: Money; readonly at: number }): Promise<void>;
  clear(): Promise<void>;
}

/** For one window: the demo's. */
export function createMemoryBalanceLog(): BalanceLog {
  let history: BalanceHistory = [];
  return {
    read: () => Promise.resolve(history),
    note(reading) {
      history = withBalance(history, reading);
      return Promise.resolve();
    },
    clear() {
      history = [];
      return Promise.resolve();
    },
  };
}
