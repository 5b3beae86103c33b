import { knownSince, type LedgerIndex } from "../ledger/ledger-index.ts";
import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { netOf } from "../ledger/summary.ts";
import { addCredits, CREDITS_PER_USD } from "../money/credits.ts";
import { HOUR_MS } from "../time/calendar-day.ts";
import type { Zone } from "../time/time-zone.ts";
import type { BalancePoint, Past } from "./figures.ts";
import { pastOfLedger } from "./ledger-figures.ts";
import { pointsOf, stretchesOf, type Stretch } from "./observed-figures.ts";
import type { PageRange } from "./time-range.ts";

/** A balance that differs by less was rounded, or a charge was on its way. */
const TOLERANCE = CREDITS_PER_USD / 2;
/** What a whole ledger may be off by, as charges land late: so much, or a hundredth of the most there was. */
const LEAST_OFF = CREDITS_PER_USD;
const OFF_SHARE = 0.01;

/**
 * The balance counted back by the ledger from `credits` now, as far back as nothing contradicts it: neither a balance
 * that was observed, nor one below zero that nobody saw, nor that a whole ledger began with nothing. Before that, and
 * since the ledger was read last, what was observed.
 */
export function balancePast(
  index: LedgerIndex,
  range: PageRange,
  now: number,
  zone: Zone,
  credits: number,
  seen: BalanceHistory,
): Past | undefined {
  const all = stretchesOf(seen, "USD");
  const observed = all.filter(({ at }) => at <= index.freshAt);
  const newest = observed.at(-1);
  // What happened since the ledger was read must not move all that was before.
  const isBehind = newest !== undefined && all.length > observed.length;
  const end: BalancePoint = isBehind
    ? { at: Math.min(newest.until, index.freshAt), credits: newest.credits }
    : { at: now, credits };
  const past = pastOfLedger(index, range, now, zone, end.credits);
  if (!past) return undefined;
  const since = isBehind ? [end, ...pointsOf(all, end.at + 1), { at: now, credits }] : [];
  const line = isBehind ? past.points.filter(({ at }) => at < end.at) : past.points;
  const trusted = trustedFrom(index, { ...past, points: line }, observed, end);
  const points = [...line.filter(({ at }) => at >= (trusted ?? 0)), ...since];
  if (trusted === undefined) return { ...past, points };
  const before = pointsOf(observed, past.from).filter(({ at }) => at < trusted);
  return { ...past, points: [...before, ...points], contradictedBefore: trusted };
}

/** Undefined: all of it can be. */
function trustedFrom(
  index: LedgerIndex,
  past: Past,
  observed: readonly Stretch[],
  end: BalancePoint,
): number | undefined {
  const { points } = past;
  const within = observed.filter(({ until }) => until >= (points[0]?.at ?? end.at));
  const agree = agreement(past);
  const verdicts = within.map(agree);
  // One that stands alone between others that agree was a wrong answer of the vendor.
  const isAlone = (place: number) => verdicts[place - 1] === true && verdicts[place + 1] !== false;
  const wrong = verdicts.findLastIndex((verdict, place) => !verdict && !isAlone(place));
  const amounts = points.map((point) => point.credits);
  const off = Math.max(LEAST_OFF, Math.max(...amounts.map(Math.abs)) * OFF_SHARE);
  const floor = Math.min(0, end.credits, ...observed.map((each) => each.credits)) - off;
  const below = amounts.findLastIndex((amount) => amount < floor);
  const sum = index.days.map(netOf).reduce(addCredits, 0);
  const isOff = knownSince(index) === 0 && Math.abs(end.credits - sum) > off;
  if (wrong < 0 && below < 0 && !isOff) return undefined;
  // That the beginning does not add up says nothing of where the difference arose: what was observed does.
  const oldest = within.find((_, place) => place > wrong && verdicts[place]);
  return Math.max(
    wrong < 0 && !isOff ? 0 : (oldest?.at ?? end.at),
    below < 0 ? 0 : (points[below + 1]?.at ?? end.at),
  );
}

/** Whether a balance can have been what the line says around its hour; within an hour anything may have come first. */
function agreement({ points, topUps }: Past): (stretch: Stretch) => boolean {
  const isNear = (at: number, seen: number) => Math.abs(at - seen) <= 2 * HOUR_MS;
  const fits = (seen: number, credits: number) => {
    const place = points.findLastIndex(({ at }) => at <= seen);
    const near = points.slice(Math.max(0, place - 1), place + 3).map((point) => point.credits);
    const added = topUps.reduce((sum, each) => (isNear(each.at, seen) ? sum + each.credits : sum), 0);
    return (
      near.length === 0 ||
      (credits >= Math.min(...near) - added - TOLERANCE && credits <= Math.max(...near) + added + TOLERANCE)
    );
  };
  const [first] = points;
  return ({ at, until, credits }) =>
    (first !== undefined && at < first.at ? true : fits(at, credits)) && fits(until, credits);
}
