import type { AccountState } from "./account-state.ts";
import type { Cell } from "./state-store.ts";

/** Changes what a cell holds, whatever other windows write meanwhile. */
export async function rewrite(cell: Cell, change: (state: AccountState) => AccountState): Promise<void> {
  for (;;) {
    const version = await cell.read();
    if (await cell.swap(version, change(version.state))) return;
  }
}

/** Forgets every value, and keeps the count of requests: clearing a key must not renew its budget. */
export const forgetValues = ({ requests }: AccountState): AccountState => ({ requests });
