import type { NoRunway, Runway, RunwayEnd } from "./runway-forecast.ts";

/** The runway in one line of plain words. Bounds are rounded outwards, so the words promise no more than the figures. */
export function presentRunway(runway: Runway | NoRunway): string {
  switch (runway.kind) {
    case "unitNotConfirmed":
      return "Unknown: unit not confirmed";
    case "notEnoughData":
      return `Not enough data yet (${runway.daysSeen} of ${runway.daysNeeded} days)`;
    case "noEnd":
      return runway.pacePerDay === 0
        ? "No end in sight: no recent spend"
        : "No end in sight at this week's pace";
    case "reached":
      return runway.until === "refill" ? "Auto top-up is due now" : "Used up";
    case "range":
      return sentence(`${lead(runway.until)}${span(runway.lowDays, runway.highDays)} at this week's pace`);
  }
}

function lead(until: RunwayEnd): string {
  return until === "refill" ? "next auto top-up in " : "";
}

/** From this many days on the words speak of months. */
const LONG_DAYS = 60;
const MONTH_DAYS = 30.4;

function span(lowDays: number, highDays: number | null): string {
  const long = lowDays >= LONG_DAYS;
  const unit = long ? "month" : "day";
  const size = long ? MONTH_DAYS : 1;
  const low = Math.floor(lowDays / size);
  const from = low === 0 ? "less than a day" : String(low);
  if (highDays === null) return `${low === 0 ? from : count(low, unit)} to more than a year`;
  const high = Math.ceil(highDays / size);
  if (low === 0 && high <= 1) return from;
  return low === high ? count(low, unit) : `${from} to ${count(high, unit)}`;
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
