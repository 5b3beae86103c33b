import { spendHistory, type DatedMovement } from "../forecast/daily-spend.ts";
import { forecastRunway, type Runway } from "../forecast/runway-forecast.ts";
import { knownSince, type LedgerIndex } from "../ledger/ledger-index.ts";
import type { BalanceHistory } from "../ledger/observed-balances.ts";
import type { ReadUsage } from "../ledger/usage-reader.ts";
import { DAY_MS, isoDay } from "../time/calendar-day.ts";
import { createZone, type Zone } from "../time/time-zone.ts";
import { watchedDays } from "./observed-figures.ts";
import { firstWholeDay, spendOf } from "./usage-figures.ts";

/** What a runway is foretold from. Days are those of `zone`. */
interface Told {
  readonly movements: readonly DatedMovement[];
  readonly zone: Zone;
  readonly now: number;
  /** Credits. */
  readonly balance: number;
  /** The first day that is known from its beginning; undefined: all are. */
  readonly completeFrom?: number | undefined;
  /** Days whose spend is not known. */
  readonly unknown?: ReadonlySet<number>;
  /** The threshold of a refill that is on. */
  readonly refillAt: number | null;
}

/** How long `balance` (credits) lasts by the ledger; `refillAt` is the threshold of a refill that is on. */
export function runwayOf(
  index: LedgerIndex,
  zone: Zone,
  now: number,
  balance: number,
  refillAt: number | null,
): Runway | undefined {
  const since = knownSince(index);
  if (since === undefined) return undefined;
  const completeFrom = since === 0 ? undefined : zone.dayOf(since - 1) + 1;
  return foretell({ movements: datedMovements(index, zone), zone, now, balance, completeFrom, refillAt });
}

/** How long `balance` lasts by what the account spent each day; undefined where that is not all that was spent. */
export function runwayOfUsage(
  { usage, zone: { name }, at }: ReadUsage,
  currency: string,
  balance: number,
  refillAt: number | null,
): Runway | undefined {
  const spend = usage.partial ? undefined : spendOf(usage, currency);
  if (!spend) return undefined;
  const zone = createZone(name);
  const completeFrom = firstWholeDay(usage, zone);
  const movements = [
    dated(completeFrom, "TOPUP", "INIT", 0),
    ...spend.map(({ day, credits }) => dated(day, "CHARGE", "MODEL_USAGE", Math.max(0, credits))),
  ];
  return foretell({ movements, zone, now: at, balance, completeFrom, refillAt });
}

/** How long the balance last seen lasts by how it fell before, from the moment it was seen. */
export function runwayOfBalances(
  seen: BalanceHistory,
  currency: string,
  zone: Zone,
  refillAt: number | null,
): Runway | undefined {
  const watched = watchedDays(seen, currency, zone);
  if (!watched) return undefined;
  const { movements, first, last, unwatched } = watched;
  const completeFrom = zone.dayOf(first.at - 1) + 1;
  return foretell({
    movements,
    zone,
    now: last.until,
    balance: last.credits,
    completeFrom,
    unknown: unwatched,
    refillAt,
  });
}

function foretell({ movements, zone, now, balance, completeFrom, unknown, refillAt }: Told): Runway {
  const today = zone.dayOf(now);
  const start = zone.startOf(today);
  // Of a day whose spend is not known nothing has passed: next to nothing is made of it.
  const elapsed = unknown?.has(today) ? 0 : (now - start) / (zone.startOf(today + 1) - start);
  const history = spendHistory(movements, {
    today: isoDay(today),
    elapsed,
    balance,
    ...(completeFrom !== undefined && { completeFrom: isoDay(completeFrom) }),
  });
  const first = today - history.days.length;
  const days = history.days.map((spent, place) => (unknown?.has(first + place) ? null : spent));
  return forecastRunway({ ...history, days, refillAt });
}

/** The index as sums of a day and kind: no movement is read. */
function datedMovements(index: LedgerIndex, zone: Zone): readonly DatedMovement[] {
  return index.days.flatMap(({ day, spent, topups, lost }) => [
    ...spent.map((item) => dated(item.day, "CHARGE", "MODEL_USAGE", item.credits)),
    ...topups.map(({ at, type, credits }) => dated(zone.dayOf(at), "TOPUP", type, credits)),
    ...lost.map(({ type, credits }) => dated(zone.dayOf(day * DAY_MS), "CHARGE", type, credits)),
  ]);
}

const dated = (
  day: number,
  direction: DatedMovement["direction"],
  type: string,
  amount: number,
): DatedMovement => ({
  day: isoDay(day),
  direction,
  type,
  amount,
});
