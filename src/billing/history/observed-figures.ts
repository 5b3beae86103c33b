import type { DatedMovement } from "../forecast/daily-spend.ts";
import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { rangeOf } from "../ledger/ranges.ts";
import { creditsFrom } from "../money/credits.ts";
import { HOUR_MS, isoDay } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import type { BalancePoint, Past } from "./figures.ts";
import { slotsOf, type PageRange } from "./time-range.ts";

/** A balance in credits, unchanged from `at` to `until`. */
export interface Stretch {
  readonly at: number;
  readonly until: number;
  readonly credits: number;
}

export const stretchesOf = (seen: BalanceHistory, currency: string): readonly Stretch[] =>
  seen.flatMap(({ at, until, balance }) => {
    const credits = creditsFrom(balance, currency);
    return credits === undefined ? [] : [{ at, until, credits }];
  });

/** Where each stretch begins and ends, from the last before a moment on. */
export const pointsOf = (stretches: readonly Stretch[], from: number): readonly BalancePoint[] =>
  stretches
    .flatMap(({ at, until, credits }): BalancePoint[] =>
      at === until
        ? [{ at, credits }]
        : [
            { at, credits },
            { at: until, credits },
          ],
    )
    .filter(({ at }, place, all) => at >= from || (all[place + 1]?.at ?? Infinity) >= from);

/** The balance over a range by what was seen of it: where there is no ledger, or until it is read. */
export function pastOfBalances(
  seen: BalanceHistory,
  range: PageRange,
  now: number,
  zone: Zone,
  currency = "USD",
): Past {
  const compared = rangeOf(range, now, zone);
  const points = pointsOf(stretchesOf(seen, currency), compared.from);
  return {
    source: "seen",
    from: compared.from,
    to: now,
    points,
    topUps: [],
    slots: slotsOf(range, compared, zone),
  };
}

/** What the balances seen tell of days. */
export interface WatchedDays {
  readonly movements: readonly DatedMovement[];
  readonly first: Stretch;
  readonly last: Stretch;
  /** Days of which the spend is not known. */
  readonly unwatched: ReadonlySet<number>;
}

/** Nobody can say on which day it was spent: a night and the evening before it may pass, a whole day may not. */
export const LONGEST_GAP_MS = 36 * HOUR_MS;
/** What came in hides what was spent meanwhile; as balances are kept hour by hour, that is little. */
const LONGEST_RISE_MS = 2 * HOUR_MS;

/** A fall between two readings was spent on the day of the later one; a rise is a top-up. */
export function watchedDays(seen: BalanceHistory, currency: string, zone: Zone): WatchedDays | undefined {
  const stretches = stretchesOf(seen, currency);
  const [first] = stretches;
  const last = stretches.at(-1);
  if (!first || !last) return undefined;
  const unwatched = new Set<number>();
  const movements: DatedMovement[] = [
    {
      day: isoDay(zone.dayOf(first.at)),
      direction: "TOPUP",
      type: "INIT",
      amount: Math.max(0, first.credits),
    },
  ];
  stretches.slice(1).forEach(({ at, credits }, place) => {
    const before = stretches[place] ?? first;
    const change = credits - before.credits;
    if (change === 0) return;
    const gap = at - before.until;
    const unseen = gap > (change > 0 ? LONGEST_RISE_MS : LONGEST_GAP_MS);
    const day = isoDay(zone.dayOf(at));
    movements.push(
      change > 0
        ? { day, direction: "TOPUP", type: "PAYMENT", amount: change }
        : { day, direction: "CHARGE", type: unseen ? "UNSEEN" : "MODEL_USAGE", amount: -change },
    );
    if (!unseen) return;
    for (let missed = zone.dayOf(before.until); missed <= zone.dayOf(at); missed += 1) unwatched.add(missed);
  });
  return { movements, first, last, unwatched };
}
