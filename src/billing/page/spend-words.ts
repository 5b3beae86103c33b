import type { Spending } from "../history/figures.ts";
import { RANGE_WORDS, type PageRange } from "../history/time-range.ts";
import type { PagePreferences } from "./page-data.ts";
import type { Words } from "./words.ts";

/** How the time that spend is told for is called. */
export interface SpanWords {
  readonly label: string;
  /** Completes "Spend by day …". */
  readonly over: string;
  /** Completes "Nothing was spent …". */
  readonly within: string;
}

/** Never more than the buckets hold: hours may not be had, and the vendor may not look back that far. */
export function spanWords({ unit, since }: Spending, range: PageRange, words: Words): SpanWords {
  if (since !== undefined) {
    const text = `since ${words.day(since)}`;
    return { label: `S${text.slice(1)}`, over: text, within: text };
  }
  if (range === "24h" && unit === "day")
    return { label: "Yesterday and today", over: "yesterday and today", within: "yesterday and today" };
  const { span } = RANGE_WORDS[range];
  return { label: `Last ${span}`, over: `over the last ${span}`, within: `in the last ${span}` };
}

/** What one has to know about spend, said where it shows. */
export function spendNote(
  { scope, unit, since, partial, timeZone }: Spending,
  { range, timeZone: own }: PagePreferences,
): string | undefined {
  const lines = [
    scope === "key" && "Spend of this key only, not of other keys on the account.",
    partial && "Partial data from the provider.",
    since !== undefined && "The provider has no older data.",
    range === "24h" && unit === "day" && "Hourly data isn't available, so days are shown.",
    unit === "day" && timeZone !== own && `Days are in the time zone ${shownZone(timeZone)}.`,
  ].filter((line) => typeof line === "string");
  return lines.length > 0 ? lines.join(" ") : undefined;
}

export const shownZone = (timeZone: string): string => timeZone.replaceAll("_", " ");

/** Whether spend is told by model at all; where nothing was spent, it may be. */
export function tellsModels({ buckets }: Spending): boolean {
  const models = buckets.flatMap((bucket) => bucket.models);
  return models.length === 0 || models.some(({ model }) => model !== null);
}
