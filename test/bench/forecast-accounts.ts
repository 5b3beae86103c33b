import type { Random } from "../../src/billing/forecast/simulate-spend.ts";

/** The ways an account may spend; every account of a kind draws its own level, noise and habits. */
export const kinds = ["steady", "bursty", "weekday", "growing", "top-ups", "idle"] as const;
export type Kind = (typeof kinds)[number];

/** Days of history an account has at most when a forecast is asked for. */
export const HISTORY_DAYS = 90;
/** Days of future played out after that. */
const FUTURE_DAYS = 367;

export interface Account {
  readonly kind: Kind;
  /** Credits the person would spend on each day if there was always money, history then future. */
  readonly demand: readonly number[];
  /** Local date (`YYYY-MM-DD`) of a day, counted from 0. */
  readonly dateOf: (day: number) => string;
  /** Share of a day's spend that has happened when `elapsed` (0 to 1) of the day has passed. */
  readonly spentBy: (elapsed: number) => number;
}

/** Draws one account. Credits: 2,000,000 are one dollar, so an ordinary day is 0.01 to 20 dollars. */
export function createAccount(kind: Kind, random: Random): Account {
  const level = Math.exp(between(random, Math.log(20_000), Math.log(40_000_000)));
  const begins = Math.floor(random.uniform() * 7);
  const office = random.uniform() < 0.5;
  const shape = createShape(kind, random);
  const demand: number[] = [];
  for (let day = 0; day < HISTORY_DAYS + FUTURE_DAYS; day++) {
    demand.push(Math.round(level * shape(day, (begins + day) % 7)));
  }
  return {
    kind,
    demand,
    dateOf: (day) => new Date(A_MONDAY + (begins + day) * 86_400_000).toISOString().slice(0, 10),
    spentBy: office ? officeShare : (elapsed) => elapsed,
  };
}

const A_MONDAY = Date.UTC(2026, 0, 5);

/** Evenly spread between two values. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** Spend of a day as a multiple of the level; weekday 0 is Monday. */
type Shape = (day: number, weekday: number) => number;

function createShape(kind: Kind, random: Random): Shape {
  switch (kind) {
    case "steady":
      return steady(random);
    case "bursty":
      return bursty(random);
    case "weekday":
      return workingWeek(random);
    case "growing":
      return growing(random);
    case "top-ups": {
      const spending = [steady, bursty, workingWeek, growing][Math.floor(random.uniform() * 4)] ?? steady;
      return spending(random);
    }
    case "idle": {
      const stopped = random.uniform() < 0.5 ? 0 : Math.floor(between(random, 1, 10));
      return (day) => (day < stopped ? noisy(random, 0.5) : 0);
    }
  }
}

/** About the same every day, around a level that wanders by up to 3 % a day. */
function steady(random: Random): Shape {
  const noise = between(random, 0.1, 0.5);
  const wander = between(random, 0, 0.03);
  let drift = 0;
  return () => {
    drift += wander * random.normal();
    return Math.exp(drift) * noisy(random, noise);
  };
}

/** Busy runs of 1 to 4 days on average between quiet ones of 1.5 to 7; begins busy. */
function bursty(random: Random): Shape {
  const stayBusy = 1 - 1 / between(random, 1.3, 4);
  const wakeUp = 1 / between(random, 1.5, 7);
  const quiet = random.uniform() < 0.5 ? 0 : between(random, 0.02, 0.2);
  const noise = between(random, 0.3, 0.8);
  let busy = true;
  return (day) => {
    busy = day === 0 || random.uniform() < (busy ? stayBusy : wakeUp);
    return (busy ? 2 : quiet) * noisy(random, noise);
  };
}

/** A working week: little or nothing at the weekend, and one lighter weekday. */
function workingWeek(random: Random): Shape {
  const weekend = random.uniform() < 0.4 ? 0 : between(random, 0.02, 0.4);
  const light = Math.floor(between(random, 0, 5));
  const lightness = between(random, 0.5, 1);
  const noise = between(random, 0.15, 0.5);
  return (_, weekday) => (weekday >= 5 ? weekend : weekday === light ? lightness : 1) * noisy(random, noise);
}

/** Growing by 0.5 to 3 % a day, levelling off at 8 to 20 times the first level. */
function growing(random: Random): Shape {
  const rate = between(random, 0.005, 0.03);
  const ceiling = between(random, 8, 20);
  const noise = between(random, 0.15, 0.5);
  return (day) => (ceiling / (1 + (ceiling - 1) * Math.exp(-rate * day))) * noisy(random, noise);
}

/** A positive factor with mean 1. */
function noisy(random: Random, sd: number): number {
  return Math.exp(sd * random.normal() - (sd * sd) / 2);
}

/** Nine in ten credits go between 9 and 19 o'clock. */
function officeShare(elapsed: number): number {
  return 0.1 * elapsed + 0.9 * Math.max(0, Math.min(1, (elapsed * 24 - 9) / 10));
}
