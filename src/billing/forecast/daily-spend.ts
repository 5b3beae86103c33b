import type { RunwayInput } from "./runway-forecast.ts";

/** One movement of the ledger, or the sum of a day's movements of one type. */
export interface DatedMovement {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly direction: "TOPUP" | "CHARGE";
  /** MODEL_USAGE is spend; every other type only moves the balance. */
  readonly type: string;
  /** Never negative: the direction carries the sign. Same unit as the balance. */
  readonly amount: number;
}

export interface HistoryFrame {
  /** Local day in progress, `YYYY-MM-DD`. */
  readonly today: string;
  /** Share of it that has passed, 0 to 1. */
  readonly elapsed: number;
  readonly balance: number;
  /** First day the movements cover from its start, `YYYY-MM-DD`; left out when they go back to the beginning. */
  readonly completeFrom?: string;
}

/** A balance below this share of a spending day counts as run dry: few requests fit in it. */
const DRY_SHARE = 0.05;

/**
 * Turns movements, in any order, into the days a forecast reads. Only charges for usage count as spend. The
 * history begins with the first of them, for an account without any with its first movement. Days on which
 * the account stood dry are null: what it would have spent is not known.
 */
export function spendHistory(
  movements: Iterable<DatedMovement>,
  frame: HistoryFrame,
): Pick<RunwayInput, "days" | "today" | "balance"> {
  const spent = new Map<number, number>();
  const moved = new Map<number, number>();
  for (const { day, direction, type, amount } of movements) {
    const number = dayNumber(day);
    add(moved, number, direction === "CHARGE" ? -amount : amount);
    if (direction === "CHARGE" && type === "MODEL_USAGE") add(spent, number, amount);
  }
  const today = dayNumber(frame.today);
  const start = firstOf(spent) ?? firstOf(moved) ?? today;
  const first = Math.max(start, frame.completeFrom === undefined ? start : dayNumber(frame.completeFrom));
  const dry = DRY_SHARE * (spent.size === 0 ? 0 : sumOf(spent.values()) / spent.size);

  const days: (number | null)[] = [];
  let closing = frame.balance - (moved.get(today) ?? 0);
  for (let day = today - 1; day >= first; day--) {
    const opening = closing - (moved.get(day) ?? 0);
    const cutShort = closing <= dry || (opening <= dry && day > start);
    days.push(cutShort ? null : (spent.get(day) ?? 0));
    closing = opening;
  }
  return {
    days: days.reverse(),
    today: { weekday: weekdayOf(today), spent: spent.get(today) ?? 0, elapsed: frame.elapsed },
    balance: frame.balance,
  };
}

/** Days since 1970-01-01, a Thursday. */
function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function add(sums: Map<number, number>, key: number, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function firstOf(sums: ReadonlyMap<number, number>): number | undefined {
  let first: number | undefined;
  for (const key of sums.keys()) if (first === undefined || key < first) first = key;
  return first;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
