import type { Runway, RunwayEnd } from "./forecast.ts";

/** The runway in one line of plain words. Bounds are rounded outwards, so the words promise no more than the figures. */
export function presentRunway(runway: Runway): string {
  switch (runway.kind) {
    case "notEnoughData":
      return `Not enough data yet (${runway.daysSeen} of ${runway.daysNeeded} days)`;
    case "noEnd":
      return runway.pacePerDay === 0
        ? "No end in sight: nothing spent lately"
        : "No end in sight at this week's pace";
    case "reached":
      return runway.until === "refill" ? "Next refill is due now" : "Used up";
    case "range":
      return `${lead(runway.until)}${span(runway.lowDays, runway.highDays)} at this week's pace`;
  }
}

function lead(until: RunwayEnd): string {
  return until === "refill" ? "Next refill in " : "";
}

/** Beyond this many days the words speak of months. */
const LONG_DAYS = 60;
const MONTH_DAYS = 30.4;

function span(lowDays: number, highDays: number | null): string {
  if (highDays === null) return `${count(Math.floor(lowDays), "day")} or more`;
  if (highDays <= 1) return "less than a day";
  const long = lowDays >= LONG_DAYS;
  const unit = long ? "month" : "day";
  const low = Math.floor(long ? lowDays / MONTH_DAYS : lowDays);
  const high = Math.ceil(long ? highDays / MONTH_DAYS : highDays);
  return low === high ? count(low, unit) : `${low} to ${count(high, unit)}`;
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}
