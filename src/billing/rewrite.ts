import type { AccountState } from "./account-state.ts";
import { noteRequests } from "./budget.ts";
import type { Cell } from "./cell.ts";
import type { Failure } from "./errors.ts";
import type { Money } from "./money.ts";

/** Changes what a cell holds, whatever other windows write meanwhile. */
export async function rewrite(cell: Cell, change: (state: AccountState) => AccountState): Promise<void> {
  for (;;) {
    const version = await cell.read();
    if (await cell.swap(version, change(version.state))) return;
  }
}

/** Forgets every value, and keeps the count of requests: clearing a key must not renew its budget. */
export const forgetValues = ({ requests }: AccountState): AccountState => ({ requests });

/** Takes over what the vendor answered when a person tried the key, instead of asking again. */
export function adoptCheck(
  state: AccountState,
  check: { readonly at: number } & ({ readonly balance: Money } | { readonly failure: Failure }),
): AccountState {
  const requests = noteRequests(state.requests, "manual", 1, check.at);
  if ("balance" in check)
    return { ...state, requests, reading: { balance: check.balance, at: check.at }, trouble: undefined };
  return { ...state, requests, trouble: { last: check.failure, at: check.at, count: 1, asked: true } };
}
