import { MOST_CREDITS, type Movement } from "../money/credits.ts";
import { isWrongShape, WrongShape } from "../state/stored-json.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Depth, LedgerIndex } from "./ledger-index.ts";
import type { DaySummary, Spent, TopupMark, TypeTotal } from "./summary.ts";
import type { Segment } from "./track.ts";

/** The layout of the stored forms; a higher number on disk was written by a newer extension and is left alone. */
export const LEDGER_VERSION = 1;

export type Decoded<T> =
  { readonly kind: "value"; readonly value: T } | { readonly kind: "newer" | "damaged" };

/** JSON with each name written once: amounts are whole credits, times count from the day's beginning. */
export function encodeDay(day: number, movements: readonly Movement[]): string {
  const names = createNames();
  const rows = movements.map(({ at, direction, type, credits, model, reference }) => [
    at - day * DAY_MS,
    direction === "topup" ? 1 : 0,
    names.of(type),
    credits,
    model === null ? -1 : names.of(model),
    reference,
  ]);
  return JSON.stringify({ version: LEDGER_VERSION, day, names: names.all, rows });
}

export const decodeDay = (text: string): Decoded<readonly Movement[]> =>
  decode(text, (parts) => {
    const day = whole(parts["day"]);
    const nameOf = readNames(parts["names"]);
    return list(parts["rows"], (row): Movement => {
      const [time, direction, type, credits, model, reference] = tuple(row, 6);
      if (direction !== 0 && direction !== 1) throw new WrongShape();
      if (reference !== null && typeof reference !== "string") throw new WrongShape();
      const amount = whole(credits);
      if (amount < 0 || amount > MOST_CREDITS) throw new WrongShape();
      return {
        at: day * DAY_MS + whole(time),
        direction: direction === 1 ? "topup" : "charge",
        type: nameOf(type),
        credits: amount,
        model: model === -1 ? null : nameOf(model),
        reference,
      };
    });
  });

export function encodeIndex({ days, ...index }: LedgerIndex): string {
  const names = createNames();
  const rows = days.map(({ day, file, rows: count, hours, spent, topups, lost }) => [
    day,
    file,
    count,
    hours,
    spent.map((each) => [
      each.day - day,
      each.model === null ? -1 : names.of(each.model),
      each.credits,
      each.count,
    ]),
    topups.map((each) => [each.at - day * DAY_MS, names.of(each.type), each.credits, each.count]),
    lost.map((each) => [names.of(each.type), each.credits, each.count]),
  ]);
  return JSON.stringify({ version: LEDGER_VERSION, ...index, names: names.all, days: rows });
}

export const decodeIndex = (text: string): Decoded<LedgerIndex> =>
  decode(text, (parts) => {
    const nameOf = readNames(parts["names"]);
    return {
      timeZone: string(parts["timeZone"]),
      days: list(parts["days"], (row) => decodeSummary(row, nameOf)),
      all: list(parts["all"], segment),
      topups: list(parts["topups"], segment),
      depth: depth(parts["depth"]),
      freshAt: whole(parts["freshAt"]),
      disagreeing: whole(parts["disagreeing"]),
    };
  });

function decodeSummary(row: unknown, nameOf: (place: unknown) => string): DaySummary {
  const [number, file, rows, hours, spent, topups, lost] = tuple(row, 7);
  const day = whole(number);
  return {
    day,
    file: string(file),
    rows: whole(rows),
    hours: list(hours, whole),
    spent: list(spent, (item): Spent => {
      const [offset, model, credits, count] = tuple(item, 4);
      return {
        day: day + whole(offset),
        model: model === -1 ? null : nameOf(model),
        credits: whole(credits),
        count: whole(count),
      };
    }),
    topups: list(topups, (item): TopupMark => {
      const [time, type, credits, count] = tuple(item, 4);
      return {
        at: day * DAY_MS + whole(time),
        type: nameOf(type),
        credits: whole(credits),
        count: whole(count),
      };
    }),
    lost: list(lost, (item): TypeTotal => {
      const [type, credits, count] = tuple(item, 3);
      return { type: nameOf(type), credits: whole(credits), count: whole(count) };
    }),
  };
}

type Parts = Readonly<Record<string, unknown>>;

/** A part in a wrong shape makes the whole damaged. */
function decode<T>(text: string, read: (parts: Parts) => T): Decoded<T> {
  try {
    const parts = record(JSON.parse(text));
    const version = whole(parts["version"]);
    if (version !== LEDGER_VERSION) return { kind: version > LEDGER_VERSION ? "newer" : "damaged" };
    return { kind: "value", value: read(parts) };
  } catch (error) {
    if (isWrongShape(error) || error instanceof SyntaxError) return { kind: "damaged" };
    throw error;
  }
}

function createNames() {
  const places = new Map<string, number>();
  return {
    of(name: string): number {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      return place;
    },
    get all(): readonly string[] {
      return [...places.keys()];
    },
  };
}

function readNames(value: unknown): (place: unknown) => string {
  const names = list(value, string);
  return (place) => string(names[whole(place)]);
}

function record(value: unknown): Parts {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WrongShape();
  return value as Parts;
}

function list<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new WrongShape();
  return value.map((item: unknown) => read(item));
}

function tuple(value: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length !== length) throw new WrongShape();
  return value as readonly unknown[];
}

function whole(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new WrongShape();
  return value;
}

function string(value: unknown): string {
  if (typeof value !== "string") throw new WrongShape();
  return value;
}

function segment(value: unknown): Segment {
  const { from, to } = record(value);
  return { from: whole(from), to: whole(to) };
}

function depth(value: unknown): Depth {
  const { days, rows } = record(value);
  return { days: whole(days), rows: whole(rows) };
}
