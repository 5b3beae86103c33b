import type { ComparedRange } from "../ledger/ranges.ts";
import { HOUR_MS } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";

/** The spans of time the page can show. */
export type PageRange = "24h" | "7d" | "30d" | "90d";

export const RANGES: readonly PageRange[] = ["24h", "7d", "30d", "90d"];

interface RangeWords {
  /** On its button. */
  readonly label: string;
  /** Completes "the last …" and "the … before". */
  readonly span: string;
}

export const RANGE_WORDS: Readonly<Record<PageRange, RangeWords>> = {
  "24h": { label: "24 h", span: "24 hours" },
  "7d": { label: "7 d", span: "7 days" },
  "30d": { label: "30 d", span: "30 days" },
  "90d": { label: "90 d", span: "90 days" },
};

/** The starts of the hours (for a day's range) or local days that touch a range, oldest first. */
export function slotsOf(range: PageRange, { from, to }: ComparedRange, zone: Zone): readonly number[] {
  if (range === "24h") {
    const first = Math.floor(from / HOUR_MS);
    return Array.from({ length: Math.ceil(to / HOUR_MS) - first }, (_, place) => (first + place) * HOUR_MS);
  }
  const first = zone.dayOf(from);
  return Array.from({ length: zone.dayOf(to) - first + 1 }, (_, place) => zone.startOf(first + place));
}
