import { forecastRunway, HORIZON_DAYS } from "../../src/billing/forecast/runway-forecast.ts";
import type { Runway } from "../../src/billing/forecast/runway-forecast.ts";
import { createRandom } from "../../src/billing/forecast/simulate-spend.ts";
import { between, createAccount, HISTORY_DAYS, kinds } from "./forecast-accounts.ts";
import type { Kind } from "./forecast-accounts.ts";
import { dailySpread, summedSpread } from "./forecast-rivals.ts";
import type { Interval } from "./forecast-rivals.ts";
import { createTrial } from "./forecast-trial.ts";

/** One forecast beside its rivals and what came of it. */
export interface Outcome {
  readonly kind: Kind;
  /** Finished days of the account when it was asked. */
  readonly age: number;
  readonly truth: number;
  readonly runway: Runway;
  readonly ours: Interval;
  readonly dailySpread: Interval;
  readonly summedSpread: Interval;
  readonly milliseconds: number;
}

/** Plays `accounts` of each kind and asks each for a forecast on `moments` random days after its seventh. */
export function playAccounts(accounts: number, moments: number, firstSeed: number): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const kind of kinds) {
    for (let i = 0; i < accounts; i++) {
      const random = createRandom((firstSeed + i) * kinds.length + kinds.indexOf(kind));
      const account = createAccount(kind, random);
      for (let moment = 0; moment < moments; moment++) {
        const age = Math.floor(between(random, 7, HISTORY_DAYS + 1));
        const trial = createTrial(account, age, random);
        if (!trial) continue;
        const { input, truth } = trial;
        const started = performance.now();
        const runway = forecastRunway(input);
        const milliseconds = performance.now() - started;
        const rivals = { dailySpread: dailySpread(input), summedSpread: summedSpread(input) };
        outcomes.push({ kind, age, truth, runway, ours: intervalOf(runway), ...rivals, milliseconds });
      }
    }
  }
  return outcomes;
}

/** "No end in sight" says: not before the horizon. */
function intervalOf(runway: Runway): Interval {
  if (runway.kind !== "range") return [HORIZON_DAYS, HORIZON_DAYS];
  return [runway.lowDays, runway.highDays ?? HORIZON_DAYS];
}

/** Interval score of an 80 % interval (Winkler): its width, and ten days for each day the truth lies outside. */
export function intervalScore([low, high]: Interval, truth: number): number {
  return high - low + 10 * Math.max(0, low - truth, truth - high);
}

/** Those that gave an answer and whose end is to be foretold: what coverage and scores are taken over. */
export function answered(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ kind, runway }) => kind !== "idle" && runway.kind !== "notEnoughData");
}

/** Share of outcomes, 0 to 1; NaN of none. */
export function share(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

export function coverage(outcomes: readonly Outcome[]): number {
  return share(outcomes, ({ ours: [low, high], truth }) => low <= truth && truth <= high);
}

export function meanScore(
  outcomes: readonly Outcome[],
  who: "ours" | "dailySpread" | "summedSpread",
): number {
  return (
    outcomes.reduce((sum, outcome) => sum + intervalScore(outcome[who], outcome.truth), 0) / outcomes.length
  );
}
