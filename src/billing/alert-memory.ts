import { ALERT_KINDS, type Alert, type AlertKind, type AlertMemory } from "./alerts.ts";
import { bool, money, moneyParts, optional, parts, string, time, WrongShape } from "./shape.ts";

/** The stored form of what alerts remember. */
export function encodeAlerts(memory: AlertMemory | undefined) {
  return (
    memory && {
      ...memory,
      pending: memory.pending.map((alert) => ({
        ...alert,
        amount: moneyParts(alert.amount),
        against: moneyParts(alert.against),
      })),
    }
  );
}

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
    ledgerHeardTo: it["ledgerHeardTo"] === undefined ? undefined : time(it["ledgerHeardTo"]),
    spikeDay: it["spikeDay"] === undefined ? undefined : string(it["spikeDay"]),
    snoozed: optional(it["snoozed"], (times) =>
      Object.fromEntries(Object.entries(times).map(([kind, until]) => [alertKind(kind), time(until)])),
    ),
    untilTopUp: it["untilTopUp"] === undefined ? undefined : list(it["untilTopUp"]).map(alertKind),
  };
}

function alert(value: unknown): Alert {
  const { kind, at, amount, against, atLeast } = parts(value);
  return {
    kind: alertKind(kind),
    at: time(at),
    amount: amount === undefined ? undefined : money(amount),
    against: against === undefined ? undefined : money(against),
    atLeast: atLeast === undefined ? undefined : bool(atLeast),
  };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongShape();
  return value;
}

function alertKind(value: unknown): AlertKind {
  const kind = ALERT_KINDS.find((known) => known === value);
  if (!kind) throw new WrongShape();
  return kind;
}
