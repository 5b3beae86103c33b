import type { AccountState } from "./account-state.ts";
import { allowance, allowedAt, LEASE_MS, type Cause } from "./budget.ts";
import { isLow, type LowRule } from "./threshold.ts";

/** What made a window look at the schedule. */
export type Trigger =
  | "timer"
  | "start" // this window just began to watch the account
  | "page" // a person opened the detail view
  | "manual"; // a person asked for a refresh

export interface Circumstances {
  readonly trigger: Trigger;
  /** The configured time between two reads. */
  readonly intervalMs: number;
  /** Nobody looks at this window: it may wait longer. */
  readonly away: boolean;
  /** 0 to 1, drawn once a turn: spreads windows and clients. */
  readonly jitter: number;
}

export type Endpoint = "balance" | "detail";

export type Decision =
  | { readonly kind: "ask"; readonly endpoint: Endpoint; readonly cause: Cause }
  | { readonly kind: "wait"; readonly until: number; readonly because: WaitReason };

export type WaitReason =
  | "fresh" // the value is as new as wanted
  | "asking" // a window is asking right now
  | "backing-off" // after failures
  | "told-to-wait" // the vendor said for how long
  | "refused" // the key was refused twice
  | "budget" // the hour's requests are used up
  | "just-asked"; // a person asked a moment ago

/** Nobody needs two answers within this time, however often they press. */
const MANUAL_GAP_MS = 5_000;
const PAGE_GAP_MS = 30_000;
/** A window nobody looks at asks this many times less often. */
export const AWAY_FACTOR = 3;
const REFILL_EVERY_MS = 3_600_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;
const REFUSED_RETRY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/** Whether to ask the vendor now, for what, or until when to wait: everything the poller knows about time. */
export function decide(state: AccountState, now: number, circumstances: Circumstances): Decision {
  const cause: Cause = circumstances.trigger === "manual" ? "manual" : "automatic";
  const lease = state.lease;
  if (lease && now < lease.until && lease.until <= now + LEASE_MS) {
    return { kind: "wait", until: lease.until, because: "asking" };
  }
  const { at, because } = dueAt(state, now, circumstances);
  if (at > now) return { kind: "wait", until: at, because };
  if (allowance(state.requests, cause, now) === 0) {
    return { kind: "wait", until: allowedAt(state.requests, cause, now), because: "budget" };
  }
  return { kind: "ask", endpoint: "balance", cause };
}

/** After the balance was read within the same turn: is the refill state to be read too? */
export function wantsDetail(
  before: AccountState,
  after: AccountState,
  now: number,
  trigger: Trigger,
  low: LowRule,
): boolean {
  if (!after.reading || after.trouble) return false;
  const age = now - (after.refill?.at ?? -Infinity);
  if (age < 0 || age >= REFILL_EVERY_MS || trigger !== "timer") return true;
  const rose = before.reading && after.reading.balance.nanos > before.reading.balance.nanos;
  return rose === true || isLow(before, low, now) !== isLow(after, low, now);
}

interface Due {
  readonly at: number;
  readonly because: WaitReason;
}

function dueAt(state: AccountState, now: number, circumstances: Circumstances): Due {
  const told = toldUntil(state, now);
  if (told > now) return { at: told, because: "told-to-wait" };
  const lastAttempt = Math.max(
    ...state.requests.automatic,
    ...state.requests.manual,
    state.reading?.at ?? 0,
    state.trouble?.at ?? 0,
    0,
  );
  // A last attempt in the future comes from a clock that was set back: it is no reason to wait.
  const since = lastAttempt > now ? Infinity : now - lastAttempt;
  const after = (gap: number, because: WaitReason): Due => ({
    at: since >= gap ? now : lastAttempt + gap,
    because,
  });
  if (circumstances.trigger === "manual") return after(MANUAL_GAP_MS, "just-asked");
  if (isRefused(state))
    return after(circumstances.trigger === "start" ? interval(circumstances) : REFUSED_RETRY_MS, "refused");
  if (state.trouble) return after(retryGap(state.trouble.count, circumstances), "backing-off");
  if (circumstances.trigger === "page") return after(PAGE_GAP_MS, "fresh");
  return after(interval(circumstances), "fresh");
}

/** The vendor's own 401, twice in a row: asking on would change nothing. */
export function isRefused({ trouble }: AccountState): boolean {
  return trouble?.last.kind === "unauthorized" && trouble.last.fromVendor === true && trouble.count >= 2;
}

function toldUntil({ trouble }: AccountState, now: number): number {
  if (trouble?.last.retryAfterMs === undefined) return 0;
  const until = trouble.at + trouble.last.retryAfterMs;
  return until > now + DAY_MS ? 0 : until;
}

function interval({ intervalMs, away, jitter }: Circumstances): number {
  return intervalMs * (away ? AWAY_FACTOR : 1) * (1 + 0.1 * jitter);
}

function retryGap(count: number, circumstances: Circumstances): number {
  const gap =
    Math.min(FIRST_RETRY_MS * 2 ** Math.min(count - 1, 10), LONGEST_RETRY_MS) *
    (1 + 0.25 * circumstances.jitter);
  return circumstances.away ? Math.max(gap, interval(circumstances)) : gap;
}
