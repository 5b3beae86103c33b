import type { ComparedRange } from "../ledger/ranges.ts";
import { HOUR_MS } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import type { PageRange } from "./time-range.ts";

/** The starts of the hours (for a day's range) or local days that touch a range, oldest first. */
export function slotsOf(range: PageRange, { from, to }: ComparedRange, zone: Zone): readonly number[] {
  if (range === "24h") {
    const first = Math.floor(from / HOUR_MS);
    return Array.from({ length: Math.ceil(to / HOUR_MS) - first }, (_, place) => (first + place) * HOUR_MS);
  }
  const first = zone.dayOf(from);
  return Array.from({ length: zone.dayOf(to) - first + 1 }, (_, place) => zone.startOf(first + place));
}
