import { cholesky, solveLower, solveUpper } from "./linear-algebra.ts";
import type { Matrix } from "./linear-algebra.ts";

/** One observed day. */
export interface ObservedDay {
  /** Days before today: 0 is today. */
  readonly age: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Spend as a multiple of the account's mean day. */
  readonly spend: number;
  /** 1 for a whole day, less for a part of one. */
  readonly weight: number;
}

/**
 * What a day usually costs: the logarithm of spend is a level, a trend, a weekend effect and a small effect
 * of each weekday. All but the level are pulled towards zero, so that a short or restless history gives a
 * plain mean and a long regular one shows its profile.
 */
export interface SpendModel {
  /** The likeliest coefficients, in the order of `effects`. */
  readonly center: readonly number[];
  /** L of the inverse covariance L·Lᵀ of the coefficients. */
  readonly certainty: Matrix;
  /** Spend over expectation of the finished days in the order given, 1 on the whole; at least one. */
  readonly ratios: readonly number[];
}

/** What a day tells of the present halves in this many days. */
const HALF_LIFE = 28;
/** A trend goes on ever more slowly; in all it moves as far as this many days of it. */
const TREND_DAYS = 40;
/** A few days show less noise than there is: with n days it is taken to be 1 + this/n times what they show. */
const FEW_DAYS = 12;
/** How far an effect may stray, as a standard deviation of the logarithm. */
const LEVEL_SD = 10;
const WEEKEND_SD = 1.6;
const WEEKDAY_SD = 0.13;
const GROWING_SD = 0.015;
const LEVEL_PACE_SD = 0.002;
/** Place of the trend among the coefficients. */
export const TREND = 1;
const MAX_STEPS = 15;

/** The regressors of a day `ahead` days after today (negative: before), in the order of the coefficients. */
export function effects(weekday: number, ahead: number): number[] {
  const weekend = weekday === 0 || weekday === 6 ? 1 : 0;
  return [1, trendAt(ahead), weekend, ...[0, 1, 2, 3, 4, 5, 6].map((day) => (day === weekday ? 1 : 0))];
}

/** How many days' worth of trend lie between today and a day `ahead` days after it. */
export function trendAt(ahead: number): number {
  return ahead <= 0 ? ahead : TREND_DAYS * (1 - Math.exp(-ahead / TREND_DAYS));
}

/** Logarithm of the spend to expect under `coefficients`, as a multiple of the mean day. */
export function logSpend(row: readonly number[], coefficients: readonly number[]): number {
  let log = 0;
  for (let i = 0; i < row.length; i++) log += (row[i] ?? 0) * (coefficients[i] ?? 0);
  return log;
}

/** The spend for a logarithm, kept between a three-thousandth and three thousand mean days. */
export function spendOf(log: number): number {
  return Math.exp(Math.max(-8, Math.min(8, log)));
}

/** Both readings of a history, with and without a trend, and the chance of the one with. */
export interface Readings {
  readonly level: SpendModel;
  readonly growing: SpendModel;
  readonly growingChance: number;
}

/** Fits both readings; at least one of `days` must have spend. They count as equally likely beforehand. */
export function readSpend(days: readonly ObservedDay[]): Readings {
  const growing = fit(days, GROWING_SD);
  const unit = growing.center.map((_, i) => (i === TREND ? 1 : 0));
  const variance =
    solveUpper(growing.certainty, solveLower(growing.certainty, unit))[TREND] ?? GROWING_SD ** 2;
  const slope = growing.center[TREND] ?? 0;
  const error = 1 / Math.max(1e-9, 1 / variance - 1 / GROWING_SD ** 2);
  const observed = (slope / variance) * error;
  const logChance = (prior: number): number =>
    -(Math.log(error + prior ** 2) + observed ** 2 / (error + prior ** 2)) / 2;
  const growingChance = 1 / (1 + Math.exp(logChance(LEVEL_PACE_SD) - logChance(GROWING_SD)));
  return { level: fit(days, LEVEL_PACE_SD), growing, growingChance };
}

interface FittedDay {
  readonly spend: number;
  readonly weight: number;
  /** What the model expects. */
  mean: number;
}

/** Fisher scoring of a log-linear quasi-Poisson model with normal priors. */
function fit(days: readonly ObservedDay[], trendSd: number): SpendModel {
  const priors = [LEVEL_SD, trendSd, WEEKEND_SD, ...Array.from({ length: 7 }, () => WEEKDAY_SD)];
  const precision = priors.map((sd) => 1 / sd ** 2);
  const seen = days.map((day) => ({
    spend: day.spend,
    row: effects(day.weekday, -day.age),
    weight: day.weight * 0.5 ** (day.age / HALF_LIFE),
    mean: 1,
  }));
  let center = priors.map(() => 0);
  let certainty: Matrix = [];
  for (let step = 0; step < MAX_STEPS; step++) {
    for (const day of seen) day.mean = spendOf(logSpend(day.row, center));
    const noise = dispersion(seen);
    const score = center.map((value, j) => -value * (precision[j] ?? 0));
    const information = precision.map((value, j) => precision.map((_, k) => (j === k ? value : 0)));
    for (const { row, weight, mean, spend } of seen) {
      const grip = (weight * mean) / noise;
      const pull = (weight * (spend - mean)) / noise;
      for (const [j, line] of information.entries()) {
        const effect = row[j] ?? 0;
        if (effect === 0) continue;
        score[j] = (score[j] ?? 0) + pull * effect;
        for (let k = 0; k < line.length; k++) line[k] = (line[k] ?? 0) + grip * effect * (row[k] ?? 0);
      }
    }
    certainty = cholesky(information);
    const change = solveUpper(certainty, solveLower(certainty, score));
    center = center.map((value, j) => value + Math.max(-1, Math.min(1, change[j] ?? 0)));
    if (Math.max(...change.map(Math.abs)) < 1e-3) break;
  }
  for (const day of seen) day.mean = spendOf(logSpend(day.row, center));
  return { center, certainty, ratios: ratiosOf(seen.filter((_, i) => days[i]?.age !== 0)) };
}

/** A day that should cost less than this share of the dearest, such as a Sunday off, has no telling ratio. */
const TELLING_SHARE = 0.1;

function ratiosOf(seen: readonly FittedDay[]): number[] {
  const least = TELLING_SHARE * Math.max(...seen.map((day) => day.mean));
  const telling = seen.filter((day) => day.mean >= least);
  const spent = telling.reduce((sum, day) => sum + day.weight * day.spend, 0);
  if (spent === 0) return [1];
  const mean = telling.reduce((sum, day) => sum + day.weight * day.mean, 0);
  const bias = spent / mean;
  return telling.map((day) => day.spend / day.mean / bias);
}

/** Variance over mean, widened for few days and for days that resemble the day before. */
function dispersion(seen: readonly FittedDay[]): number {
  let total = 0;
  let squares = 0;
  let products = 0;
  let before = 0;
  for (const { spend, weight, mean } of seen) {
    const residual = (Math.sqrt(weight) * (spend - mean)) / Math.sqrt(mean);
    total += weight;
    squares += residual ** 2;
    products += residual * before;
    before = residual;
  }
  const likeness = squares > 0 ? Math.max(0, Math.min(0.7, products / squares)) : 0;
  const widening = ((1 + likeness) / (1 - likeness)) * (1 + FEW_DAYS / seen.length);
  return Math.max(0.003, (squares / total) * widening);
}
