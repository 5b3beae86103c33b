import type { AccountState, HistorySource, HistoryState } from "../state/account-state.ts";
import { isRefused } from "../state/freshness.ts";
import { allowance, allowedAt } from "../state/request-budget.ts";
import { toldToWaitMs } from "../vendor/api-client.ts";
import type { Failure, FailureKind } from "../vendor/billing-error.ts";
import { backoff, FIRST_RETRY_MS } from "./backoff.ts";
import { release, takenBy } from "./lease.ts";

/** Why ledger, usage and reports cannot be asked for right now. */
export type HistoryWait =
  | "asking" // a window is asking right now
  | "unavailable" // the vendor has none for this key, or did not when it was asked today
  | "backing-off" // after failures
  | "refused" // the key is refused
  | "budget"; // the hour's requests are used up

export type HistoryDecision =
  { readonly kind: "ask" } | { readonly kind: "wait"; readonly until: number; readonly because: HistoryWait };

const UNAVAILABLE_MS = 86_400_000;
/** What a person may do about a report that was refused shows when they ask again. */
const ASKED_UNAVAILABLE_MS = 60_000;
const REFUSED_RETRY_MS = 3_600_000;

/** One window's right to ask for one of them, from taking the lease to letting go of it. */
export interface HistoryTurn {
  /** Unique to one turn of one window. */
  readonly turn: string;
  readonly source: HistorySource;
}

/**
 * Whether this turn may send one more request. `spare` requests of the hour are left to others.
 * A time in the future comes from a clock that was set back: it is no reason to wait.
 */
export function decideHistory(
  state: AccountState,
  { turn, source }: HistoryTurn,
  now: number,
  { spare = 0, asked = false }: { readonly spare?: number; readonly asked?: boolean } = {},
): HistoryDecision {
  const { trouble } = state.history ?? {};
  const unavailable = state.history?.unavailable?.[source];
  const pause = asked && isReport(source) ? ASKED_UNAVAILABLE_MS : UNAVAILABLE_MS;
  const wait = (until: number, because: HistoryWait): HistoryDecision => ({ kind: "wait", until, because });
  const lease = takenBy(state, "history", now, turn);
  if (lease) return wait(lease.until, "asking");
  if (unavailable && unavailable.at <= now && now < unavailable.at + pause) {
    return wait(unavailable.at + pause, "unavailable");
  }
  if (isRefused(state)) return wait(now + REFUSED_RETRY_MS, "refused");
  if (trouble && trouble.at <= now && concerns(source, trouble.last)) {
    const told = toldToWaitMs(trouble.last, asked);
    const until = trouble.at + (told ?? (asked ? 0 : backoff(trouble.count)));
    if (now < until) return wait(until, "backing-off");
  }
  if (allowance(state.requests, "history", now) <= spare) {
    return wait(Math.max(allowedAt(state.requests, "history", now), now + FIRST_RETRY_MS), "budget");
  }
  return { kind: "ask" };
}

/** The state after the turn, with what its last request met; without a failure, all it asked was answered. */
export function endHistory(
  state: AccountState,
  source: HistorySource,
  failure: Failure | undefined,
  now: number,
): AccountState {
  const { trouble, unavailable } = state.history ?? {};
  const gone = failure && isUnavailable(failure);
  const known = {
    ...Object.fromEntries(Object.entries(unavailable ?? {}).filter(([other]) => other !== source)),
    ...(gone && { [source]: { at: now, kind: failure.kind } }),
  };
  const counts = failure && !gone && concerns(source, failure);
  const kept = trouble && !concerns(source, trouble.last) ? trouble : undefined;
  const after = counts ? { last: failure, at: now, count: (trouble?.count ?? 0) + 1 } : kept;
  const history: HistoryState = {
    ...(Object.keys(known).length > 0 && { unavailable: known }),
    ...(after && { trouble: after }),
  };
  return release({ ...state, history }, "history");
}

const isReport = (source: HistorySource) => source.startsWith("report:");

/** Of whatever one asks for: the way to the vendor, or how often it may be asked. */
const OF_ALL: ReadonlySet<FailureKind> = new Set([
  "rate-limited",
  "dns",
  "tls",
  "proxy",
  "offline",
  "connection",
  "redirected",
]);

/** A report stands for itself: one that fails holds up nothing else, and ledger and usage do not hold it up. */
const concerns = (source: HistorySource, { kind, retryAfterMs }: Failure): boolean =>
  !isReport(source) || OF_ALL.has(kind) || retryAfterMs !== undefined;

/** The vendor's own word that this key, or this account, has no such endpoint: a proxy's does not count. */
export const isUnavailable = ({ status, fromVendor }: Failure): boolean =>
  fromVendor === true && (status === 403 || status === 404);
