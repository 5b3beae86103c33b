import { DAY_MS } from "./calendar-day.ts";

/**
 * The wait a `Retry-After` header asks for, in ms: seconds or an HTTP date, at most a day.
 * Undefined when it says nothing usable. Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? "";
  const wait = /^\d{1,12}$/.test(value) ? Number(value) * 1000 : dateOf(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), DAY_MS);
}

/** An HTTP date begins with its day and is in GMT, also in its oldest form, which does not say so. */
function dateOf(value: string): number {
  if (!/^(sun|mon|tue|wed|thu|fri|sat)/i.test(value)) return NaN;
  return Date.parse(/gmt$/i.test(value) ? value : `${value} GMT`);
}
