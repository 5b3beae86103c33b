import { BillingError } from "../billing/errors.ts";
import { storableText } from "../billing/plain-text.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** The answer is not what the vendor documents. `detail` is our own words only, never the answer's. */
export const unexpected = (detail: string) => new BillingError({ kind: "unexpected-answer", detail });

export function record(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A number on the wire stays the only accepted form: the vendor documents no other, and "1,5" must not become 15. */
export function numberIn(answer: Fields, name: string): number | undefined {
  const value = answer[name];
  return typeof value === "number" ? value : undefined;
}

export function recordsIn(answer: Fields, name: string): readonly Fields[] {
  const value = answer[name];
  if (!Array.isArray(value)) throw unexpected(`${name} is missing or not a list`);
  return value.map((each: unknown) => {
    const fields = record(each);
    if (!fields) throw unexpected(`${name} holds something that is not an object`);
    return fields;
  });
}

/** A text in the form in which it may be stored; null where the vendor has none. */
export function textIn(answer: Fields, name: string): string | null {
  const value = answer[name] ?? null;
  if (value === null || value === "") return null;
  if (typeof value !== "string") throw unexpected(`${name} is not a text`);
  return storableText(value);
}

/** A whole number from 0 up. */
export function countIn(answer: Fields, name: string): number {
  const value = numberIn(answer, name);
  if (!Number.isSafeInteger(value) || value === undefined || value < 0)
    throw unexpected(`${name} is not a count`);
  return value;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(2200);

/** ISO-8601 with an offset to ms since the epoch. */
export function momentIn(answer: Fields, name: string): number {
  const value = answer[name];
  const at = typeof value === "string" && MOMENT.test(value) ? Date.parse(value) : NaN;
  if (!(at >= EARLIEST && at < LATEST)) throw unexpected(`${name} is not a plausible moment`);
  return at;
}
