import { solveUpper } from "./linear-algebra.ts";
import { effects, logSpend, spendOf, TREND, trendAt } from "./spend-model.ts";
import type { Readings } from "./spend-model.ts";

/** The paths start `elapsed` into a day (0 to 1) with the given weekday (0 is Sunday). */
export interface PathStart {
  readonly weekday: number;
  readonly elapsed: number;
}

const PATHS = 300;
/** Habits of neighbouring days are carried over in runs of this many days on average. */
const BLOCK_DAYS = 3;
/** The level wanders by this much a day, as a standard deviation of the logarithm; it moves as a run begins. */
const WANDER_SD = 0.025;

/**
 * Plays the future many times and returns the days until `left` (in mean days) is spent, in rising order,
 * at most `horizon`. A path draws its coefficients from what the history leaves open, lets the level wander
 * and replays runs of past days' ratios of spend to expectation. Every path has its own fixed seed: the same
 * input gives the same answer, and more money never a shorter one.
 */
export function playSpend(readings: Readings, left: number, start: PathStart, horizon: number): number[] {
  const trends = Array.from({ length: horizon + 1 }, (_, day) => trendAt(day));
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => effects((start.weekday + day) % 7, 0));
  const growing = Math.round(readings.growingChance * PATHS);
  const play = (path: number): number => {
    const model = path < growing ? readings.growing : readings.level;
    const ratios = model.ratios;
    const random = createRandom(path);
    const strayed = solveUpper(
      model.certainty,
      model.center.map(() => random.normal()),
    );
    const coefficients = model.center.map((value, i) => value + (strayed[i] ?? 0));
    const slope = coefficients[TREND] ?? 0;
    const usual = week.map((row) => logSpend(row, coefficients));
    let wandered = 0;
    let from = 0;
    let rest = left;
    let time = 0;
    for (let day = 0; day <= horizon; day++) {
      const fresh = day === 0 || random.uniform() < 1 / BLOCK_DAYS;
      from = fresh ? Math.floor(random.uniform() * ratios.length) : (from + 1) % ratios.length;
      if (fresh) wandered += WANDER_SD * Math.sqrt(BLOCK_DAYS) * random.normal();
      const log = (usual[day % 7] ?? 0) + slope * (trends[day] ?? 0) + wandered;
      const length = day === 0 ? 1 - start.elapsed : 1;
      const spend = spendOf(log) * (ratios[from] ?? 0) * length;
      if (spend >= rest && spend > 0) return Math.min(horizon, time + (rest / spend) * length);
      rest -= spend;
      time += length;
    }
    return horizon;
  };
  return Array.from({ length: PATHS }, (_, path) => play(path)).sort((a, b) => a - b);
}

/** The value below which `share` (0 to 1) of `sorted` lies. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** A small seeded generator, so that the same input always gives the same forecast. Not for secrets. */
export interface Random {
  /** Evenly spread over [0, 1). */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/** Builds a 32-bit xorshift generator; neighbouring whole-number seeds give unrelated streams. */
export function createRandom(seed: number): Random {
  let state = Math.imul(Math.trunc(seed) + 1, 0x9e3779b1) || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 8; warmUp++) uniform();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
