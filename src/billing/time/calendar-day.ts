export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** A day of some calendar is a whole number: days since 1970-01-01. */
export const utcDayOf = (at: number): number => Math.floor(at / DAY_MS);

/** `2026-08-01` */
export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The first day of the month that a day lies in. */
export function monthStart(day: number): number {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / DAY_MS;
}
