import type { Movement } from "../money/credits.ts";
import { DAY_MS, utcDayOf } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import { forgetDay, type LedgerIndex } from "./ledger-index.ts";
import type { LedgerStore } from "./store.ts";
import { summarise, type DaySummary } from "./summary.ts";
import { cover, settledTo, type Span } from "./track.ts";

/** What was read of a span: all of its movements, or all of its top-ups. */
export interface Reading {
  readonly span: Span;
  readonly of: "all" | "topups";
  /** Newest first; all within the span. */
  readonly movements: readonly Movement[];
  /** The newest movement that the whole reading met; the span's beginning when it met none. */
  readonly newest: number;
}

export interface Merged {
  readonly index: LedgerIndex;
  /** The movements of every day that changed. */
  readonly changed: ReadonlyMap<number, readonly Movement[]>;
  readonly lost: boolean;
}

/**
 * Puts a reading in the place of what was known of its span. Rows have no id, so they are counted, not matched:
 * whatever the span held before goes, and twins stay twins. Where a day that it touches cannot be read, that day
 * is forgotten and the reading with it: `lost` is true, and the next reading asks for both.
 */
export async function merge(
  store: Pick<LedgerStore, "day">,
  before: LedgerIndex,
  { span, of, movements, newest }: Reading,
  zone: Zone,
): Promise<Merged> {
  const fresh = byDay(movements);
  const touched = before.days.filter(({ day }) => day >= utcDayOf(span.from) && day * DAY_MS < span.to);
  const changed = new Map<number, readonly Movement[]>();
  for (const day of new Set([...fresh.keys(), ...touched.map((summary) => summary.day)])) {
    const summary = touched.find((each) => each.day === day);
    const ofDay = fresh.get(day) ?? [];
    const isWhole = of === "all" && day * DAY_MS >= span.from && (day + 1) * DAY_MS <= span.to;
    // A day that is replaced whole and has another number of rows need not be read to know that it changed.
    const isOther = isWhole && summary?.rows !== ofDay.length;
    const known = summary && !isOther ? await store.day(summary) : [];
    if (known === undefined) return { index: forgetDay(before, day), changed: new Map(), lost: true };
    const next = replaceSpan(known, span, of, ofDay);
    if (isOther || !isSame(known, next)) changed.set(day, next);
  }
  const days = withDays(before.days, changed, zone);
  const index = { ...before, days, [of]: cover(before[of], span, newest) };
  return { index: { ...index, topups: topupsOf(index) }, changed: nonEmpty(changed), lost: false };
}

/** Newest first, as all three lists are. Movements of one moment keep the order in which the vendor gave them. */
export function replaceSpan(
  known: readonly Movement[],
  span: Span,
  of: Reading["of"],
  fresh: readonly Movement[],
): readonly Movement[] {
  const kept = known.filter(
    ({ at, direction }) => at < span.from || at >= span.to || (of === "topups" && direction !== "topup"),
  );
  return [...kept, ...fresh].sort((a, b) => b.at - a.at);
}

function byDay(movements: readonly Movement[]): ReadonlyMap<number, Movement[]> {
  const days = new Map<number, Movement[]>();
  for (const movement of movements) {
    const day = utcDayOf(movement.at);
    const list = days.get(day);
    if (list) list.push(movement);
    else days.set(day, [movement]);
  }
  return days;
}

function isSame(known: readonly Movement[], next: readonly Movement[]): boolean {
  return (
    known.length === next.length &&
    known.every((each, place) => {
      const other = next[place];
      return (
        other?.at === each.at &&
        other.credits === each.credits &&
        other.direction === each.direction &&
        other.type === each.type &&
        other.model === each.model &&
        other.reference === each.reference
      );
    })
  );
}

/** The summaries with those of changed days made anew. */
export function withDays(
  days: readonly DaySummary[],
  changed: ReadonlyMap<number, readonly Movement[]>,
  zone: Zone,
): readonly DaySummary[] {
  const kept = days.filter(({ day }) => !changed.has(day));
  const made = [...nonEmpty(changed)].map(([day, movements]) => ({
    ...summarise(day, movements, zone),
    file: "",
  }));
  return [...kept, ...made].sort((a, b) => b.day - a.day);
}

const nonEmpty = (changed: ReadonlyMap<number, readonly Movement[]>) =>
  new Map([...changed].filter(([, movements]) => movements.length > 0));

/** Who knows all movements knows all top-ups: a reading of the former brings the latter up to now. */
function topupsOf({ all, topups }: LedgerIndex): LedgerIndex["topups"] {
  const [newest] = all;
  const [known, ...rest] = topups;
  if (!newest) return topups;
  if (newest.from === 0) return [newest];
  if (!known || newest.from > settledTo(known)) return topups;
  return [{ from: known.from, to: Math.max(known.to, newest.to) }, ...rest];
}
