import type { AccountState } from "../state/account-state.ts";
import { noteRequests } from "../state/request-budget.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { Holdings, Refill } from "../vendor/provider.ts";

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
