import { createMemoryLedgerStore } from "../ledger/memory-store.ts";
import { createMemoryBalanceLog, type BalanceLog } from "../ledger/observed-balance-log.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { createMemoryCell } from "../state/memory-state-store.ts";
import type { Cell } from "../state/state-store.ts";
import { forgetValues, rewrite } from "../state/update-state.ts";

/** All that is kept of one account. */
export interface AccountStores {
  readonly cell: Cell;
  readonly ledger: LedgerStore;
  readonly balances: BalanceLog;
}

/** For one window and as long as it lasts: the demo's. */
export const createMemoryStores = (): AccountStores => ({
  cell: createMemoryCell(),
  ledger: createMemoryLedgerStore(),
  balances: createMemoryBalanceLog(),
});

/** Forgets all that was read of an account, and keeps the count of requests. */
export async function forgetAccount({ cell, ledger, balances }: AccountStores): Promise<void> {
  await rewrite(cell, forgetValues);
  await ledger.clear();
  await balances.clear();
}
