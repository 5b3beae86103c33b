import type { Money } from "../../billing/money/money.ts";
import { DAY_MS, utcDayOf } from "../../billing/time/calendar-day.ts";
import type { UsageGroup } from "../../billing/vendor/provider.ts";

export interface Spent {
  /** ms since the epoch. */
  readonly at: number;
  readonly model: string | null;
  /** USD. */
  readonly spend: Money;
}

/** The spans of UTC that touch `from` to `to`, whole: the vendor cuts its windows there. */
export const wholeSpans = (from: number, to: number, span: number) => ({
  start: Math.floor(from / span) * span,
  end: Math.ceil(to / span) * span,
});

/** One group a span of UTC (a day or an hour, in ms) and model, oldest first. */
export function groupsOf(spent: readonly Spent[], span: number): readonly UsageGroup[] {
  const groups = new Map<string, UsageGroup>();
  for (const { at, model, spend } of [...spent].sort((a, b) => a.at - b.at)) {
    const start = Math.floor(at / span) * span;
    const key = JSON.stringify([start, model]);
    const nanos = spend.nanos + (groups.get(key)?.spend.nanos ?? 0n);
    groups.set(key, {
      day: utcDayOf(start),
      ...(span < DAY_MS && { hour: start }),
      model,
      spend: { ...spend, nanos },
    });
  }
  return [...groups.values()];
}
