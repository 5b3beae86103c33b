import { playSpend, quantile } from "./simulate-spend.ts";
import { effects, logSpend, readSpend, spendOf } from "./spend-model.ts";
import type { ObservedDay } from "./spend-model.ts";

/** All amounts in one unit of the caller's choice: integer credits or nanodollars. */
export interface RunwayInput {
  /**
   * Spend of each finished local day, oldest first, yesterday last, without gaps. 0 is a day without
   * charges; null is a day that says nothing (unknown, or the account had run dry).
   */
  readonly days: readonly (number | null)[];
  /** The day in progress: weekday (0 is Sunday), spend so far, share of the day that has passed (0 to 1). */
  readonly today: { readonly weekday: number; readonly spent: number; readonly elapsed: number };
  readonly balance: number;
  /** Threshold of an armed auto top-up, or null when none is armed. */
  readonly refillAt: number | null;
}

/** What the balance is heading for. */
export type RunwayEnd = "empty" | "refill";

/** How long the balance lasts if the account goes on as it does and nothing is paid in. */
export type Runway =
  | { readonly kind: "notEnoughData"; readonly daysSeen: number; readonly daysNeeded: number }
  /** Idle (pace 0), or so far off that it is beyond the horizon. */
  | { readonly kind: "noEnd"; readonly pacePerDay: number }
  /** The balance is at or below zero, or the threshold, already. */
  | { readonly kind: "reached"; readonly until: RunwayEnd; readonly pacePerDay: number }
  /** With 80 % probability the end comes between `lowDays` and `highDays` from now; null is open. */
  | {
      readonly kind: "range";
      readonly until: RunwayEnd;
      readonly lowDays: number;
      readonly highDays: number | null;
      /** Spend to expect on a day of the coming week, in the unit of the input. */
      readonly pacePerDay: number;
    };

/** None is told: the vendor's figures on spend are in another unit than it says. */
export interface NoRunway {
  readonly kind: "unitNotConfirmed";
}

/** Nothing is foretold beyond this. */
export const HORIZON_DAYS = 365;
/** No answer before this many days with known spend. */
export const DAYS_NEEDED = 7;
/** Older days are left out. */
const MEMORY_DAYS = 84;
/** An account this quiet, and quiet for twice its longest pause before, is idle. */
const IDLE_DAYS = 21;

/** The same input always gives the same answer; about 1 ms. */
export function forecastRunway(input: RunwayInput): Runway {
  const days = input.days.slice(-MEMORY_DAYS);
  const known = days.filter((spend) => spend !== null);
  if (known.length < DAYS_NEEDED) {
    return { kind: "notEnoughData", daysSeen: known.length, daysNeeded: DAYS_NEEDED };
  }
  const until: RunwayEnd = input.refillAt === null ? "empty" : "refill";
  const left = input.balance - (input.refillAt ?? 0);
  const idle = isIdle(known, input.today.spent);
  if (left <= 0) return { kind: "reached", until, pacePerDay: idle ? 0 : meanOf(known) };
  if (idle) return { kind: "noEnd", pacePerDay: 0 };

  const scale = meanOf(known) || input.today.spent;
  const { weekday, elapsed } = input.today;
  const readings = readSpend(observe(days, input.today, scale));
  const likelier = readings.growingChance > 0.5 ? readings.growing : readings.level;
  const week = [1, 2, 3, 4, 5, 6, 7].map((ahead) => effects((weekday + ahead) % 7, ahead));
  const pacePerDay = scale * meanOf(week.map((row) => spendOf(logSpend(row, likelier.center))));

  const ends = playSpend(readings, left / scale, { weekday, elapsed }, HORIZON_DAYS);
  const lowDays = quantile(ends, 0.1);
  const highDays = quantile(ends, 0.9);
  if (lowDays >= HORIZON_DAYS) return { kind: "noEnd", pacePerDay };
  return { kind: "range", until, lowDays, highDays: highDays >= HORIZON_DAYS ? null : highDays, pacePerDay };
}

/** Days as the model wants them; the part of today counts little while it is young. */
function observe(
  days: readonly (number | null)[],
  today: RunwayInput["today"],
  scale: number,
): ObservedDay[] {
  const observed: ObservedDay[] = [];
  for (const [i, spend] of days.entries()) {
    const age = days.length - i;
    const weekday = (today.weekday + 7 * MEMORY_DAYS - age) % 7;
    if (spend !== null) observed.push({ age, weekday, spend: spend / scale, weight: 1 });
  }
  const part = Math.max(0.05, today.elapsed);
  observed.push({ age: 0, weekday: today.weekday, spend: today.spent / scale / part, weight: part ** 2 });
  return observed;
}

function isIdle(known: readonly number[], spentToday: number): boolean {
  if (spentToday > 0) return false;
  const first = known.findIndex((spend) => spend > 0);
  if (first < 0) return true;
  let pause = 0;
  let longest = 0;
  for (const spend of known.slice(first)) {
    if (spend > 0) longest = Math.max(longest, pause);
    pause = spend > 0 ? 0 : pause + 1;
  }
  return pause >= IDLE_DAYS && pause > 2 * longest;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
