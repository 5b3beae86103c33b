import assert from "node:assert/strict";
import { presentRunway } from "../../../../src/billing/forecast/present-runway.ts";
import type { Runway, RunwayEnd } from "../../../../src/billing/forecast/runway-forecast.ts";

const range = (lowDays: number, highDays: number | null, until: RunwayEnd = "empty"): Runway => {
  return { kind: "range", until, lowDays, highDays, pacePerDay: 1 };
};

describe("presentRunway", () => {
  const cases: readonly (readonly [Runway, string])[] = [
    [{ kind: "notEnoughData", daysSeen: 2, daysNeeded: 7 }, "Not enough data yet (2 of 7 days)"],
    [{ kind: "noEnd", pacePerDay: 0 }, "No end in sight: no recent spend"],
    [{ kind: "noEnd", pacePerDay: 8 }, "No end in sight at this week's pace"],
    [{ kind: "reached", until: "empty", pacePerDay: 8 }, "Used up"],
    [{ kind: "reached", until: "refill", pacePerDay: 8 }, "Auto top-up is due now"],
    [range(3.2, 4.6), "3 to 5 days at this week's pace"],
    [range(0.3, 0.9), "Less than a day at this week's pace"],
    [range(0.3, 1.2), "Less than a day to 2 days at this week's pace"],
    [range(1, 1), "1 day at this week's pace"],
    [range(4, 4), "4 days at this week's pace"],
    [range(40.7, null), "40 days to more than a year at this week's pace"],
    [range(0.7, null), "Less than a day to more than a year at this week's pace"],
    [range(65, 130), "2 to 5 months at this week's pace"],
    [range(130, null), "4 months to more than a year at this week's pace"],
    [range(3.2, 4.6, "refill"), "Next auto top-up in 3 to 5 days at this week's pace"],
    [range(0.3, 0.9, "refill"), "Next auto top-up in less than a day at this week's pace"],
  ];
  for (const [runway, words] of cases) it(words, () => assert.equal(presentRunway(runway), words));
});
