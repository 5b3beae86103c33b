import { DAY_MS } from "../time/calendar-day.ts";
import type { Clock, Steady } from "../time/clock.ts";

/** One moment by both clocks: the one that may be set, and, where there is one, the one that nobody sets. */
export interface ClockMark {
  readonly at: number;
  readonly steady?: Steady | undefined;
}

/** A wall clock that leaps further than this was set: nothing is concluded from how long that was. */
const LONGEST_GAP_MS = 30 * DAY_MS;
/** Both clocks are not read at the same instant, and a wall clock is slowed and hurried a little. */
const SAME_MS = 1000;

export const markOf = (clock: Clock): ClockMark => ({
  at: clock.now(),
  ...(clock.steady && { steady: clock.steady() }),
});

const steadyGap = (from: ClockMark, to: ClockMark): number | undefined =>
  from.steady && to.steady && from.steady.run === to.steady.run ? to.steady.ms - from.steady.ms : undefined;

/** How much time went by between two moments, never below zero. */
export function gapBetween(from: ClockMark, to: ClockMark): number {
  const gap = to.at - from.at;
  return Math.max(0, steadyGap(from, to) ?? (gap <= LONGEST_GAP_MS ? gap : 0));
}

/** By how much the wall clock was set between two moments; 0 where no other clock tells. */
export function jumpBetween(from: ClockMark, to: ClockMark): number {
  const jump = to.at - from.at - (steadyGap(from, to) ?? to.at - from.at);
  return Math.abs(jump) < SAME_MS ? 0 : jump;
}
