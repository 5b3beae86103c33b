import { ALERT_KINDS, type Alert, type AlertKind, type AlertMemory } from "../alerts/detect-alerts.ts";
import type { HeardRow } from "../alerts/ledger-alerts.ts";
import type { Credit, ToldRise } from "../alerts/notified-top-ups.ts";
import { decodeReading, encodeReading } from "./reading.ts";
import { list, money, moneyParts, optional, parts, string, time, times, WrongShape } from "./stored-json.ts";

/** The stored form of what alerts remember. */
export function encodeAlerts(memory: AlertMemory | undefined) {
  const { heard } = memory ?? {};
  return (
    memory && {
      ...memory,
      pending: memory.pending.map((alert) => ({ ...withParts(alert), against: moneyParts(alert.against) })),
      refillThreshold: moneyParts(memory.refillThreshold),
      doubt: memory.doubt && { ...memory.doubt, before: encodeReading(memory.doubt.before) },
      heard: heard && {
        topUps: heard.topUps?.map(withParts),
        expired: heard.expired?.map(withParts),
        deducted: heard.deducted?.map(withParts),
      },
      toldRises: memory.toldRises?.map(withParts),
      toldCredits: memory.toldCredits?.map(withParts),
    }
  );
}

const withParts = <T extends Pick<Alert, "amount">>(it: T) => ({ ...it, amount: moneyParts(it.amount) });

const whole = <T>(value: unknown, read: (value: unknown) => T): T | undefined =>
  value === undefined ? undefined : read(value);
const each = <T>(value: unknown, read: (value: unknown) => T) => whole(value, (all) => list(all).map(read));

/** Throws a `WrongShape` for anything else. */
export function decodeAlerts(value: unknown): AlertMemory {
  const it = parts(value);
  return {
    pending: list(it["pending"]).map(alert),
    ongoing: list(it["ongoing"]).map(alertKind),
    waitingForRefill: optional(it["waitingForRefill"], ({ since, polls }) => ({
      since: time(since),
      polls: time(polls),
    })),
    refillThreshold: whole(it["refillThreshold"], money),
    doubt: optional(it["doubt"], ({ before, since }) => ({
      before: decodeReading(parts(before)),
      since: time(since),
    })),
    heard: heardOf(it),
    ledgerHeardAt: whole(it["ledgerHeardAt"], time),
    toldRises: each(it["toldRises"], rise),
    toldCredits: each(it["toldCredits"], credit),
    spikeDays: each(it["spikeDays"] ?? whole(it["spikeDay"], (day) => [day]), string),
    snoozed: optional(it["snoozed"], (times) =>
      Object.fromEntries(Object.entries(times).map(([kind, until]) => [alertKind(kind), time(until)])),
    ),
    untilTopUp: each(it["untilTopUp"], alertKind),
  };
}

/** Earlier versions kept the times of expiries and nothing else. */
function heardOf({ heard, heardExpiries }: Readonly<Record<string, unknown>>): AlertMemory["heard"] {
  if (heard === undefined)
    return whole(heardExpiries, (expiries) => ({ expired: times(expiries).map((at) => ({ at })) }));
  const { topUps, expired, deducted } = parts(heard);
  return {
    topUps: each(topUps, heardRow),
    expired: each(expired, heardRow),
    deducted: each(deducted, heardRow),
  };
}

function heardRow(value: unknown): HeardRow {
  const { at, amount } = parts(value);
  return { at: time(at), ...(amount !== undefined && { amount: money(amount) }) };
}

function credit(value: unknown): Credit {
  const { at, amount } = parts(value);
  return { at: time(at), amount: money(amount) };
}

function rise(value: unknown): ToldRise {
  const { from, to, amount, listed } = parts(value);
  return { from: time(from), to: time(to), amount: money(amount), ...(listed === true && { listed }) };
}

function alert(value: unknown): Alert {
  const { kind, at, amount, against } = parts(value);
  return {
    kind: alertKind(kind),
    at: time(at),
    amount: whole(amount, money),
    against: whole(against, money),
  };
}

function alertKind(value: unknown): AlertKind {
  const kind = ALERT_KINDS.find((known) => known === value);
  if (!kind) throw new WrongShape();
  return kind;
}
