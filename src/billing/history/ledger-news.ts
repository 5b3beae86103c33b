import type { LedgerNews } from "../alerts/ledger-alerts.ts";
import type { LedgerIndex } from "../ledger/ledger-index.ts";
import { dailySpend } from "../ledger/spend.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { creditsToMoney, isSpend, type Movement } from "../money/credits.ts";
import { isoDay } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";

/** A usual day is the middle one of those with spend in the last four weeks; fewer than this many say nothing. */
const DAYS_LOOKED_AT = 28;
const DAYS_NEEDED = 7;
/** Only the newest days can hold what was not heard yet. */
const NEWS_DAYS = 3;
const EXPIRED = "CREDITS_EXPIRED";

/** What alerts want to know of a ledger that was just read. */
export async function newsOf(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  zone: Zone,
  now: number,
): Promise<LedgerNews> {
  const recent = index.days.slice(0, NEWS_DAYS);
  const today = zone.dayOf(now);
  const usual = medianOf(
    dailySpend(index, zone, today - DAYS_LOOKED_AT, today - 1)
      .filter(({ known, credits }) => known && credits > 0)
      .map(({ credits }) => credits),
  );
  const [spent] = dailySpend(index, zone, today, today);
  const withLoss = recent.filter(({ lost }) => lost.length > 0);
  const lost = (await Promise.all(withLoss.map((day) => store.day(day))))
    .flatMap((rows) => rows ?? [])
    .filter((movement) => movement.direction === "charge" && !isSpend(movement));
  const creditsOf = ({ at, credits }: Pick<Movement, "at" | "credits">) => ({
    at,
    amount: creditsToMoney(credits),
  });
  return {
    until: index.freshAt,
    // The rest of a day with very many is one sum, and none of them.
    topUps: recent.flatMap(({ topups }) => topups.filter(({ count }) => count === 1)).map(creditsOf),
    expired: lost.filter(({ type }) => type === EXPIRED).map(creditsOf),
    deducted: lost.filter(({ type }) => type !== EXPIRED).map(creditsOf),
    today: {
      day: isoDay(today),
      spent: creditsToMoney(spent?.credits ?? 0),
      usual: usual === undefined ? undefined : creditsToMoney(usual),
    },
  };
}

function medianOf(values: readonly number[]): number | undefined {
  if (values.length < DAYS_NEEDED) return undefined;
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
