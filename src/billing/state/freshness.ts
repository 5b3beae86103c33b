import { isRefusal } from "../vendor/billing-error.ts";
import type { AccountState } from "./account-state.ts";

/** What made a window look at the schedule. */
export type Trigger =
  | "timer"
  | "start" // this window just began to watch the account
  | "page" // a person opened the detail view
  | "manual";

/** A window nobody looks at asks this many times less often. */
export const AWAY_FACTOR = 3;

export const REFILL_EVERY_MS = 3_600_000;

/** A value older than two rounds of a window nobody looks at has been missed, not just not read yet. */
export const outdatedAfterMs = (intervalMs: number) => 2 * AWAY_FACTOR * intervalMs;

/** The refill state is read hourly, so it stands for an hour and one round more. */
export const refillKnownMs = (intervalMs: number) => REFILL_EVERY_MS + AWAY_FACTOR * 1.1 * intervalMs;

/** The vendor's own 401, twice in a row: asking on would change nothing. */
export function isRefused({ trouble }: AccountState): boolean {
  return trouble !== undefined && trouble.count >= 2 && isRefusal(trouble.last);
}
