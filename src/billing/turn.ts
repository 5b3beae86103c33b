import type { AccountState, Trouble } from "./account-state.ts";
import { hear } from "./alerts.ts";
import { allowance, LEASE_MS, noteRequests, type Cause } from "./budget.ts";
import { isRefusal, type Failure } from "./errors.ts";
import type { Money } from "./money.ts";
import type { AccountDetail } from "./provider.ts";
import { wantsDetail, type Endpoint, type Trigger } from "./schedule.ts";
import type { LowRule } from "./threshold.ts";

/** What came of one request. `at` is when it was sent: an answer is never newer than its question. */
export type Answer = { readonly at: number } & (
  | { readonly endpoint: "balance"; readonly balance: Money }
  | { readonly endpoint: "detail"; readonly detail: AccountDetail }
  | { readonly endpoint: Endpoint; readonly failure: Failure }
);

/** One window's right to ask, from taking the lease to letting go of it. */
export interface Turn {
  readonly token: string;
  readonly trigger: Trigger;
  readonly cause: Cause;
  /** The state when the turn began. */
  readonly before: AccountState;
}

/** The state in which this turn holds the lease and its next request is noted: written before the request is sent. */
export function reserve(state: AccountState, turn: Turn, now: number): AccountState {
  return {
    ...state,
    requests: noteRequests(state.requests, turn.cause, 1, now),
    lease: { token: turn.token, until: now + LEASE_MS },
  };
}

/** Only the turn whose lease still stands may write what it learned: a turn that slept too long has been replaced. */
export const holds = (state: AccountState, turn: Turn) => state.lease?.token === turn.token;

/** The state after an answer, and what this turn asks next, if anything. */
export function settle(
  state: AccountState,
  turn: Turn,
  answer: Answer,
  now: number,
  low: LowRule,
): { readonly state: AccountState; readonly next: Endpoint | undefined } {
  const learned = withNews(state, learn(state, answer, turn.cause), now, low);
  const more =
    answer.endpoint === "balance" &&
    allowance(learned.requests, turn.cause, now) > 0 &&
    wantsDetail(turn.before, learned, now, turn.trigger, low);
  return more
    ? { state: reserve(learned, turn, now), next: "detail" }
    : { state: { ...learned, lease: undefined }, next: undefined };
}

/** The state with what of it is news, to be told once by one window. */
function withNews(before: AccountState, after: AccountState, now: number, low: LowRule): AccountState {
  return { ...after, alerts: hear(before.alerts, before, after, now, low) };
}

function learn(before: AccountState, answer: Answer, cause: Cause): AccountState {
  const state = answer.endpoint === "detail" ? { ...before, detailAskedAt: answer.at } : before;
  if ("failure" in answer) {
    const { endpoint, failure, at } = answer;
    // The refill state is an extra: without it the balance is still good, unless the vendor says for how long to wait.
    if (endpoint === "detail" && failure.retryAfterMs === undefined) return state;
    return {
      ...state,
      trouble: { last: failure, at, count: countOf(state.trouble, failure), asked: cause === "manual" },
    };
  }
  const balance = answer.endpoint === "balance" ? answer.balance : answer.detail.balance;
  return {
    ...state,
    ...(balance && { reading: { balance, at: answer.at }, trouble: undefined }),
    ...(answer.endpoint === "detail" && { refill: { ...answer.detail.refill, at: answer.at } }),
  };
}

function countOf(trouble: Trouble | undefined, failure: Failure): number {
  if (!trouble || (isRefusal(failure) && !isRefusal(trouble.last))) return 1;
  return trouble.count + 1;
}
