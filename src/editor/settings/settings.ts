import * as vscode from "vscode";
import { usd, type Money } from "../../billing/money/money.ts";
import type { AlertKind } from "../../billing/state/alert-state.ts";
import { isSafe } from "../../billing/vendor/origin.ts";
import type { Provider } from "../../billing/vendor/provider.ts";
import { DEFAULTS, POLL_SECONDS } from "./defaults.ts";

/** The settings, read and made safe. */
export interface Settings {
  /** Where keys are sent; undefined when the setting is not an address a key may be sent to. */
  readonly origin: string | undefined;
  readonly pollIntervalMs: number;
  readonly statusBar: {
    readonly alignment: "left" | "right";
    readonly priority: number;
    /** Which accounts it shows. */
    readonly accounts: "chosen" | "all" | "worst";
  };
  readonly ownThreshold: Money | null;
  readonly hideAmounts: boolean;
}

export function readSettings(): Settings {
  const read = reader();
  const seconds = numberOr(read("pollInterval"), DEFAULTS.pollInterval);
  const threshold = read("lowBalanceThreshold");
  return {
    origin: originOf(read("baseUrl")),
    pollIntervalMs: Math.min(Math.max(seconds, POLL_SECONDS.min), POLL_SECONDS.max) * 1000,
    statusBar: {
      alignment: read("statusBar.alignment") === "left" ? "left" : "right",
      priority: numberOr(read("statusBar.priority"), DEFAULTS["statusBar.priority"]),
      accounts: accountsOf(read("statusBar.accounts")),
    },
    ownThreshold: typeof threshold === "number" && threshold >= 0 && threshold < 1e9 ? usd(threshold) : null,
    hideAmounts: read("hideAmounts") === true,
  };
}

function reader(): (key: keyof typeof DEFAULTS) => unknown {
  const values = vscode.workspace.getConfiguration("aimlapi");
  return (key) => values.get(key);
}

const accountsOf = (value: unknown) => (value === "all" || value === "worst" ? value : "chosen");

const numberOr = (value: unknown, fallback: number) =>
  typeof value === "number" && Number.isFinite(value) ? value : fallback;

/** Where the API of another vendor is; undefined when a person configured an address that keys must not go to. */
export function originFor(provider: Pick<Provider, "id" | "origin">): string | undefined {
  const read = reader();
  const configured = read("baseUrls");
  const own: unknown =
    typeof configured === "object" && configured !== null
      ? (configured as Readonly<Record<string, unknown>>)[provider.id]
      : undefined;
  return own === undefined ? provider.origin : originOf(own);
}

/** What may be done to accounts: nothing in a folder that is not trusted. */
export function readActionSettings(): { readonly enabled: boolean; readonly dailyLimit: Money } {
  const read = reader();
  // What is there and no number was meant to be another limit than the default: none fits that.
  const limit = numberOr(read("actions.dailyLimit"), 0);
  return {
    enabled: read("actions.enabled") === true && vscode.workspace.isTrusted,
    dailyLimit: usd(Math.min(Math.max(limit, 0), 1e6)),
  };
}

function originOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  // The API stands at the root of its origin; what else an address says would be lost without a word.
  const isBare = /^\/(v\d\/?)?$/.test(url.pathname) && url.username === "" && url.search === "";
  return isBare && isSafe(url) ? url.origin : undefined;
}

const ALERT_SETTINGS = {
  low: "alerts.low",
  empty: "alerts.empty",
  "topped-up": "alerts.toppedUp",
  "refill-missing": "alerts.refillMissing",
  "credits-expired": "alerts.creditsExpired",
  "key-refused": "alerts.keyRefused",
  "spend-spike": "alerts.spendSpike",
  deducted: "alerts.deducted",
} as const satisfies Readonly<Record<AlertKind, keyof typeof DEFAULTS>>;

export const isAlertOn = (kind: AlertKind): boolean =>
  vscode.workspace.getConfiguration("aimlapi").get<unknown>(ALERT_SETTINGS[kind]) !== false;

export const switchAlertOff = (kind: AlertKind): Thenable<void> =>
  vscode.workspace
    .getConfiguration("aimlapi")
    .update(ALERT_SETTINGS[kind], false, vscode.ConfigurationTarget.Global);
