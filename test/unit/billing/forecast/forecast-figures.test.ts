import assert from "node:assert/strict";
import { forecastRunway, type RunwayInput } from "../../../../src/billing/forecast/runway-forecast.ts";
import { createRandom } from "../../../../src/billing/forecast/simulate-spend.ts";

/** Days of an account, oldest first, that spends `usual` of the day's number; the same each time. */
function daysOf(count: number, usual: (day: number) => number | null): readonly (number | null)[] {
  const { uniform } = createRandom(5);
  return Array.from({ length: count }, (_, day) => {
    const spend = usual(day);
    const noise = 0.6 + 0.8 * uniform();
    return spend === null ? null : Math.round(spend * noise);
  });
}

const noon = { weekday: 3, spent: 50_000, elapsed: 0.5 };
const ACCOUNTS: Readonly<Record<string, RunwayInput>> = {
  "an even week": { days: daysOf(7, () => 1e5), today: noon, balance: 1e6, refillAt: null },
  "an even quarter": { days: daysOf(90, () => 1e5), today: noon, balance: 2e6, refillAt: 4e5 },
  "days off": {
    days: Array.from({ length: 84 }, (_, day) => (day % 7 > 4 ? 0 : 1e5 + 300 * day)),
    today: { weekday: 5, spent: 0, elapsed: 0.9 },
    balance: 7e5,
    refillAt: null,
  },
  "quiet weekends": {
    days: daysOf(60, (day) => (day % 7 > 4 ? 2e4 : 1e5)),
    today: { weekday: 6, spent: 0, elapsed: 0 },
    balance: 9e5,
    refillAt: null,
  },
  growth: { days: daysOf(60, (day) => 1e4 * 1.04 ** day), today: noon, balance: 9e5, refillAt: null },
  "a decline": { days: daysOf(60, (day) => 3e5 * 0.97 ** day), today: noon, balance: 9e5, refillAt: null },
  "days unknown": {
    days: daysOf(30, (day) => (day % 4 === 1 ? null : 1e5)),
    today: { weekday: 0, spent: 3e5, elapsed: 0.2 },
    balance: 6e5,
    refillAt: null,
  },
  "one dear day": {
    days: daysOf(25, (day) => (day === 20 ? 2e6 : 1e4)),
    today: noon,
    balance: 3e6,
    refillAt: null,
  },
  "runs of days alike": {
    days: daysOf(45, (day) => (Math.floor(day / 5) % 2 === 0 ? 3e4 : 2e5)),
    today: noon,
    balance: 3e6,
    refillAt: 1e5,
  },
  "a young day": {
    days: daysOf(20, () => 1e5),
    today: { weekday: 1, spent: 2e4, elapsed: 0.01 },
    balance: 2e7,
    refillAt: null,
  },
};

/** How the model was when `npm run bench:forecast` last judged it: who changes it on purpose runs that again. */
const FIGURES: Readonly<Record<keyof typeof ACCOUNTS, string>> = {
  "an even week": "8.2531 11.033 1.0796e+5",
  "an even quarter": "14.049 18.308 99580",
  "days off": "6.3901 13.171 79970",
  "quiet weekends": "10.177 15.780 77803",
  growth: "7.0376 9.3538 1.1386e+5",
  "a decline": "18.230 28.868 45953",
  "days unknown": "3.7351 7.3645 1.0830e+5",
  "one dear day": "8.5425 166.89 80109",
  "runs of days alike": "12.768 46.661 1.0792e+5",
  "a young day": "160.35 open 96452",
};

describe("the figures of the forecast", () => {
  for (const [name, input] of Object.entries(ACCOUNTS))
    it(`are those that were judged, of ${name}`, () => {
      const runway = forecastRunway(input);
      assert.ok(runway.kind === "range");
      const { lowDays, highDays, pacePerDay } = runway;
      const figures = [lowDays, highDays, pacePerDay].map((figure) => figure?.toPrecision(5) ?? "open");
      assert.equal(figures.join(" "), FIGURES[name]);
    });
});
