import type { AccountState } from "./account-state.ts";
import { DAY_MS } from "./calendar-day.ts";
import { compareMoney, type Money } from "./money.ts";
import type { Holdings } from "./provider.ts";
import { isRefused } from "./schedule.ts";
import { isArmed, knownRefill, thresholdOf, type LowRule } from "./threshold.ts";

/** What a person may want to be told of an account; each can be snoozed and switched off by itself. */
export const ALERT_KINDS = [
  "low",
  "empty",
  "topped-up",
  "refill-missing",
  "credits-expired",
  "key-refused",
  "spend-spike",
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Something that happened, to be told once. Amounts are what the sentence needs. */
export interface Alert {
  readonly kind: AlertKind;
  readonly at: number;
  /** What is left, by how much the balance rose, what expired, or what was spent today. */
  readonly amount?: Money | undefined;
  /** A usual day's spend, or the threshold that was crossed. */
  readonly against?: Money | undefined;
}

/**
 * What alerts remember, in the state all windows share: what happened and is still to be told, and what an event
 * must do before it can happen again.
 */
export interface AlertMemory {
  readonly pending: readonly Alert[];
  /** Events that are going on: told, or known from before anyone looked. */
  readonly ongoing: readonly AlertKind[];
  /** Polls that found the balance at or below the threshold of a refill that is on, and the first of them. */
  readonly waitingForRefill?: { readonly since: number; readonly polls: number } | undefined;
  /** The expiries of the ledger's last day that were heard, by their times; undefined before the ledger was first heard. */
  readonly heardExpiries?: readonly number[] | undefined;
  /** When the ledger was last heard, ms since the epoch. */
  readonly ledgerHeardAt?: number | undefined;
  /** The local day, such as 2026-08-31, on which a spike was told. */
  readonly spikeDay?: string | undefined;
  readonly snoozed?: Readonly<Partial<Record<AlertKind, number>>> | undefined;
  readonly untilTopUp?: readonly AlertKind[] | undefined;
}

export const NO_MEMORY: AlertMemory = { pending: [], ongoing: [] };

/** What the ledger adds to what the balance tells; undefined where there is no ledger. */
export interface LedgerNews {
  /** Complete up to here, ms since the epoch. */
  readonly until: number;
  readonly topUps: readonly { readonly at: number; readonly amount: Money }[];
  readonly expired: readonly { readonly at: number; readonly amount: Money }[];
  readonly today?:
    { readonly day: string; readonly spent: Money; readonly usual: Money | undefined } | undefined;
}

/** For telling people, what was last known of the refill stands until the vendor says otherwise. */
const BELIEVED_MS = 3 * DAY_MS;
/** A balance must rise this far above the threshold before falling below it is news again. */
const HYSTERESIS = { times: 11n, by: 10n };
/** A refill is given this many polls and this long before its absence is told. */
const REFILL_POLLS = 3;
const REFILL_PATIENCE_MS = 15 * 60_000;
/** A day is unusual at three times the usual, and only if it is about real money. */
const SPIKE_TIMES = 3n;
const SPIKE_NANOS = 1_000_000_000n;
/** Smaller rises are corrections, not top-ups. */
const TOP_UP_NANOS = 500_000_000n;
/** More than this in one queue is told by the page, not by messages. */
const MOST_PENDING = 8;

/** The memory after a read: `before` and `after` are the states around it. Called by the one window that did the read. */
export function hear(
  memory: AlertMemory | undefined,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
  ledger?: LedgerNews,
): AlertMemory | undefined {
  // Nothing is known yet that news could be held against.
  if (memory === undefined && (!after.reading || after.trouble)) return undefined;
  // What is so when an account is first looked at is no news.
  const first = memory === undefined;
  const events = [
    ...balanceEvents(memory ?? NO_MEMORY, before, after, now, rule, ledger),
    ...ledgerEvents(memory, now, ledger),
  ];
  const next = following(memory ?? NO_MEMORY, before, after, now, rule, ledger);
  const toppedUp = events.some(({ kind }) => kind === "topped-up");
  const untilTopUp = toppedUp ? undefined : memory?.untilTopUp;
  const quiet = ({ kind }: Alert) =>
    untilTopUp?.includes(kind) === true || (memory?.snoozed?.[kind] ?? 0) > now || kindStands(memory, kind);
  const news = first ? [] : events.filter((event) => !quiet(event));
  return {
    ...next,
    untilTopUp,
    snoozed: memory?.snoozed,
    spikeDay: events.some(({ kind }) => kind === "spend-spike") ? ledger?.today?.day : memory?.spikeDay,
    pending: [...(memory?.pending ?? []), ...news].slice(-MOST_PENDING),
  };
}

const kindStands = (memory: AlertMemory | undefined, kind: AlertKind) =>
  memory?.ongoing.includes(kind) === true;

function balanceEvents(
  memory: AlertMemory,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
  ledger: LedgerNews | undefined,
): readonly Alert[] {
  const events: Alert[] = [];
  if (isRefused(after)) events.push({ kind: "key-refused", at: now });
  const { reading } = after;
  if (!reading || after.trouble) return events;
  const { balance } = reading;
  const { threshold, refill, armed } = limitsOf(after, rule, now);
  const low = (compareMoney(balance, threshold) ?? 1) <= 0;
  if (balance.nanos <= 0n) events.push({ kind: "empty", at: now, amount: balance });
  else if (low && !armed) events.push({ kind: "low", at: now, amount: balance, against: threshold });
  if (refillIsLate(waiting(memory, before, after, now, rule, ledger), now)) {
    events.push({
      kind: "refill-missing",
      at: now,
      amount: balance,
      against: refill?.threshold ?? threshold,
    });
  }
  const rise = riseOf(before.reading, reading);
  if (rise) events.push({ kind: "topped-up", at: now, amount: rise });
  return events;
}

/** What the balance is held against, by what was last known of the refill. */
function limitsOf(state: AccountState, rule: LowRule, now: number) {
  const believed = { ...rule, refillKnownMs: Math.max(rule.refillKnownMs, BELIEVED_MS) };
  const refill = knownRefill(state, believed, now);
  return { threshold: thresholdOf(state, believed, now), refill, armed: isArmed(refill) };
}

function ledgerEvents(
  memory: AlertMemory | undefined,
  now: number,
  ledger: LedgerNews | undefined,
): readonly Alert[] {
  if (!ledger) return [];
  const heard = memory?.heardExpiries;
  const since = { ...ledger, until: Math.min(ledger.until, memory?.ledgerHeardAt ?? ledger.until) };
  const expired = heard ? ledger.expired.filter(({ at }) => isLately(at, since) && !heard.includes(at)) : [];
  const { today } = ledger;
  const spike =
    today?.usual !== undefined &&
    today.day !== memory?.spikeDay &&
    today.spent.nanos >= SPIKE_NANOS &&
    today.usual.nanos > 0n &&
    today.spent.nanos >= today.usual.nanos * SPIKE_TIMES;
  return [
    ...expired.map(({ amount }): Alert => ({ kind: "credits-expired", at: now, amount })),
    ...(spike ? [{ kind: "spend-spike", at: now, amount: today.spent, against: today.usual } as const] : []),
  ];
}

/** A row may land late, but not by a day. */
const isLately = (at: number, { until }: LedgerNews) => at >= until - DAY_MS;

const heardOf = (memory: AlertMemory, ledger: LedgerNews | undefined) =>
  ledger
    ? {
        heardExpiries: ledger.expired.map(({ at }) => at).filter((at) => isLately(at, ledger)),
        ledgerHeardAt: ledger.until,
      }
    : { heardExpiries: memory.heardExpiries, ledgerHeardAt: memory.ledgerHeardAt };

/** What goes on after this read, so that it is not told again before it has ended. */
function following(
  memory: AlertMemory,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
  ledger: LedgerNews | undefined,
): Pick<AlertMemory, "ongoing" | "waitingForRefill" | "heardExpiries" | "ledgerHeardAt"> {
  const heard = heardOf(memory, ledger);
  const refused = isRefused(after) ? (["key-refused"] as const) : [];
  const { reading } = after;
  if (!reading || after.trouble) {
    return {
      ...heard,
      ongoing: [...new Set([...memory.ongoing, ...refused])],
      waitingForRefill: memory.waitingForRefill,
    };
  }
  const { threshold, armed } = limitsOf(after, rule, now);
  const raised = { ...threshold, nanos: (threshold.nanos * HYSTERESIS.times) / HYSTERESIS.by };
  const below = (limit: Money) => (compareMoney(reading.balance, limit) ?? 1) <= 0;
  const stands = (kind: AlertKind) => memory.ongoing.includes(kind);
  const empty = reading.balance.nanos <= 0n;
  const wait = waiting(memory, before, after, now, rule, ledger);
  return {
    ...heard,
    waitingForRefill: wait,
    ongoing: [
      ...(empty || (below(threshold) && !armed) || (stands("low") && below(raised))
        ? (["low"] as const)
        : []),
      ...(empty || (stands("empty") && below(threshold)) ? (["empty"] as const) : []),
      ...(refillIsLate(wait, now) ? (["refill-missing"] as const) : []),
    ],
  };
}

function waiting(
  { waitingForRefill }: AlertMemory,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
  ledger: LedgerNews | undefined,
): AlertMemory["waitingForRefill"] {
  const refill = knownRefill(after, rule, now);
  // While the refill state cannot be known, the wait goes on.
  if (!refill) return waitingForRefill;
  if (refill.enabled !== true || !refill.threshold || !after.reading) return undefined;
  if ((compareMoney(after.reading.balance, refill.threshold) ?? 1) > 0) return undefined;
  // Money came in, if not enough of it: the wait begins anew.
  if (riseOf(before.reading, after.reading)) return { since: now, polls: 0 };
  const since = waitingForRefill?.since ?? now;
  // Only a new look at the balance counts as a poll.
  const polls = before.reading?.at === after.reading.at ? 0 : 1;
  if (ledger?.topUps.some(({ at }) => at >= since) === true) return undefined;
  return { since: Math.min(since, now), polls: (waitingForRefill?.polls ?? 0) + polls };
}

const refillIsLate = (wait: AlertMemory["waitingForRefill"], now: number) =>
  wait !== undefined && wait.polls >= REFILL_POLLS && now - wait.since >= REFILL_PATIENCE_MS;

/** A posted balance is at least what is left: above one that has all spend in it, it tells of no rise. */
function riseOf(before: Holdings | undefined, { balance, posted }: Holdings): Money | undefined {
  if (before?.balance.currency !== balance.currency || (posted && !before.posted)) return undefined;
  const nanos = balance.nanos - before.balance.nanos;
  return nanos >= TOP_UP_NANOS ? { currency: balance.currency, nanos } : undefined;
}

/** The memory without its first pending alert: whoever writes this may tell it. */
export const withoutFirst = (memory: AlertMemory): AlertMemory => ({
  ...memory,
  pending: memory.pending.slice(1),
});

export const snooze = (memory: AlertMemory, kind: AlertKind, until: number): AlertMemory => ({
  ...memory,
  snoozed: { ...memory.snoozed, [kind]: until },
});

export const muteUntilTopUp = (memory: AlertMemory, kind: AlertKind): AlertMemory => ({
  ...memory,
  untilTopUp: [...new Set([...(memory.untilTopUp ?? []), kind])],
});
