import { compareMoney, type Money } from "../money/money.ts";
import type { AccountState } from "../state/account-state.ts";
import { NO_MEMORY, type Alert, type AlertKind, type AlertMemory } from "../state/alert-state.ts";
import { isRefused } from "../state/freshness.ts";
import type { Reading } from "../state/reading.ts";
import { isArmed, isEmpty, knownRefill, thresholdOf, type LowRule } from "../state/threshold.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Refill } from "../vendor/provider.ts";
import { hearLedger, type Heard, type LedgerNews } from "./ledger-alerts.ts";
import { newsInRise, riseOf, withoutSeen } from "./notified-top-ups.ts";

/** For telling people, what was last known of the refill stands until the vendor says otherwise. */
const BELIEVED_MS = 3 * DAY_MS;
/** A balance must rise this far above the threshold before falling below it is news again. */
const HYSTERESIS = { times: 11n, by: 10n };
/** A refill is given this many polls and this long before its absence is told. */
const REFILL_POLLS = 3;
const REFILL_PATIENCE_MS = 15 * 60_000;
/** A balance this many times the threshold does not fall to nothing from one read to the next. */
const FAR_ABOVE = 4n;
const UNIT_NANOS = 1_000_000_000n;
/** A second answer within this time is as good as the first. */
const SECOND_READING_MS = 30_000;
/** Alerts beyond this number are shown on the page only. */
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
  if (!ledger) return hearBalance(memory, before, after, now, rule);
  const readAt = before.reading?.at ?? now;
  return conclude(memory, before, after, now, rule, (known) => hearLedger(known, ledger, now, readAt));
}

/** The same for a read of the balance alone. */
export const hearBalance = (
  memory: AlertMemory | undefined,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
): AlertMemory | undefined =>
  conclude(memory, before, after, now, rule, (known) => ({ memory: known, events: [] }));

function conclude(
  memory: AlertMemory | undefined,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
  ofLedger: (known: AlertMemory) => Heard,
): AlertMemory | undefined {
  // Nothing is known yet that news could be held against.
  if (memory === undefined && (!after.reading || after.trouble)) return undefined;
  const ledger = ofLedger(memory ?? NO_MEMORY);
  const balance = ofBalance(ledger.memory, before, after, now, rule);
  const events = [...balance.events, ...ledger.events];
  const untilTopUp = events.some(({ kind }) => kind === "topped-up") ? undefined : memory?.untilTopUp;
  const quiet = ({ kind }: Alert) =>
    untilTopUp?.includes(kind) === true ||
    (memory?.snoozed?.[kind] ?? 0) > now ||
    memory?.ongoing.includes(kind) === true;
  // What is so when an account is first looked at is no news.
  const news = memory === undefined ? [] : events.filter((event) => !quiet(event));
  const missing = news.some(({ kind }) => kind === "refill-missing");
  return {
    ...balance.memory,
    untilTopUp,
    // That the refill failed says that the balance is low, and why.
    pending: [...(memory?.pending ?? []), ...news.filter(({ kind }) => !(missing && kind === "low"))].slice(
      -MOST_PENDING,
    ),
  };
}

