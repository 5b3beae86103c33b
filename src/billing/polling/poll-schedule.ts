import type { AccountState } from "../state/account-state.ts";
import { AWAY_FACTOR, isRefused, REFILL_EVERY_MS, type Trigger } from "../state/freshness.ts";
import { allowance, allowedAt, type Cause } from "../state/request-budget.ts";
import { isLow, type LowRule } from "../state/threshold.ts";
import { toldToWaitMs } from "../vendor/api-client.ts";
import { backoff, FIRST_RETRY_MS } from "./backoff.ts";
import { takenBy } from "./lease.ts";

export interface Circumstances {
  readonly trigger: Trigger;
  /** The configured time between two reads. */
  readonly intervalMs: number;
  /** Nobody looks at this window: it may wait longer. */
  readonly away: boolean;
  /** 0 to 1, drawn once a turn: spreads windows and clients. */
  readonly jitter: number;
  /** The vendor has no endpoint of its own for the refill state. */
  readonly noDetail?: boolean;
}

/** The fallback is asked only after a balance that was answered without an amount. */
export type Endpoint = "balance" | "fallback" | "detail";

export type Decision =
  | { readonly kind: "ask"; readonly endpoint: Exclude<Endpoint, "fallback">; readonly cause: Cause }
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
const REFUSED_RETRY_MS = 6 * 3_600_000;
const SMALL_JUMP_MS = 60_000;

/** Whether to ask the vendor now, for what, or until when to wait: everything the poller knows about time. */
export function decide(state: AccountState, now: number, circumstances: Circumstances): Decision {
  const cause: Cause = circumstances.trigger === "manual" ? "manual" : "automatic";
  const lease = takenBy(state, "balance", now);
  if (lease) return { kind: "wait", until: lease.until, because: "asking" };
  const { at, because } = dueAt(state, now, circumstances);
  const onlyDetail =
    !circumstances.noDetail &&
    at > now &&
    because === "fresh" &&
    lacksDetail(state, now, circumstances.trigger);
  if (at > now && !onlyDetail) return { kind: "wait", until: at, because };
  if (allowance(state.requests, cause, now) === 0) {
    return { kind: "wait", until: allowedAt(state.requests, cause, now), because: "budget" };
  }
  return { kind: "ask", endpoint: onlyDetail ? "detail" : "balance", cause };
}

/**
 * A balance that was read while its key was checked lacks only the refill state, as does one that was read
 * by the clock a moment before a person opened the page.
 */
function lacksDetail(state: AccountState, now: number, trigger: Trigger): boolean {
  if (!state.reading) return false;
  return state.detailAskedAt === undefined || (trigger === "page" && detailAge(state, now) >= PAGE_GAP_MS);
}

/** A time in the future comes from a clock that was set back and says nothing. */
function detailAge({ detailAskedAt = Infinity }: AccountState, now: number): number {
  return detailAskedAt <= now ? now - detailAskedAt : Infinity;
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
  if (detailAge(after, now) >= REFILL_EVERY_MS || trigger !== "timer") return true;
  const rose = before.reading && after.reading.balance.nanos > before.reading.balance.nanos;
  return rose === true || isLow(before, low, now) !== isLow(after, low, now);
}

interface Due {
  readonly at: number;
  readonly because: WaitReason;
}

function dueAt(state: AccountState, now: number, circumstances: Circumstances): Due {
  const told = toldUntil(state, now, circumstances.trigger === "manual");
  if (told > now) return { at: told, because: "told-to-wait" };
  const attempts = [
    ...state.requests.automatic,
    ...state.requests.manual,
    state.reading?.at,
    state.trouble?.at,
  ];
  // An attempt in the future comes from a clock that was set back: it is no reason to wait.
  const lastAttempt = attempts.reduce<number>(
    (last, at = 0) => (at <= now ? Math.max(last, at) : last),
    -Infinity,
  );
  const after = (gap: number, because: WaitReason): Due => ({
    at: Math.max(lastAttempt + gap, now),
    because,
  });
  if (circumstances.trigger === "manual") return after(MANUAL_GAP_MS, "just-asked");
  if (isRefused(state))
    return after(circumstances.trigger === "start" ? interval(circumstances) : REFUSED_RETRY_MS, "refused");
  if (state.trouble) return after(retryGap(state.trouble.count, circumstances), "backing-off");
  if (circumstances.trigger === "page") return after(PAGE_GAP_MS, "fresh");
  // A second reading is waited for.
  if (state.alerts?.doubt) return after(FIRST_RETRY_MS, "fresh");
  return after(interval(circumstances), "fresh");
}

function toldUntil({ trouble }: AccountState, now: number, asked: boolean): number {
  const wait = trouble && toldToWaitMs(trouble.last, asked);
  if (!trouble || wait === undefined) return 0;
  // From a clock that was set back since, and not just by a little, it would be a wait nobody asked for.
  return trouble.at > now + SMALL_JUMP_MS ? 0 : trouble.at + wait;
}

function interval({ intervalMs, away, jitter }: Circumstances): number {
  return intervalMs * (away ? AWAY_FACTOR : 1) * (1 + 0.1 * jitter);
}

function retryGap(count: number, circumstances: Circumstances): number {
  const gap = backoff(count) * (1 + 0.25 * circumstances.jitter);
  return circumstances.away ? Math.max(gap, interval(circumstances)) : gap;
}
