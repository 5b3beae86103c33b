import type { PageRange } from "../billing/history/time-range.ts";
import type { Intent } from "../billing/page/intent.ts";
import type { ActionName } from "../billing/page/page-data.ts";
import { MOST_ROWS, type FromPage } from "./detail.ts";

const INTENTS: Readonly<Record<Intent, true>> = {
  refresh: true,
  openBilling: true,
  copyBalance: true,
  hideAmounts: true,
  showAmounts: true,
  revealAccount: true,
  maskAccount: true,
  setKey: true,
  manageAccounts: true,
  startDemo: true,
  leaveDemo: true,
  showLog: true,
  exportCsv: true,
  exportJson: true,
  loadOlder: true,
};
const SPANS: Readonly<Record<PageRange, true>> = { "24h": true, "7d": true, "30d": true, "90d": true };
const ACTIONS: Readonly<Record<ActionName, true>> = {
  topUp: true,
  setLimit: true,
  removeLimit: true,
  setDefaultPaymentMethod: true,
  setBillingInformation: true,
  setRefill: true,
  removeRefill: true,
};
/** Ids and keys are made by us, at most from an id of the vendor's as it is stored. */
const LONGEST_KEY = 1000;
/** No name of the vendor's is longer than one answer may be. */
const LONGEST_CHOICE = 1_000_000;

/** Names of zones are short; whether there is such a zone is found out later. */
const isZone = (value: unknown): value is string => typeof value === "string" && value.length <= 64;

type Parts = Readonly<Record<string, unknown>>;

/** The guard at the editor's end; undefined for anything a page has no business to send. */
export function fromPage(message: unknown): FromPage | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { type, ...parts } = message as Parts;
  switch (type) {
    case "ready":
      return isZone(parts["timeZone"]) ? { type, timeZone: parts["timeZone"] } : undefined;
    case "intent":
      return isOneOf(INTENTS, parts["intent"]) ? { type, intent: parts["intent"] } : undefined;
    case "range":
      return isOneOf(SPANS, parts["range"]) ? { type, range: parts["range"] } : undefined;
    case "filter":
      return filter(parts);
    case "account":
      return isKey(parts["id"]) ? { type, id: parts["id"] } : undefined;
    case "cardFilter":
      return isKey(parts["card"]) && isKey(parts["value"])
        ? { type, card: parts["card"], value: parts["value"] }
        : undefined;
    case "cardLink":
      return isKey(parts["card"]) && isKey(parts["key"])
        ? { type, card: parts["card"], key: parts["key"] }
        : undefined;
    case "act":
      return isOneOf(ACTIONS, parts["action"]) && (parts["key"] === null || isKey(parts["key"]))
        ? { type, action: parts["action"], key: parts["key"] }
        : undefined;
    case "wantRows":
      return wantRows(parts);
    default:
      return undefined;
  }
}

function filter({ kind, model }: Parts): FromPage | undefined {
  return isChoice(kind) && isChoice(model) ? { type: "filter", kind, model } : undefined;
}

function wantRows({ revision, offset, count }: Parts): FromPage | undefined {
  if (!isWhole(revision) || !isWhole(offset) || !isWhole(count)) return undefined;
  return count >= 1 && count <= MOST_ROWS ? { type: "wantRows", revision, offset, count } : undefined;
}

const isOneOf = <T extends string>(known: Readonly<Record<T, true>>, value: unknown): value is T =>
  typeof value === "string" && Object.hasOwn(known, value);

const isKey = (value: unknown): value is string => typeof value === "string" && value.length <= LONGEST_KEY;

const isChoice = (value: unknown): value is string | null =>
  value === null || (typeof value === "string" && value.length <= LONGEST_CHOICE);

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