function ofBalance(
  memory: AlertMemory,
  before: AccountState,
  after: AccountState,
  now: number,
  rule: LowRule,
): Heard {
  const { reading } = after;
  if (isRefused(after)) {
    const ongoing = [...new Set([...memory.ongoing, "key-refused" as const])];
    return { memory: { ...memory, ongoing }, events: [{ kind: "key-refused", at: now }] };
  }
  if (!reading || after.trouble) return { memory, events: [] };
  const last = memory.doubt?.before ?? before.reading;
  const isNew = before.reading?.at !== reading.at;
  const { threshold, refill, armed } = limitsOf(after, rule, now);
  if (last && isDoubtful(memory, last, reading, threshold, isNew, now)) {
    const ongoing = memory.ongoing.filter((kind) => kind !== "key-refused");
    return {
      memory: { ...memory, ongoing, doubt: memory.doubt ?? { before: last, since: now } },
      events: [],
    };
  }
  const { balance } = reading;
  const rise = riseOf(last, reading);
  const told = last && rise && newsInRise(rise, last.at, reading.at, memory.toldCredits);
  const refillThreshold = lastThreshold(memory, refill);
  const wait = waiting(memory, after, now, rule, isNew, rise !== undefined);
  const stands = (kind: AlertKind) => memory.ongoing.includes(kind);
  const below = (limit: Money) => (compareMoney(balance, limit) ?? 1) <= 0;
  const isMissing =
    isLate(wait, now) ||
    (stands("refill-missing") && wait !== undefined && wait.polls > 0) ||
    (isBroken(refill) && refillThreshold !== undefined && compareMoney(balance, refillThreshold) === -1);
  const empty = isEmpty(reading);
  const low = below(threshold) && !armed;
  const raised = { ...threshold, nanos: (threshold.nanos * HYSTERESIS.times) / HYSTERESIS.by };
  const events: Alert[] = [];
  if (empty) events.push({ kind: "empty", at: now, amount: balance });
  else if (low) events.push({ kind: "low", at: now, amount: balance, against: threshold });
  if (isMissing) {
    const against = refill?.threshold ?? refillThreshold ?? threshold;
    events.push({ kind: "refill-missing", at: now, amount: balance, against });
  }
  if (told) {
    const against = reading.posted ? undefined : balance;
    events.push({ kind: "topped-up", at: now, amount: told, against });
  }
  const ongoing: readonly (AlertKind | false)[] = [
    (empty || low || (stands("low") && below(raised))) && "low",
    (empty || (stands("empty") && below(threshold))) && "empty",
    isMissing && "refill-missing",
  ];
  return {
    events,
    memory: {
      ...memory,
      ...withoutSeen(memory, last, reading, rise, told),
      doubt: undefined,
      refillThreshold,
      waitingForRefill: wait,
      ongoing: ongoing.filter((kind) => kind !== false),
    },
  };
}

/** Nothing left where there was plenty a moment ago: vendors answer a wrong zero now and then. */
function isDoubtful(
  { doubt }: AlertMemory,
  last: Reading,
  reading: Reading,
  threshold: Money,
  isNew: boolean,
  now: number,
): boolean {
  const limit = threshold.nanos * FAR_ABOVE;
  const wasFar = last.balance.nanos > (limit > UNIT_NANOS ? limit : UNIT_NANOS);
  if (reading.balance.nanos > 0n || !wasFar || last.balance.currency !== reading.balance.currency)
    return false;
  return doubt ? !isNew || Math.abs(now - doubt.since) < SECOND_READING_MS : isNew;
}

/** What the balance is held against, by what was last known of the refill. */
function limitsOf(state: AccountState, rule: LowRule, now: number) {
  const believed = { ...rule, refillKnownMs: Math.max(rule.refillKnownMs, BELIEVED_MS) };
  const refill = knownRefill(state, believed, now);
  return {
    threshold: thresholdOf(state, believed, now),
    refill,
    armed: isArmed(refill, state.reading?.balance),
  };
}

/** The vendor says that it does not work. */
const isBroken = (refill: Refill | undefined) => refill?.failed !== undefined || refill?.stopped === true;

function lastThreshold({ refillThreshold }: AlertMemory, refill: Refill | undefined): Money | undefined {
  // One that the person turned off has none.
  if (refill?.enabled === false && !isBroken(refill)) return undefined;
  return refill?.threshold ?? refillThreshold;
}

function waiting(
  { waitingForRefill }: AlertMemory,
  after: AccountState,
  now: number,
  rule: LowRule,
  isNew: boolean,
  rose: boolean,
): AlertMemory["waitingForRefill"] {
  const refill = knownRefill(after, rule, now);
  // While the refill state cannot be known, the wait goes on.
  if (!refill) return waitingForRefill;
  if (refill.enabled !== true || !refill.threshold || !after.reading) return undefined;
  if ((compareMoney(after.reading.balance, refill.threshold) ?? 1) >= 0) return undefined;
  // Money came in, if not enough of it: the wait begins anew.
  if (rose) return { since: now, polls: 0 };
  // Only a new look at the balance counts as a poll.
  const polls = (waitingForRefill?.polls ?? 0) + (isNew ? 1 : 0);
  return { since: Math.min(waitingForRefill?.since ?? now, now), polls };
}

const isLate = (wait: AlertMemory["waitingForRefill"], now: number) =>
  wait !== undefined && wait.polls >= REFILL_POLLS && now - wait.since >= REFILL_PATIENCE_MS;

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
