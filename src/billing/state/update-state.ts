import type { Failure } from "../vendor/billing-error.ts";
import type { Holdings, Refill } from "../vendor/provider.ts";
import type { AccountState } from "./account-state.ts";
import { noteRequests } from "./request-budget.ts";
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

/** What the vendor answered when a person tried a key at `at` (ms since the epoch), and how many requests it took. */
export type KeyCheck = { readonly at: number; readonly requests: number } & (
  { readonly holdings: Holdings; readonly refill?: Refill | undefined } | { readonly failure: Failure }
);

/** Takes over what the vendor answered when a person tried the key, instead of asking again. */
export function adoptCheck(state: AccountState, check: KeyCheck): AccountState {
  const requests = noteRequests(state.requests, "manual", check.requests, check.at);
  if ("holdings" in check) {
    const { at, holdings, refill } = check;
    return {
      ...state,
      requests,
      reading: { ...holdings, at },
      trouble: undefined,
      ...(refill && { refill: { ...refill, at }, detailAskedAt: at }),
    };
  }
  return { ...state, requests, trouble: { last: check.failure, at: check.at, count: 1, asked: true } };
}
