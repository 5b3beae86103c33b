import { addCredits, isSpend, signedCredits, type Movement } from "../money/credits.ts";
import { DAY_MS, HOUR_MS } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";

/** What the charts need of one UTC day, so that none of its movements is read for them. Amounts in credits. */
export interface DaySummary {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  /** Where the store keeps the movements. */
  readonly file: string;
  readonly rows: number;
  /** What each of the 24 hours (UTC) did to the balance. */
  readonly hours: readonly number[];
  /** What was spent on use, by day of the person's calendar (a UTC day touches two or three) and model. */
  readonly spent: readonly Spent[];
  /** Money that came in, oldest first. */
  readonly topups: readonly TopupMark[];
  /** Charges that were not spent on use, such as expiry. */
  readonly lost: readonly TypeTotal[];
}

export interface Spent {
  /** Of the person's calendar. */
  readonly day: number;
  /** Null where the vendor does not know the model; `OTHER_MODELS` for the rest of a day with very many. */
  readonly model: string | null;
  readonly credits: number;
  readonly count: number;
}

export interface TopupMark {
  readonly at: number;
  readonly type: string;
  readonly credits: number;
  /** More than one where a day has too many to keep each. */
  readonly count: number;
}

export interface TypeTotal {
  readonly type: string;
  readonly credits: number;
  readonly count: number;
}

/** Not a name any model has: an empty one is read as none. */
export const OTHER_MODELS = "";

/** So that an account with thousands of names, or of top-ups a day, keeps a small index. */
const MOST_MODELS = 30;
const MOST_MARKS = 50;

/** `movements` are all those of `day`, newest first. */
export function summarise(day: number, movements: readonly Movement[], zone: Zone): Omit<DaySummary, "file"> {
  const hours = Array<number>(24).fill(0);
  const spent = new Map<string, Spent>();
  const lost = new Map<string, TypeTotal>();
  const topups: TopupMark[] = [];
  for (const movement of movements) {
    const { at, type, credits, model } = movement;
    const hour = Math.floor((at - day * DAY_MS) / HOUR_MS);
    hours[hour] = addCredits(hours[hour] ?? 0, signedCredits(movement));
    if (movement.direction === "topup") topups.push({ at, type, credits, count: 1 });
    else if (isSpend(movement)) addSpent(spent, { day: zone.dayOf(at), model, credits, count: 1 });
    else lost.set(type, plus(lost.get(type), { type, credits, count: 1 }));
  }
  return {
    day,
    rows: movements.length,
    hours,
    spent: withFewModels([...spent.values()]),
    topups: withFewMarks(topups.reverse()),
    lost: [...lost.values()],
  };
}

/** Adds to the total of the same day and model. */
export function addSpent(totals: Map<string, Spent>, item: Spent): void {
  const key = `${item.day} ${item.model === null ? "-" : `+${item.model}`}`;
  totals.set(key, plus(totals.get(key), item));
}

function plus<T extends { readonly credits: number; readonly count: number }>(
  sum: T | undefined,
  item: T,
): T {
  return sum
    ? { ...sum, credits: addCredits(sum.credits, item.credits), count: sum.count + item.count }
    : item;
}

function withFewModels(all: readonly Spent[]): readonly Spent[] {
  if (all.length <= MOST_MODELS) return all;
  const largest = [...all].sort((a, b) => b.credits - a.credits);
  const kept = new Map<string, Spent>();
  largest.forEach((item, place) => {
    addSpent(kept, place < MOST_MODELS ? item : { ...item, model: OTHER_MODELS });
  });
  return [...kept.values()];
}

function withFewMarks(marks: readonly TopupMark[]): readonly TopupMark[] {
  return marks.reduce<TopupMark[]>((kept, mark) => {
    const last = kept.at(-1);
    if (kept.length < MOST_MARKS || !last) kept.push(mark);
    else kept[kept.length - 1] = plus({ ...last, at: mark.at }, mark);
    return kept;
  }, []);
}

/** What a day did to the balance. */
export const netOf = ({ hours }: DaySummary): number => hours.reduce(addCredits, 0);
