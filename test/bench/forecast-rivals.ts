import { HORIZON_DAYS } from "../../src/billing/forecast/runway-forecast.ts";
import type { RunwayInput } from "../../src/billing/forecast/runway-forecast.ts";

/** Days until the end; the upper end is the horizon when it is open. */
export type Interval = readonly [low: number, high: number];

/** 80 % of a normal distribution lie within this many standard deviations. */
const Z = 1.2816;

/** The naive rival, read literally: what is left over the 7-day mean, give or take the spread of the days. */
export function dailySpread(input: RunwayInput): Interval {
  const { mean, spread } = lastWeek(input);
  const left = input.balance - (input.refillAt ?? 0);
  const at = (pace: number): number => (pace > 0 ? Math.min(HORIZON_DAYS, left / pace) : HORIZON_DAYS);
  return [at(mean + Z * spread), at(mean - Z * spread)];
}

/**
 * The same mean and spread with the statistics done properly, the harder rival: over n days the days' spread
 * adds up to spread·√n, and the mean itself is uncertain by spread/√7.
 */
export function summedSpread(input: RunwayInput): Interval {
  const { mean, spread } = lastWeek(input);
  if (mean <= 0) return [HORIZON_DAYS, HORIZON_DAYS];
  const left = input.balance - (input.refillAt ?? 0);
  const spentBy = (n: number, sign: number): number =>
    mean * n + sign * Z * spread * Math.sqrt(n + (n * n) / 7);
  return [crossing((n) => spentBy(n, 1) >= left), crossing((n) => spentBy(n, -1) >= left)];
}

function lastWeek(input: RunwayInput): { mean: number; spread: number } {
  const days = input.days.filter((spend) => spend !== null).slice(-7);
  const mean = days.reduce((sum, spend) => sum + spend, 0) / days.length;
  const variance = days.reduce((sum, spend) => sum + (spend - mean) ** 2, 0) / (days.length - 1);
  return { mean, spread: Math.sqrt(variance) };
}

/** The first moment `reached` holds, which must not cease to hold later. */
function crossing(reached: (n: number) => boolean): number {
  let low = 0;
  let high = HORIZON_DAYS;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
