import { moneyFrom, toDecimal, type Money } from "../money/money.ts";
import { DAY_MS, HOUR_MS } from "../time/calendar-day.ts";
import type { Decoded } from "./encoding.ts";

/** A balance as it was seen, unchanged from `at` to `until` (ms since the epoch). */
export interface BalanceSample {
  readonly at: number;
  readonly until: number;
  readonly balance: Money;
}

/** The balances of an account that were seen, oldest first: what a chart shows where there is no ledger. */
export type BalanceHistory = readonly BalanceSample[];

/** The older, the fewer are kept: one in each such stretch of time. */
const THINNING = [
  { olderThanMs: 30 * DAY_MS, oneInMs: DAY_MS },
  { olderThanMs: 2 * DAY_MS, oneInMs: HOUR_MS },
] as const;
const KEPT_MS = 400 * DAY_MS;
/** An unchanged balance is written down again only so often: a day of quiet costs little. */
const CONFIRMED_EVERY_MS = HOUR_MS;

/** So long a clock may be wrong by days without anything being forgotten. */
const WRONG_CLOCK_MS = DAY_MS;
const LEAP_MS = 30 * DAY_MS;

/**
 * The history with one more reading in it, at its place in time; the same history where it says nothing new. What a clock
 * that was ahead for a while put in the future makes no room for what comes next, and pushes nothing out.
 */
export function withBalance(
  history: BalanceHistory,
  reading: { readonly balance: Money; readonly at: number },
): BalanceHistory {
  const { balance, at } = reading;
  const place = history.findLastIndex((sample) => sample.at <= at) + 1;
  const [last, next] = [history[place - 1], history[place]];
  if (last && at <= last.until) return history;
  if (last && isSame(last, balance)) {
    if (at - last.until < CONFIRMED_EVERY_MS) return history;
    return [...history.slice(0, place - 1), { ...last, until: at }, ...history.slice(place)];
  }
  // Another window was a little later to tell what it read before.
  if (next && isSame(next, balance)) return history;
  const grown = [...history.slice(0, place), { at, until: at, balance }, ...history.slice(place)];
  return thin(grown, steadyEnd(grown));
}

/** What was seen by a moment: a clock that was ahead may have written beyond it. */
export const seenUntil = (history: BalanceHistory, now: number): BalanceHistory =>
  history.filter(({ at }) => at <= now);

const isSame = (sample: BalanceSample, { currency, nanos }: Money) =>
  sample.balance.currency === currency && sample.balance.nanos === nanos;

/** When the newest were seen: what leapt ahead counts once it has gone on for a day. */
function steadyEnd(history: BalanceHistory): number {
  const end = history.at(-1)?.until ?? 0;
  for (let place = history.length - 1; place > 0; place -= 1) {
    const at = history[place]?.at ?? end;
    if (end - at >= WRONG_CLOCK_MS) return end;
    if (at - (history[place - 1]?.until ?? at) > LEAP_MS) return steadyEnd(history.slice(0, place));
  }
  return end;
}

function thin(history: BalanceHistory, now: number): BalanceHistory {
  return history.filter((sample, place) => {
    const next = history[place + 1];
    const age = now - sample.until;
    if (age > KEPT_MS) return false;
    const rule = THINNING.find(({ olderThanMs }) => age > olderThanMs);
    // The last of each stretch stands for it.
    return !rule || !next || Math.floor(sample.at / rule.oneInMs) !== Math.floor(next.at / rule.oneInMs);
  });
}

const VERSION = 1;

export const encodeBalances = (history: BalanceHistory): string =>
  JSON.stringify({
    version: VERSION,
    samples: history.map(({ at, until, balance }) => [at, until - at, toDecimal(balance), balance.currency]),
  });

export function decodeBalances(text: string): Decoded<BalanceHistory> {
  let parts: { readonly version?: unknown; readonly samples?: unknown } | null;
  try {
    parts = JSON.parse(text) as typeof parts;
  } catch {
    return { kind: "damaged" };
  }
  if (typeof parts?.version !== "number") return { kind: "damaged" };
  if (parts.version !== VERSION) return { kind: parts.version > VERSION ? "newer" : "damaged" };
  const samples = Array.isArray(parts.samples) ? parts.samples.map(sampleOf) : [undefined];
  const value = samples.filter((sample) => sample !== undefined);
  return value.length === samples.length ? { kind: "value", value } : { kind: "damaged" };
}

function sampleOf(item: unknown): BalanceSample | undefined {
  if (!Array.isArray(item)) return undefined;
  const [at, lasted, amount, currency] = item as readonly unknown[];
  const balance = typeof amount === "string" ? moneyFrom(amount, currency) : undefined;
  if (!balance || typeof at !== "number" || typeof lasted !== "number" || !(at >= 0 && lasted >= 0))
    return undefined;
  return { at, until: at + lasted, balance };
}
