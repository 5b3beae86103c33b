/**
 * How good is the runway? Usage: node test/bench/forecast.ts [accounts of each kind]
 *
 * An interval predicts when the money an account has now is gone if the account goes on by its own process
 * and nothing more is paid in. Each simulated account (fixed seeds, not the ones the model was tuned on) is
 * asked on random days from its 7th to its 90th at a random hour, and then played on to see.
 *
 * - coverage: how often the truth lay inside. 80 of 100 is the promise.
 * - score: the interval score at 80 %, in days, lower is better: the width of the interval plus ten times the
 *   distance by which the truth missed it. Width alone or coverage alone can be bought; this cannot.
 * - censoring: nothing is played beyond 365 days. A truth beyond counts as 365, an open upper end as 365, and
 *   "no end in sight" as the interval from 365 to 365, so saying it wrongly costs ten times the error too.
 * - rivals: the 7-day mean with the spread of its days, read literally ("daily") and with the spread summed
 *   properly over the days to come ("summed"). The better of the two is the one to beat.
 * - "no answer": "not enough data yet" on a day after the seventh; left out of coverage and scores.
 *
 * Idle accounts never come to an end, so they have no score: after three quiet weeks, or seven days without
 * any spend at all, they must hear "no end in sight".
 */
import { answered, coverage, meanScore, playAccounts, share } from "./forecast-measure.ts";
import type { Outcome } from "./forecast-measure.ts";
import { kinds } from "./forecast-accounts.ts";

const MOMENTS = 8;
const FIRST_SEED = 900_000;
const IDLE_AFTER = 31;

const accounts = Number(process.argv[2] ?? 150);
const outcomes = playAccounts(accounts, MOMENTS, FIRST_SEED);
const active = outcomes.filter((outcome) => outcome.kind !== "idle");
const idle = outcomes.filter((outcome) => outcome.kind === "idle" && outcome.age >= IDLE_AFTER);

console.log(
  `${accounts} accounts of each kind, ${outcomes.length} forecasts, 80 % intervals, scores in days`,
);
console.log(
  "                    coverage  too late too early   score    daily   summed  against best  no answer",
);
for (const kind of kinds) {
  if (kind !== "idle")
    print(
      kind,
      active.filter((outcome) => outcome.kind === kind),
    );
}
print("all", active);
print(
  "  first three weeks",
  active.filter((outcome) => outcome.age <= 21),
);
print(
  "  later",
  active.filter((outcome) => outcome.age > 21),
);

const rightlyIdle = share(idle, (outcome) => outcome.runway.kind === "noEnd");
console.log(`idle: "no end in sight" in ${percent(rightlyIdle)} of ${idle.length} forecasts`);
const times = outcomes.map((outcome) => outcome.milliseconds).sort((a, b) => a - b);
const at = (part: number): string => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(1);
console.log(`time of a forecast: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms`);

function print(name: string, asked: readonly Outcome[]): void {
  const some = answered(asked);
  const [ours, daily, summed] = [
    meanScore(some, "ours"),
    meanScore(some, "dailySpread"),
    meanScore(some, "summedSpread"),
  ];
  const figures = [
    percent(coverage(some)),
    percent(share(some, ({ ours: [, high], truth }) => truth > high)),
    percent(share(some, ({ ours: [low], truth }) => truth < low)),
    ours.toFixed(1),
    daily.toFixed(1),
    summed.toFixed(1),
    percent(ours / Math.min(daily, summed) - 1),
    percent(1 - some.length / asked.length),
  ];
  console.log(name.padEnd(19) + figures.map((figure) => figure.padStart(9)).join(""));
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
