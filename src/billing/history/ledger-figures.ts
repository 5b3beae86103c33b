import { balanceLine, topupsWithin } from "../ledger/balance-line.ts";
import { knownSince, type LedgerIndex } from "../ledger/ledger-index.ts";
import { rangeOf, type ComparedRange, type RangeName } from "../ledger/ranges.ts";
import { dailySpend, hourlySpend, movementsSince, spentBetween, totalOf } from "../ledger/spend.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { HOUR_MS } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import type { Past, SpendBucket, Spending } from "./figures.ts";
import { slotsOf, type PageRange } from "./time-range.ts";

/** The balance over a range by the ledger, ending with `credits` now. */
export function pastOfLedger(
  index: LedgerIndex,
  range: PageRange,
  now: number,
  zone: Zone,
  credits: number,
): Past | undefined {
  const since = knownSince(index);
  if (since === undefined) return undefined;
  const compared = rangeOf(range, now, zone);
  const span = { from: Math.max(compared.from, since), to: now };
  const points = balanceLine(index, span, credits);
  const topUps = topupsWithin(index, span).map(({ at, type, credits: added }) => ({
    at,
    type,
    credits: added,
  }));
  return {
    source: "ledger",
    from: compared.from,
    to: now,
    points,
    topUps,
    slots: slotsOf(range, compared, zone),
  };
}

/** What the whole account spent, by the ledger. */
export async function spendingOfLedger(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  range: PageRange,
  now: number,
  zone: Zone,
): Promise<Spending | undefined> {
  const since = knownSince(index);
  if (since === undefined) return undefined;
  const compared = rangeOf(range, now, zone);
  const spentIn = async (span: { readonly from: number; readonly to: number }) =>
    span.from >= since ? totalOf(await spentBetween(store, index, span)).credits : null;
  const within = (name: RangeName) => rangeOf(name, now, zone);
  return {
    kind: "known",
    scope: "account",
    unit: range === "24h" ? "hour" : "day",
    timeZone: zone.name,
    buckets: range === "24h" ? await hours(store, index, compared, zone) : days(index, compared, zone),
    before: await spentIn(compared.before),
    today: totalOf(await spentBetween(store, index, within("today"))).credits,
    yesterday: await spentIn({ from: zone.startOf(zone.dayOf(now) - 1), to: zone.startOf(zone.dayOf(now)) }),
    month: await spentIn(within("month")),
    monthBefore: await spentIn(within("month").before),
  };
}

function days(index: LedgerIndex, { from, to }: ComparedRange, zone: Zone): readonly SpendBucket[] {
  return dailySpend(index, zone, zone.dayOf(from), zone.dayOf(to)).map(({ day, models }) => ({
    at: zone.startOf(day),
    models: models,
  }));
}

async function hours(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  compared: ComparedRange,
  zone: Zone,
): Promise<readonly SpendBucket[]> {
  const slots = slotsOf("24h", compared, zone);
  const first = slots[0] ?? compared.from;
  // The first hour is cut where the range begins.
  const movements = await movementsSince(store, index, compared.from);
  return hourlySpend(movements, first, slots.length).map((models, place) => ({
    at: first + place * HOUR_MS,
    models: models,
  }));
}
