import type { Movement } from "../money/credits.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { LedgerIndex } from "./ledger-index.ts";
import type { LedgerStore } from "./store.ts";
import type { DaySummary } from "./summary.ts";

/** Which movements to show; all where nothing is said. */
export interface MovementFilter {
  readonly direction?: Movement["direction"] | undefined;
  readonly test?: ((movement: Movement) => boolean) | undefined;
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
}

export function fits(
  movement: Movement,
  { from = -Infinity, to = Infinity, direction, test }: MovementFilter,
): boolean {
  const { at } = movement;
  return (
    at >= from &&
    at < to &&
    (direction ?? movement.direction) === movement.direction &&
    (test?.(movement) ?? true)
  );
}

/** Some movements in their order, newest first. */
export interface MovementPage {
  readonly movements: readonly Movement[];
  /** Nothing comes after them. */
  readonly last: boolean;
  /** UTC days whose movements the store could not give: to be repaired. */
  readonly lost: readonly number[];
}

/** Goes through the stored movements day by day, holding one day at a time. */
export interface MovementPager {
  next(limit: number): Promise<MovementPage>;
}

/** The pages are of the ledger as `index` has it; a day that was written anew meanwhile comes as it is now. */
export function createMovementPager(
  store: LedgerStore,
  index: LedgerIndex,
  filter: MovementFilter = {},
): MovementPager {
  const days = index.days.filter((summary) => mayHold(summary, filter));
  let rest: readonly Movement[] = [];
  let place = 0;

  async function next(limit: number): Promise<MovementPage> {
    const lost: number[] = [];
    for (let summary = days[place]; rest.length < limit && summary; summary = days[place]) {
      place += 1;
      const movements = await readDay(store, summary);
      if (movements) rest = [...rest, ...movements.filter((movement) => fits(movement, filter))];
      else lost.push(summary.day);
    }
    const movements = rest.slice(0, limit);
    rest = rest.slice(limit);
    return { movements, last: rest.length === 0 && place >= days.length, lost };
  }

  return { next };
}

/** A day as the newest version has it, should the one that `summary` is of be gone; undefined where it is lost. */
async function readDay(store: LedgerStore, summary: DaySummary): Promise<readonly Movement[] | undefined> {
  const movements = await store.day(summary);
  if (movements) return movements;
  const newer = (await store.read()).index.days.find(({ day }) => day === summary.day);
  return newer && newer.file !== summary.file ? store.day(newer) : undefined;
}

const mayHold = ({ day, topups }: DaySummary, { from, to, direction }: MovementFilter): boolean =>
  (from === undefined || (day + 1) * DAY_MS > from) &&
  (to === undefined || day * DAY_MS < to) &&
  (direction !== "topup" || topups.length > 0);
