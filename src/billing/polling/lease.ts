import type { AccountState, Lease } from "../state/account-state.ts";
import { LEASE_MS, noteRequests, type Purpose } from "../state/request-budget.ts";

/** What windows take turns at, each for itself: a long read of the history holds up no balance. */
export type Work = "balance" | "history";

const leaseOf = ({ lease, history }: AccountState, work: Work) =>
  work === "balance" ? lease : history?.lease;

/** The lease of another turn that is under way. One further off than any can be comes from a clock that was set back. */
export function takenBy(state: AccountState, work: Work, now: number, token?: string): Lease | undefined {
  const lease = leaseOf(state, work);
  return lease && lease.token !== token && now < lease.until && lease.until <= now + LEASE_MS
    ? lease
    : undefined;
}

/** Only the turn whose lease still stands may go on and write: one that slept too long has been replaced. */
export const holds = (state: AccountState, work: Work, token: string): boolean =>
  leaseOf(state, work)?.token === token;

/** The state in which this turn has the lease for one request; undefined while another is under way. */
export const acquire = (
  state: AccountState,
  work: Work,
  token: string,
  now: number,
): AccountState | undefined =>
  takenBy(state, work, now, token) ? undefined : withLease(state, work, { token, until: now + LEASE_MS });

/** The state in which this turn has it for one request longer; undefined once another has taken over. */
export const renew = (
  state: AccountState,
  work: Work,
  token: string,
  now: number,
): AccountState | undefined =>
  holds(state, work, token) ? withLease(state, work, { token, until: now + LEASE_MS }) : undefined;

/** The state in which nobody has it. */
export const release = (state: AccountState, work: Work): AccountState => withLease(state, work, undefined);

function withLease(state: AccountState, work: Work, lease: Lease | undefined): AccountState {
  if (work === "balance") return { ...state, lease };
  const history = { ...state.history, lease };
  const isEmpty = Object.values(history).every((each) => each === undefined);
  return { ...state, history: isEmpty ? undefined : history };
}

/** The state with one more request noted: written before it is sent. */
export const noted = (state: AccountState, purpose: Purpose, now: number): AccountState => ({
  ...state,
  requests: noteRequests(state.requests, purpose, 1, now),
});
