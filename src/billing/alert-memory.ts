import { ALERT_KINDS, type Alert, type AlertKind, type AlertMemory } from "./alerts.ts";
import { list, money, moneyParts, optional, parts, string, time, times, WrongShape } from "./shape.ts";

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
    heardExpiries: it["heardExpiries"] === undefined ? undefined : times(it["heardExpiries"]),
    ledgerHeardAt: it["ledgerHeardAt"] === undefined ? undefined : time(it["ledgerHeardAt"]),
    spikeDay: it["spikeDay"] === undefined ? undefined : string(it["spikeDay"]),
    snoozed: optional(it["snoozed"], (times) =>
      Object.fromEntries(Object.entries(times).map(([kind, until]) => [alertKind(kind), time(until)])),
    ),
    untilTopUp: it["untilTopUp"] === undefined ? undefined : list(it["untilTopUp"]).map(alertKind),
  };
}

function alert(value: unknown): Alert {
  const { kind, at, amount, against } = parts(value);
  return {
    kind: alertKind(kind),
    at: time(at),
    amount: amount === undefined ? undefined : money(amount),
    against: against === undefined ? undefined : money(against),
  };
}

function alertKind(value: unknown): AlertKind {
  const kind = ALERT_KINDS.find((known) => known === value);
  if (!kind) throw new WrongShape();
  return kind;
}
