import { DAY_MS } from "../time/calendar-day.ts";
import type { Failure } from "./billing-error.ts";

/**
 * The wait a `Retry-After` header asks for, in ms: seconds or an HTTP date, at most a day.
 * Undefined when it says nothing usable. Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? "";
  const wait = /^\d{1,12}$/.test(value) ? Number(value) * 1000 : dateOf(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), DAY_MS);
}

/** What is not the vendor may hold us up for so long at most, and a person who asks for a refresh for less. */
const FOREIGN_MS = 5 * 60_000;
const FOREIGN_ASKED_MS = 60_000;

export const foreignWaitMs = (wait: number): number => Math.min(wait, FOREIGN_MS);

/** How long a failure asks to wait; `asked` by a person. Undefined where it does not say. */
export const toldToWaitMs = ({ kind, retryAfterMs: wait }: Failure, asked: boolean): number | undefined =>
  wait !== undefined && asked && kind === "foreign-answer" ? Math.min(wait, FOREIGN_ASKED_MS) : wait;

/** An HTTP date begins with its day and is in GMT, also in its oldest form, which does not say so. */
function dateOf(value: string): number {
  if (!/^(sun|mon|tue|wed|thu|fri|sat)/i.test(value)) return NaN;
  return Date.parse(/gmt$/i.test(value) ? value : `${value} GMT`);
}
