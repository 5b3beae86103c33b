import type { BalanceHistory } from "../balance-history.ts";
import { DAY_MS, HOUR_MS } from "../calendar-day.ts";
import { balanceLine, topupsWithin } from "../ledger/balance-line.ts";
import { knownSince, type LedgerIndex } from "../ledger/ledger-index.ts";
import { rangeOf, type ComparedRange, type RangeName } from "../ledger/ranges.ts";
import { byModel, dailySpend, hourlySpend, movementsSince, spentBetween, totalOf } from "../ledger/spend.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { creditsFrom } from "../movement.ts";
import type { BalancePoint, Past, SpendBucket, Spending } from "../page/page-data.ts";
import type { PageRange } from "../page/range.ts";
import type { Usage } from "../provider.ts";
import type { Zone } from "../time-zone.ts";

/** The starts of the hours (for a day's range) or local days that touch a range, oldest first. */
export function slotsOf(range: PageRange, { from, to }: ComparedRange, zone: Zone): readonly number[] {
  if (range === "24h") {
    const first = Math.floor(from / HOUR_MS);
    return Array.from({ length: Math.ceil(to / HOUR_MS) - first }, (_, place) => (first + place) * HOUR_MS);
  }
  const first = zone.dayOf(from);
  return Array.from({ length: zone.dayOf(to) - first + 1 }, (_, place) => zone.startOf(first + place));
}

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

/** The balance over a range by what was seen: where there is no ledger, or until it is read. */
export function pastOfBalances(seen: BalanceHistory, range: PageRange, now: number, zone: Zone): Past {
  const compared = rangeOf(range, now, zone);
  const points = seen
    .flatMap(({ at, until, balance }): BalancePoint[] => {
      const credits = creditsFrom(balance);
      if (credits === undefined) return [];
      return at === until
        ? [{ at, credits }]
        : [
            { at, credits },
            { at: until, credits },
          ];
    })
    .filter(({ at }, place, all) => at >= compared.from || (all[place + 1]?.at ?? Infinity) >= compared.from);
  return {
    source: "seen",
    from: compared.from,
    to: now,
    points,
    topUps: [],
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

/** What this key alone spent, by the vendor's analytics: where there is no ledger. Hours are not to be had. */
export function spendingOfKey(usage: Usage, range: PageRange, now: number, zone: Zone): Spending {
  const compared = rangeOf(range === "24h" ? "today" : range, now, zone);
  const groups = usage.groups.map(({ day, model, spend, charged }) => ({
    day,
    model,
    credits: creditsFrom(spend) ?? 0,
    count: charged,
  }));
  const ofDay = (day: number) => byModel(groups.filter((group) => group.day === day));
  const today = zone.dayOf(now);
  const first = zone.dayOf(compared.from);
  return {
    kind: "known",
    scope: "key",
    buckets: Array.from({ length: today - first + 1 }, (_, place) => ({
      at: zone.startOf(first + place),
      models: ofDay(first + place),
    })),
    before: null,
    today: totalOf(ofDay(today)).credits,
    yesterday: usage.from <= now - 2 * DAY_MS ? totalOf(ofDay(today - 1)).credits : null,
    month: null,
    monthBefore: null,
  };
}
