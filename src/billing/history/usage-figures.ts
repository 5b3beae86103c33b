import { rangeOf } from "../ledger/ranges.ts";
import type { ReadUsage } from "../ledger/usage-reader.ts";
import { addCredits, creditsFrom } from "../money/credits.ts";
import { HOUR_MS, monthStart } from "../time/calendar-day.ts";
import { createZone, type Zone } from "../time/time-zone.ts";
import type { Usage, UsageSource } from "../vendor/provider.ts";
import type { ModelSpend, NoSpending, SpendBucket, Spending } from "./figures.ts";
import type { PageRange } from "./time-range.ts";

/** What was read of usage. */
export interface KnownUsage {
  readonly scope: UsageSource["scope"];
  readonly days: ReadUsage;
  /** The hours of the last day, where the vendor has them and they were read. */
  readonly hours?: ReadUsage | undefined;
}

/** What was spent on one model in a day, or an hour. */
export interface UsageSpend extends ModelSpend {
  readonly day: number;
  readonly hour: number | undefined;
}

/** In credits; undefined where the vendor tells spend in another currency. */
export function spendOf({ spend, groups }: Usage, currency: string): readonly UsageSpend[] | undefined {
  if (spend.currency !== currency) return undefined;
  return groups.map(({ day, hour, model, spend: spent, charged }) => ({
    day,
    hour,
    model,
    credits: creditsFrom(spent, currency) ?? 0,
    count: charged,
  }));
}

/** The first day that usage tells from its beginning. */
export const firstWholeDay = ({ from }: Usage, zone: Zone): number => zone.dayOf(from - 1) + 1;

/** What was spent over a range, by the vendor's analytics: where there is no ledger. */
export function spendingOfUsage(
  { scope, days, hours }: KnownUsage,
  range: PageRange,
  now: number,
  currency = "USD",
): Spending | NoSpending {
  const spent = spendOf(days.usage, currency);
  if (!spent) return { kind: "unknown", why: "Spend is in a different currency than the balance." };
  const zone = createZone(days.zone.name);
  const today = zone.dayOf(now);
  const known = firstWholeDay(days.usage, zone);
  const asked = range === "24h" ? today - 1 : zone.dayOf(rangeOf(range, now, zone).from);
  const first = Math.max(known, asked);
  const ofDay = (day: number) => byModel(spent.filter((item) => item.day === day));
  const sumSince = (day: number) => totalOf(spent.filter((item) => item.day >= day && item.day <= today));
  const hourly = range === "24h" ? hoursOf(hours, now, currency) : undefined;
  const month = monthStart(today);
  return {
    kind: "known",
    scope,
    unit: hourly ? "hour" : "day",
    timeZone: zone.name,
    buckets:
      hourly ??
      Array.from({ length: Math.max(0, today - first + 1) }, (_, place) => ({
        at: zone.startOf(first + place),
        models: ofDay(first + place),
      })),
    ...(!hourly && known > asked && { since: zone.startOf(known) }),
    // Days cannot be cut where the time before is.
    before: null,
    today: totalOf(ofDay(today)),
    yesterday: known < today ? totalOf(ofDay(today - 1)) : null,
    month: scope === "account" && known <= month ? sumSince(month) : null,
    monthBefore: null,
    ...((days.usage.partial ?? (hourly && hours?.usage.partial)) && { partial: true as const }),
  };
}

const HOURS = 24;

/** The hour that runs and those before it; undefined when they were not read lately. */
function hoursOf(
  hours: ReadUsage | undefined,
  now: number,
  currency: string,
): readonly SpendBucket[] | undefined {
  const spent = hours && now - hours.at < HOUR_MS ? spendOf(hours.usage, currency) : undefined;
  if (!hours || !spent) return undefined;
  const last = Math.floor(hours.at / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, place) => {
    const at = last - (HOURS - 1 - place) * HOUR_MS;
    return { at, models: byModel(spent.filter(({ hour }) => hour === at)) };
  });
}

/** By model, most first. */
function byModel(items: readonly ModelSpend[]): readonly ModelSpend[] {
  const sums = new Map<string | null, ModelSpend>();
  for (const { model, credits, count } of items) {
    const sum = sums.get(model);
    sums.set(model, sum ? plus(sum, { credits, count }) : { model, credits, count });
  }
  return [...sums.values()].sort((a, b) => b.credits - a.credits);
}

const plus = (sum: ModelSpend, { credits, count }: Omit<ModelSpend, "model">): ModelSpend => ({
  ...sum,
  credits: addCredits(sum.credits, credits),
  count: sum.count === undefined || count === undefined ? undefined : sum.count + count,
});

const totalOf = (items: readonly ModelSpend[]): number =>
  items.reduce((sum, { credits }) => addCredits(sum, credits), 0);
