import { DAY_MS, monthStart } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";

/** A stretch of time that figures are given for, up to now. Days and months are those of the person's calendar. */
export type RangeName = "24h" | "7d" | "30d" | "90d" | "today" | "month";

export interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export interface ComparedRange extends Range {
  /** The stretch before, cut where this one is: a day that has run for an hour is held against such an hour. */
  readonly before: Range;
}

const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;

export function rangeOf(name: RangeName, now: number, zone: Zone): ComparedRange {
  const today = zone.dayOf(now);
  switch (name) {
    case "24h":
      return { from: now - DAY_MS, to: now, before: { from: now - 2 * DAY_MS, to: now - DAY_MS } };
    case "7d":
    case "30d":
    case "90d":
      return ofDays(today - DAYS[name] + 1, today - 2 * DAYS[name] + 1, now, zone);
    case "today":
      return ofDays(today, today - 1, now, zone);
    case "month": {
      const first = monthStart(today);
      return ofDays(first, monthStart(first - 1), now, zone);
    }
  }
}

/** From one day until now, and from an earlier one until as many days and hours later, but not into the former. */
function ofDays(first: number, firstBefore: number, now: number, zone: Zone): ComparedRange {
  const today = zone.dayOf(now);
  const from = zone.startOf(first);
  const cut = zone.startOf(firstBefore + (today - first)) + (now - zone.startOf(today));
  return { from, to: now, before: { from: zone.startOf(firstBefore), to: Math.min(cut, from) } };
}
