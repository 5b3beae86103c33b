import type { AccountState, Lease } from "../state/account-state.ts";
import {
  allowance,
  allowedAt,
  LEASE_MS,
  noteRequests,
  REQUESTS_PER_HOUR,
  type Purpose,
} from "../state/request-budget.ts";
import { jumpBetween, type ClockMark } from "./clock-mark.ts";
import type { LeaseName, LeaseRequest } from "./store.ts";

/** The state after a lease was asked for; without one nothing changes, and the request waits. */
export type LeaseDecision =
  | { readonly kind: "acquired"; readonly state: AccountState }
  | { readonly kind: "taken" | "budget"; readonly until: number };

/** Windows that cannot share what they ask for have this part of the hour each: eight of them stay within it. */
export const UNSHARED_PART = 8;

export function decideLease(
  state: AccountState,
  request: LeaseRequest,
  now: number,
  renewing: boolean,
): LeaseDecision {
  const { lease, token, purpose, spare = 0 } = request;
  const held = leaseOf(state, lease);
  if (held?.token !== token && (renewing || isTaken(held, now)))
    return { kind: "taken", until: held ? Math.max(held.until, now) : now };
  if (purpose && allowance(state.requests, purpose, now) <= spare)
    return { kind: "budget", until: Math.max(allowedAt(state.requests, purpose, now), now + 1) };
  const requests = purpose ? noteRequests(state.requests, purpose, 1, now) : state.requests;
  return {
    kind: "acquired",
    state: withLease({ ...state, requests }, lease, { token, until: now + LEASE_MS }),
  };
}

/** Undefined where another turn has it. */
export const releaseLease = (
  state: AccountState,
  lease: LeaseName,
  token: string,
): AccountState | undefined =>
  leaseOf(state, lease)?.token === token ? withLease(state, lease, undefined) : undefined;

/** A lease further off than one can be comes from a clock that was set back. */
const isTaken = (lease: Lease | undefined, now: number): boolean =>
  lease !== undefined && now < lease.until && lease.until <= now + LEASE_MS;

const leaseOf = (state: AccountState, name: LeaseName): Lease | undefined =>
  name === "balance" ? state.lease : state.history?.lease;

const withLease = (state: AccountState, name: LeaseName, lease: Lease | undefined): AccountState =>
  name === "balance" ? { ...state, lease } : { ...state, history: { ...state.history, lease } };

/** How many requests of a window that shares nothing are left to the others. What people ask for by hand is all its own. */
export const spareOfUnshared = (purpose: Purpose): number =>
  purpose === "manual"
    ? 0
    : REQUESTS_PER_HOUR[purpose] - Math.floor(REQUESTS_PER_HOUR[purpose] / UNSHARED_PART);

/** The state with leases and requests by the clock of now, should it have been set since they were written. */
export function byClockOfNow(state: AccountState, written: ClockMark, now: ClockMark): AccountState {
  const jump = jumpBetween(written, now);
  if (jump === 0) return state;
  const moved = (times: readonly number[]) => times.map((time) => time + jump);
  const movedLease = (lease: Lease | undefined) => lease && { ...lease, until: lease.until + jump };
  const { automatic, manual, history } = state.requests;
  return {
    ...state,
    requests: {
      automatic: moved(automatic),
      manual: moved(manual),
      ...(history && { history: moved(history) }),
    },
    lease: movedLease(state.lease),
    ...(state.history && { history: { ...state.history, lease: movedLease(state.history.lease) } }),
  };
}
