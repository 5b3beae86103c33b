import { storableText } from "../../billing/text/plain-text.ts";
import { BillingError } from "../../billing/vendor/billing-error.ts";

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
  const at = momentOf(answer[name]);
  if (at === undefined) throw unexpected(`${name} is not a plausible moment`);
  return at;
}

/** The same for what may be left out; undefined also for anything else. */
export const momentOf = (value: unknown): number | undefined =>
  typeof value === "string" && MOMENT.test(value) ? plausible(Date.parse(value)) : undefined;

/** ms since the epoch, where they can be a time of an account. */
export const plausible = (at: number): number | undefined => (at >= EARLIEST && at < LATEST ? at : undefined);

/** A text only shown, in the form in which it may be stored; null for anything else. */
export function wordsOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? storableText(value) : null;
}

/** Our words for one of the vendor's; undefined for one that is not known. */
export const wordFor = (words: Readonly<Record<string, string>>, value: unknown): string | undefined =>
  typeof value === "string" && Object.hasOwn(words, value) ? words[value] : undefined;

/** The ends of a card's number, and no more of it. */
export const lastDigitsOf = (value: unknown): string | null =>
  typeof value === "string" && /^\d{1,4}$/.test(value) ? value : null;
