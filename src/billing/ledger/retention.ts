import type { Movement } from "../money/credits.ts";
import { DAY_MS, utcDayOf } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import { forgetDay, type LedgerIndex } from "./ledger-index.ts";
import { withDays, type Merged } from "./merge.ts";
import type { LedgerStore } from "./store.ts";
import { summarise, type DaySummary } from "./summary.ts";
import { forget } from "./track.ts";

/** Charges are kept this long; top-ups are kept always. */
export const KEPT_DAYS = 400;

/** Drops charges that are too old. Undefined when there are none. */
export async function retire(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  zone: Zone,
  now: number,
): Promise<Merged | undefined> {
  const first = utcDayOf(now) - KEPT_DAYS;
  const changed = new Map<number, readonly Movement[]>();
  for (const summary of index.days.filter((each) => each.day < first && hasCharges(each))) {
    const known = await store.day(summary);
    if (known === undefined) return { index: forgetDay(index, summary.day), changed: new Map(), lost: true };
    const kept = known.filter(({ direction }) => direction === "topup");
    if (kept.length < known.length) changed.set(summary.day, kept);
  }
  if (changed.size === 0) return undefined;
  const all = forget(index.all, 0, first * DAY_MS);
  const days = withDays(index.days, changed, zone);
  const remaining = new Map([...changed].filter(([, movements]) => movements.length > 0));
  return { index: { ...index, days, all }, changed: remaining, lost: false };
}

const hasCharges = ({ spent, lost }: DaySummary) => spent.length + lost.length > 0;

/** The index with its days cut in another zone: every movement is read once for it. */
export async function rezone(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  zone: Zone,
): Promise<LedgerIndex> {
  if (index.timeZone === zone.name) return index;
  const days: DaySummary[] = [];
  let readable = index;
  for (const summary of index.days) {
    const movements = await store.day(summary);
    if (movements) days.push({ ...summarise(summary.day, movements, zone), file: summary.file });
    else readable = forgetDay(readable, summary.day);
  }
  return { ...readable, days, timeZone: zone.name };
}
