import { hearBalance } from "../alerts/detect-alerts.ts";
import type { AccountState, Trouble } from "../state/account-state.ts";
import type { Trigger } from "../state/freshness.ts";
import { allowance, type Cause } from "../state/request-budget.ts";
import type { LowRule } from "../state/threshold.ts";
import { isRefusal, type Failure } from "../vendor/billing-error.ts";
import { holdingsOf, type AccountDetail, type BalanceAnswer, type Holdings } from "../vendor/provider.ts";
import { holds, noted, release, renew } from "./lease.ts";
import { wantsDetail, type Endpoint } from "./poll-schedule.ts";

/** What came of one request. `at` is when it was sent: an answer is never newer than its question. */
export type Answer = { readonly at: number; readonly owner?: string | undefined } & (
  | { readonly endpoint: "balance" | "fallback"; readonly balance: BalanceAnswer }
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
  /** See `Circumstances`. */
  readonly noDetail?: boolean;
}

/** The state after an answer, and what this turn asks next, if anything; undefined once another has taken over. */
export function settle(
  state: AccountState,
  turn: Turn,
  answer: Answer,
  now: number,
  low: LowRule,
): { readonly state: AccountState; readonly next: Endpoint | undefined } | undefined {
  if (!holds(state, "balance", turn.token)) return undefined;
  const learned = withNews(state, learn(state, answer, turn.cause), now, low);
  const next =
    allowance(learned.requests, turn.cause, now) > 0 ? nextOf(answer, turn, learned, now, low) : undefined;
  const longer = next && renew(noted(learned, turn.cause, now), "balance", turn.token, now);
  return longer ? { state: longer, next } : { state: release(learned, "balance"), next: undefined };
}

function nextOf(
  answer: Answer,
  turn: Turn,
  learned: AccountState,
  now: number,
  low: LowRule,
): Endpoint | undefined {
  if (answer.endpoint === "balance" && "balance" in answer && !answer.balance.balance) return "fallback";
  if (answer.endpoint === "detail" || turn.noDetail) return undefined;
  return wantsDetail(turn.before, learned, now, turn.trigger, low) ? "detail" : undefined;
}

/** The state with what of it is news, to be told once by one window. */
function withNews(before: AccountState, after: AccountState, now: number, low: LowRule): AccountState {
  return { ...after, alerts: hearBalance(before.alerts, before, after, now, low) };
}

function learn(before: AccountState, answer: Answer, cause: Cause): AccountState {
  const detail = "detail" in answer ? answer.detail : "balance" in answer ? answer.balance.detail : undefined;
  const asked = answer.endpoint === "detail" || detail !== undefined;
  const state = asked ? { ...before, detailAskedAt: answer.at } : before;
  if ("failure" in answer) {
    const { endpoint, failure, at } = answer;
    // The refill state is an extra: without it the balance is still good, unless the vendor says for how long to wait.
    if (endpoint === "detail" && failure.retryAfterMs === undefined) return state;
    return {
      ...state,
      trouble: { last: failure, at, count: countOf(state.trouble, failure), asked: cause === "manual" },
    };
  }
  const { at } = answer;
  const reading = "balance" in answer ? holdingsOf(answer.balance) : detailed(state, answer.detail);
  return {
    ...state,
    ...(reading && { reading: { ...reading, at }, trouble: undefined }),
    ...(answer.owner !== undefined && { owner: answer.owner }),
    ...(detail && { refill: { ...detail.refill, at } }),
  };
}

/** What the detail endpoint tells of the balance; what only the balance's own endpoint tells stays. */
function detailed({ reading }: AccountState, { balance }: AccountDetail): Holdings | undefined {
  return balance && { ...reading, balance };
}

function countOf(trouble: Trouble | undefined, failure: Failure): number {
  if (!trouble || (isRefusal(failure) && !isRefusal(trouble.last))) return 1;
  return trouble.count + 1;
}
