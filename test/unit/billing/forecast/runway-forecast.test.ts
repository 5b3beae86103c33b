import assert from "node:assert/strict";
import fc from "fast-check";
import { forecastRunway, HORIZON_DAYS } from "../../../../src/billing/forecast/runway-forecast.ts";
import type { Runway, RunwayInput } from "../../../../src/billing/forecast/runway-forecast.ts";
import {
  answered,
  coverage,
  intervalScore,
  meanScore,
  playAccounts,
  share,
} from "../../../bench/forecast-measure.ts";

const month = Array.from({ length: 30 }, (_, i) => 1_000_000 + 100_000 * Math.sin(i * 1.7));
const noon = { weekday: 3, spent: 500_000, elapsed: 0.5 };
const monthly: RunwayInput = { days: month, today: noon, balance: 10_000_000, refillAt: null };

type Range = Extract<Runway, { kind: "range" }>;

function rangeOf(input: RunwayInput): Range {
  const runway = forecastRunway(input);
  assert.equal(runway.kind, "range");
  return runway;
}

describe("forecastRunway", () => {
  it("gives an interval around balance over pace for an even spender", () => {
    const { until, lowDays, highDays, pacePerDay } = rangeOf(monthly);
    assert.equal(until, "empty");
    assert.ok(lowDays > 8 && lowDays < 10, `low ${lowDays}`);
    assert.ok(highDays !== null && highDays > 10 && highDays < 12, `high ${highDays}`);
    assert.ok(Math.abs(pacePerDay / 1_000_000 - 1) < 0.1, `pace ${pacePerDay}`);
  });

  it("says how many days it still waits for", () => {
    const runway = forecastRunway({ ...monthly, days: [5, null, 5, 5] });
    assert.deepEqual(runway, { kind: "notEnoughData", daysSeen: 3, daysNeeded: 7 });
  });

  it("answers from the seventh known day on", () => {
    rangeOf({ ...monthly, days: month.slice(0, 7) });
    rangeOf({ ...monthly, days: [...month.slice(0, 4), null, null, ...month.slice(0, 3)] });
  });

  it("sees no end for an account that never spent, or has been quiet for long", () => {
    const quiet = { weekday: 1, spent: 0, elapsed: 0.4 };
    const unused = { ...monthly, days: Array.from({ length: 9 }, () => 0), today: quiet };
    assert.deepEqual(forecastRunway(unused), { kind: "noEnd", pacePerDay: 0 });
    const stopped = { ...monthly, days: [...month, ...Array.from({ length: 21 }, () => 0)], today: quiet };
    assert.deepEqual(forecastRunway(stopped), { kind: "noEnd", pacePerDay: 0 });
  });

  it("does not call a long pause idle when pauses of that length are usual", () => {
    const pause = Array.from({ length: 20 }, () => 0);
    const days = [8_000_000, ...pause, 8_000_000, 8_000_000, ...pause, 0, 0];
    rangeOf({ ...monthly, days, today: { weekday: 1, spent: 0, elapsed: 0.4 } });
  });

  it("is not idle when spending resumes today", () => {
    const days = [...month, ...Array.from({ length: 25 }, () => 0)];
    assert.equal(forecastRunway({ ...monthly, days, today: noon }).kind, "range");
  });

  it("takes the first spend of a quiet account for a pace, not for nothing", () => {
    const days = Array.from({ length: 8 }, () => 0);
    const { lowDays } = rangeOf({ ...monthly, days, today: { weekday: 3, spent: 4_000_000, elapsed: 0.5 } });
    assert.ok(lowDays < 30, `low ${lowDays}`);
  });

  it("sees no end when the money outlasts the horizon, and an open end when it may", () => {
    const far = forecastRunway({ ...monthly, balance: 5e9 });
    assert.ok(far.kind === "noEnd" && far.pacePerDay > 0);
    const open = rangeOf({ ...monthly, balance: 350 * 1_000_000 });
    assert.equal(open.highDays, null);
    assert.ok(open.lowDays < HORIZON_DAYS);
  });

  it("speaks of the refill when one is armed, which comes sooner than empty", () => {
    const armed = rangeOf({ ...monthly, refillAt: 5_000_000 });
    assert.equal(armed.until, "refill");
    assert.ok(armed.lowDays > 4 && armed.lowDays < 5.2, `low ${armed.lowDays}`);
  });

  it("knows an end that is reached already", () => {
    const due = forecastRunway({ ...monthly, balance: 5_000_000, refillAt: 5_000_000 });
    assert.ok(due.kind === "reached" && due.until === "refill");
    const empty = forecastRunway({ ...monthly, balance: -20 });
    assert.ok(empty.kind === "reached" && empty.until === "empty");
  });

  it("expects a quiet weekend of an account that rests at weekends", () => {
    const days = Array.from({ length: 56 }, (_, i) => (i % 7 >= 5 ? 0 : 1_000_000));
    const friday = { days, today: { weekday: 1, spent: 0, elapsed: 0 }, balance: 5_500_000, refillAt: null };
    const { lowDays } = rangeOf(friday);
    assert.ok(lowDays > 6.9, `five working days leave half a day's money over the weekend, low ${lowDays}`);
  });

  it("expects growth to go on for a while", () => {
    const days = Array.from({ length: 60 }, (_, i) => Math.round(1_000_000 * Math.exp(0.02 * (i - 60))));
    const { highDays, pacePerDay } = rangeOf({ ...monthly, days, balance: 30_000_000 });
    assert.ok(highDays !== null && highDays < 28, `high ${highDays}`);
    assert.ok(pacePerDay > 1_000_000, `pace ${pacePerDay}`);
  });

  const spending: fc.Arbitrary<RunwayInput> = fc.record({
    days: fc.array(fc.option(fc.nat(1e9), { freq: 10 }), { minLength: 8, maxLength: 120 }),
    today: fc.record({
      weekday: fc.integer({ min: 0, max: 6 }),
      spent: fc.nat(1e9),
      elapsed: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    balance: fc.integer({ min: -1e9, max: 1e12 }),
    refillAt: fc.option(fc.nat(1e9)),
  });

  it("gives ordered, finite figures for any history, the same each time", () => {
    const check = (input: RunwayInput): void => {
      const runway = forecastRunway(input);
      assert.deepEqual(forecastRunway(input), runway);
      if (runway.kind === "notEnoughData") return;
      assert.ok(Number.isFinite(runway.pacePerDay) && runway.pacePerDay >= 0);
      if (runway.kind !== "range") return;
      assert.ok(runway.lowDays >= 0 && runway.lowDays < HORIZON_DAYS);
      assert.ok(runway.highDays === null || runway.highDays >= runway.lowDays);
    };
    fc.assert(fc.property(spending, check), { seed: 5, numRuns: 60 });
  });

  it("never gives less time to more money", () => {
    const check = (input: RunwayInput, more: number): void => {
      const less = forecastRunway(input);
      const richer = forecastRunway({ ...input, balance: input.balance + more });
      if (less.kind !== "range" || richer.kind !== "range") return;
      assert.ok(richer.lowDays >= less.lowDays);
      assert.ok((richer.highDays ?? HORIZON_DAYS) >= (less.highDays ?? HORIZON_DAYS));
    };
    fc.assert(fc.property(spending, fc.nat(1e10), check), { seed: 6, numRuns: 40 });
  });

  it("does not depend on the unit of money", () => {
    const nano = (credits: number): number => credits * 500;
    const credits = rangeOf(monthly);
    const nanos = rangeOf({
      days: month.map(nano),
      today: { ...noon, spent: nano(noon.spent) },
      balance: nano(monthly.balance),
      refillAt: null,
    });
    assert.ok(Math.abs(nanos.lowDays - credits.lowDays) < 1e-6);
    assert.ok(Math.abs(nanos.pacePerDay / nano(credits.pacePerDay) - 1) < 1e-6);
  });
});

describe("the runway of simulated accounts", () => {
  const outcomes = playAccounts(24, 5, 500);
  const active = outcomes.filter(({ kind }) => kind !== "idle");
  const scored = answered(outcomes);

  it("comes true in 75 to 92 of 100 cases", () => {
    const covered = coverage(scored);
    assert.ok(covered >= 0.75 && covered <= 0.92, `coverage ${covered}`);
  });

  it("scores at least 20 % better than either 7-day mean", () => {
    const ours = meanScore(scored, "ours");
    assert.ok(ours <= 0.8 * meanScore(scored, "dailySpread"), `ours ${ours}`);
    assert.ok(ours <= 0.8 * meanScore(scored, "summedSpread"), `ours ${ours}`);
  });

  it("scores better than either 7-day mean also where the last week was not silent", () => {
    const even = scored.filter(({ kind }) => kind === "steady" || kind === "weekday" || kind === "growing");
    const best = Math.min(meanScore(even, "dailySpread"), meanScore(even, "summedSpread"));
    const ours = meanScore(even, "ours");
    assert.ok(ours <= 0.8 * best, `ours ${ours}, best ${best}`);
  });

  it("is given on 95 of 100 days after the seventh", () => {
    assert.ok(scored.length >= 0.95 * active.length);
  });

  it("has no end in sight when the account is idle", () => {
    const idle = outcomes.filter(({ kind, age }) => kind === "idle" && age > 30);
    assert.ok(idle.length > 50);
    assert.equal(
      share(idle, ({ runway }) => runway.kind === "noEnd"),
      1,
    );
  });

  it("is judged by width, and tenfold by the distance of a miss", () => {
    assert.equal(intervalScore([3, 5], 4), 2);
    assert.equal(intervalScore([3, 5], 2), 12);
    assert.equal(intervalScore([3, 5], 6.5), 17);
  });
});
