import { addCredits, isSpend, type Movement } from "../money/credits.ts";
import { DAY_MS, HOUR_MS, utcDayOf } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import { knownSince, type LedgerIndex } from "./ledger-index.ts";
import type { Range } from "./ranges.ts";
import type { LedgerStore } from "./store.ts";
import { addSpent, type Spent } from "./summary.ts";

/** What was spent on one model; see `Spent.model`. */
export type ModelSpend = Pick<Spent, "model" | "credits" | "count">;

/** What was spent on a day of the person's calendar. */
export interface DaySpend {
  readonly day: number;
  readonly credits: number;
  readonly count: number;
  /** Most first. */
  readonly models: readonly ModelSpend[];
  /** False where the ledger was not read far enough back to tell all of the day. */
  readonly known: boolean;
}

/** Every day from `first` to `last`, from the index alone; `zone` is the one the index is cut in. */
export function dailySpend(index: LedgerIndex, zone: Zone, first: number, last: number): readonly DaySpend[] {
  const since = knownSince(index) ?? Infinity;
  const byDay = new Map<number, Spent[]>();
  for (const item of index.days.flatMap(({ spent }) => spent)) {
    const items = byDay.get(item.day);
    if (items) items.push(item);
    else byDay.set(item.day, [item]);
  }
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => {
    const day = first + place;
    const models = byModel(byDay.get(day) ?? []);
    return { day, ...totalOf(models), models, known: zone.startOf(day) >= since };
  });
}

/** By model, most first. */
export function byModel(items: readonly ModelSpend[]): readonly ModelSpend[] {
  const totals = new Map<string, Spent>();
  for (const item of items) addSpent(totals, { ...item, day: 0 });
  return [...totals.values()]
    .map(({ model, credits, count }) => ({ model, credits, count }))
    .sort((a, b) => b.credits - a.credits || (a.model ?? "").localeCompare(b.model ?? "", "en"));
}

export const totalOf = (items: readonly ModelSpend[]): Pick<Spent, "credits" | "count"> => ({
  credits: items.reduce((sum, { credits }) => addCredits(sum, credits), 0),
  count: items.reduce((sum, { count }) => sum + count, 0),
});

/** What was spent between two moments, by model: from the index, and from the movements of the days at either end. */
export async function spentBetween(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  { from, to }: Range,
): Promise<readonly ModelSpend[]> {
  const within = index.days.filter(({ day }) => (day + 1) * DAY_MS > from && day * DAY_MS < to);
  const parts = within.map(async (summary) => {
    if (summary.day * DAY_MS >= from && (summary.day + 1) * DAY_MS <= to) return summary.spent;
    const movements = (await store.day(summary)) ?? [];
    return movements.filter(({ at }) => at >= from && at < to).flatMap(asSpend);
  });
  return byModel((await Promise.all(parts)).flat());
}

/** What was spent in each hour from `from` on, as many as `hours`; movements outside are left out. */
export function hourlySpend(
  movements: readonly Movement[],
  from: number,
  hours: number,
): readonly (readonly ModelSpend[])[] {
  const items = Array.from({ length: hours }, (): ModelSpend[] => []);
  for (const movement of movements) {
    items[Math.floor((movement.at - from) / HOUR_MS)]?.push(...asSpend(movement));
  }
  return items.map(byModel);
}

/** The newest movements, back to a moment. */
export async function movementsSince(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  from: number,
): Promise<readonly Movement[]> {
  const days = index.days.filter(({ day }) => day >= utcDayOf(from));
  const lists = await Promise.all(days.map((summary) => store.day(summary)));
  return lists.flatMap((movements) => movements ?? []).filter(({ at }) => at >= from);
}

const asSpend = (movement: Movement): readonly ModelSpend[] =>
  isSpend(movement) ? [{ model: movement.model, credits: movement.credits, count: 1 }] : [];
