import type { Money } from "../money/money.ts";
import { decodeReading, encodeReading, type Reading } from "./reading.ts";
import { list, money, moneyParts, optional, parts, string, time, times, WrongShape } from "./stored-json.ts";

/** A row that was heard; by its time alone where an older version of the extension heard it. */
export type HeardRow = Pick<Credit, "at"> & Partial<Credit>;

/** The rows of each kind that were heard; undefined before the first time. */
export interface HeardLedger {
  readonly topUps?: readonly HeardRow[] | undefined;
  readonly expired?: readonly HeardRow[] | undefined;
  readonly deducted?: readonly HeardRow[] | undefined;
}

/** A row of the ledger: when the vendor wrote it, and the amount without a sign. */
export interface Credit {
  readonly at: number;
  readonly amount: Money;
}

/** A rise that was told: between which two readings, and by how much. */
export interface ToldRise {
  readonly from: number;
  readonly to: number;
  readonly amount: Money;
  /** The ledger has listed what it was. */
  readonly listed?: true | undefined;
}

/** What a person may want to be told of an account; each can be snoozed and switched off by itself. */
export const ALERT_KINDS = [
  "low",
  "empty",
  "topped-up",
  "refill-missing",
  "credits-expired",
  "key-refused",
  "spend-spike",
  "deducted",
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Something that happened, to be told once. Amounts are what the sentence needs. */
export interface Alert {
  readonly kind: AlertKind;
  readonly at: number;
  /** What is left, by how much the balance rose, what expired or was deducted, or what was spent today. */
  readonly amount?: Money | undefined;
  /** A usual day's spend, the threshold that was crossed, or the balance after a top-up. */
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
  /** Polls that found the balance below the threshold of a refill that is on, and the first of them. */
  readonly waitingForRefill?: { readonly since: number; readonly polls: number } | undefined;
  /** Where the refill fired when it was last known to be on. */
  readonly refillThreshold?: Money | undefined;
  /** What was read before a zero that nobody would expect, and when that zero came: a second one is waited for. */
  readonly doubt?: { readonly before: Reading; readonly since: number } | undefined;
  /** The rows of the ledger's newest days; undefined before the ledger was first heard. */
  readonly heard?: HeardLedger | undefined;
  /** When the ledger was last heard, ms since the epoch. */
  readonly ledgerHeardAt?: number | undefined;
  /** Top-ups told by the balance, which the ledger has yet to list, and the other way round. */
  readonly toldRises?: readonly ToldRise[] | undefined;
  readonly toldCredits?: readonly Credit[] | undefined;
  /** The local days, such as 2026-08-31, on which a spike was told. */
  readonly spikeDays?: readonly string[] | undefined;
  readonly snoozed?: Readonly<Partial<Record<AlertKind, number>>> | undefined;
  readonly untilTopUp?: readonly AlertKind[] | undefined;
}

export const NO_MEMORY: AlertMemory = { pending: [], ongoing: [] };

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
