import { DAY_MS, isoDay } from "../calendar-day.ts";
import { forecastRunway, type Runway } from "../forecast.ts";
import { spendHistory, type DatedMovement } from "../forecast-history.ts";
import { knownSince, type LedgerIndex } from "../ledger/ledger-index.ts";
import type { Zone } from "../time-zone.ts";

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
  const today = zone.dayOf(now);
  const start = zone.startOf(today);
  // The first day that is known from its beginning.
  const complete = since === 0 ? undefined : isoDay(zone.dayOf(since - 1) + 1);
  const history = spendHistory(datedMovements(index, zone), {
    today: isoDay(today),
    elapsed: (now - start) / (zone.startOf(today + 1) - start),
    balance,
    ...(complete !== undefined && { completeFrom: complete }),
  });
  return forecastRunway({ ...history, refillAt });
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
