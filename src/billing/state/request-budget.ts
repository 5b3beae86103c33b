/** When requests were sent (or were about to be), newest last. */
export interface Requests {
  readonly automatic: readonly number[];
  readonly manual: readonly number[];
  /** For ledger, usage and reports; none when not there. */
  readonly history?: readonly number[] | undefined;
}

/** How many requests an account may cause in any rolling hour, whatever windows, restarts and errors there are. */
export const AUTOMATIC_PER_HOUR = 40;
/** On top: what people ask for by hand. */
export const MANUAL_PER_HOUR = 12;

/** On top: what ledger, usage and reports take, request by request. */
export const HISTORY_PER_HOUR = 60;

/** A turn ends after this long without a sign of life, and another window takes over. Longer than one request may last. */
export const LEASE_MS = 20_000;

/** A request that was not begun by then is not sent: with the time limit of a request it stays within the lease. */
export const LATEST_START_MS = LEASE_MS / 2;

/** A noted request is sent at most one lease later, so this much is looked back to keep any real hour within its limit. */
const WINDOW_MS = 3_600_000 + LEASE_MS;

/** Why a balance is asked for: the editor on its own, or a person's hand. */
export type Cause = "automatic" | "manual";

/** What a request is counted as. */
export type Purpose = Cause | "history";

export const REQUESTS_PER_HOUR: Readonly<Record<Purpose, number>> = {
  automatic: AUTOMATIC_PER_HOUR,
  manual: MANUAL_PER_HOUR,
  history: HISTORY_PER_HOUR,
};

/** How many more requests are allowed now. */
export function allowance(requests: Requests, purpose: Purpose, now: number): number {
  return Math.max(0, REQUESTS_PER_HOUR[purpose] - recent(requests[purpose], now).length);
}

/** When the next request becomes possible (ms since the epoch), `now` if it is. */
export function allowedAt(requests: Requests, purpose: Purpose, now: number): number {
  const times = recent(requests[purpose], now);
  const blocking = times[times.length - REQUESTS_PER_HOUR[purpose]];
  return blocking === undefined ? now : blocking + WINDOW_MS;
}

/** The record with `count` more requests noted, forgetting those that no longer count. */
export function noteRequests(requests: Requests, purpose: Purpose, count: number, now: number): Requests {
  const kept: Requests = {
    automatic: recent(requests.automatic, now),
    manual: recent(requests.manual, now),
    ...(requests.history && { history: recent(requests.history, now) }),
  };
  return { ...kept, [purpose]: [...(kept[purpose] ?? []), ...Array<number>(count).fill(now)] };
}

/**
 * The times that count. One in the near future comes from a clock that was set back and counts as now;
 * one further off says nothing about this hour.
 */
function recent(times: readonly number[] | undefined, now: number): readonly number[] {
  return (times ?? []).filter((time) => Math.abs(now - time) < WINDOW_MS).map((time) => Math.min(time, now));
}
