import { FAILURE_KINDS, type Failure, type FailureKind } from "../vendor/billing-error.ts";
import {
  STATE_VERSION,
  type AccountState,
  type HistorySource,
  type HistoryState,
  type Lease,
  type Unavailable,
} from "./account-state.ts";
import { decodeAlerts, encodeAlerts } from "./alert-state.ts";
import { decodeReading, encodeReading } from "./reading.ts";
import type { Requests } from "./request-budget.ts";
import {
  bool,
  isWrongShape,
  money,
  moneyParts,
  optional,
  parse,
  parts,
  string,
  time,
  times,
  type Parts,
} from "./stored-json.ts";

/** The stored form: JSON with amounts as decimal strings. */
export function encodeState(state: AccountState): string {
  return JSON.stringify({
    version: STATE_VERSION,
    reading: encodeReading(state.reading),
    refill: state.refill && {
      at: state.refill.at,
      enabled: state.refill.enabled,
      threshold: moneyParts(state.refill.threshold),
      amount: moneyParts(state.refill.amount),
      failed: state.refill.failed,
      stopped: state.refill.stopped,
    },
    detailAskedAt: state.detailAskedAt,
    trouble: state.trouble && { ...state.trouble, last: storedFailure(state.trouble.last) },
    requests: state.requests,
    owner: state.owner,
    lease: state.lease,
    history: state.history && storedHistory(state.history),
    alerts: encodeAlerts(state.alerts),
  });
}

export type DecodedState =
  { readonly kind: "state"; readonly state: AccountState } | { readonly kind: "newer" | "damaged" };

/** Reads the stored form. A part in a wrong shape makes the whole damaged: half a truth is not shown. */
export function decodeState(text: string): DecodedState {
  const stored = parse(text);
  const version = stored?.["version"];
  if (!stored || typeof version !== "number") return { kind: "damaged" };
  if (version !== STATE_VERSION) return { kind: version > STATE_VERSION ? "newer" : "damaged" };
  try {
    return {
      kind: "state",
      state: {
        reading: optional(stored["reading"], decodeReading),
        refill: optional(stored["refill"], (it) => ({
          at: time(it["at"]),
          enabled: it["enabled"] === undefined ? undefined : bool(it["enabled"]),
          threshold: it["threshold"] === undefined ? undefined : money(it["threshold"]),
          amount: it["amount"] === undefined ? undefined : money(it["amount"]),
          ...(it["stopped"] === true && { stopped: true }),
          ...(it["failed"] !== undefined && {
            failed: {
              at: parts(it["failed"])["at"] === undefined ? undefined : time(parts(it["failed"])["at"]),
            },
          }),
        })),
        detailAskedAt: stored["detailAskedAt"] === undefined ? undefined : time(stored["detailAskedAt"]),
        trouble: optional(stored["trouble"], (it) => ({
          last: failure(it["last"]),
          at: time(it["at"]),
          count: time(it["count"]),
          asked: bool(it["asked"]),
        })),
        requests: requests(stored["requests"]),
        ...(stored["owner"] !== undefined && { owner: string(stored["owner"]) }),
        lease: optional(stored["lease"], lease),
        ...(stored["history"] !== undefined && { history: history(stored["history"]) }),
        ...(stored["alerts"] !== undefined && { alerts: decodeAlerts(stored["alerts"]) }),
      },
    };
  } catch (error) {
    if (isWrongShape(error)) return { kind: "damaged" };
    throw error;
  }
}

function requests(value: unknown): Requests {
  const { automatic, manual, history } = parts(value);
  return {
    automatic: times(automatic),
    manual: times(manual),
    ...(history !== undefined && { history: times(history) }),
  };
}

const lease = (it: Parts): Lease => ({ token: string(it["token"]), until: time(it["until"]) });

function history(value: unknown): HistoryState {
  const it = parts(value);
  return {
    lease: optional(it["lease"], lease),
    unavailable: optional(it["unavailable"], (each) =>
      Object.fromEntries(
        Object.entries(each)
          .filter(([source]) => isHistorySource(source))
          .map(([source, value]) => [source, unavailable(value)]),
      ),
    ),
    trouble: optional(it["trouble"], ({ last, at, count }) => ({
      last: failure(last),
      at: time(at),
      count: time(count),
    })),
  };
}

/** What another version of the extension may have written beside is left out. */
const isHistorySource = (name: string): name is HistorySource => /^(ledger|usage|report:.+)$/.test(name);

function unavailable(value: unknown): Unavailable {
  const { at, kind } = parts(value);
  return { at: time(at), kind: failureKind(kind) };
}

/** Older versions know it by this name, and take a state with an unknown one for damaged. */
const STORED_FOREIGN = "captive-portal";

const storedFailure = (failure: Failure) => ({ ...failure, kind: storedKind(failure.kind) });

const storedKind = (kind: FailureKind) => (kind === "foreign-answer" ? STORED_FOREIGN : kind);

const storedHistory = ({ trouble, ...history }: HistoryState) => ({
  ...history,
  ...(trouble && { trouble: { ...trouble, last: storedFailure(trouble.last) } }),
});

/** A kind that only another version knows still is a failure: not one to forget the account for. */
function failureKind(value: unknown): FailureKind {
  const kind = string(value);
  if (kind === STORED_FOREIGN) return "foreign-answer";
  return FAILURE_KINDS.find((known) => known === kind) ?? "unexpected-answer";
}

function failure(value: unknown): Failure {
  const it = parts(value);
  return {
    kind: failureKind(it["kind"]),
    status: it["status"] === undefined ? undefined : time(it["status"]),
    requestId: it["requestId"] === undefined ? undefined : string(it["requestId"]),
    retryAfterMs: it["retryAfterMs"] === undefined ? undefined : time(it["retryAfterMs"]),
    host: it["host"] === undefined ? undefined : string(it["host"]),
    fromVendor: it["fromVendor"] === undefined ? undefined : bool(it["fromVendor"]),
    detail: it["detail"] === undefined ? undefined : string(it["detail"]),
  };
}
