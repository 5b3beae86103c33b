import {
  standingOf,
  titleOf,
  type AccountView,
  type NoKeyView,
  type Standing,
  type View,
} from "../accounts/account-view.ts";
import { countOf, totalsOf, twinOf } from "../accounts/totals.ts";
import { formatAge, formatAgo, formatMoney, HIDDEN } from "../money/format.ts";
import type { Money } from "../money/money.ts";
import { knownRefill } from "../state/threshold.ts";
import { capitalized } from "../text/letter-case.ts";
import { inertText } from "../text/plain-text.ts";
import type { Refill } from "../vendor/provider.ts";
import { POSTED, presentBalance } from "./present-balance.ts";
import { presentFailure } from "./present-failure.ts";
import { stateOf, toneOf, type Tone } from "./present-health.ts";
import { presentTotal } from "./present-total.ts";
import { reasonFor, UNREADABLE } from "./present-unreadable.ts";

export interface Preferences {
  /** A BCP 47 tag. */
  readonly locale: string;
  /** Amounts are not to be seen or heard. */
  readonly hideAmounts: boolean;
}

/** What a person can do from the status bar. */
export type StatusAction =
  "manageAccounts" | "setKey" | "refresh" | "showDetails" | "openBilling" | "startDemo" | "leaveDemo";

/** The status bar item in words; the editor only puts it in place. */
export interface StatusPresentation {
  /** The account it shows; undefined where there is none. */
  readonly id?: string | undefined;
  /** What its vendor calls its secret. */
  readonly secret: string;
  /** With one icon, in the editor's `$(name)` form. */
  readonly text: string;
  readonly tone: Tone;
  /** What a screen reader says: amount, state and age. */
  readonly spoken: string;
  readonly tooltip: {
    /** May hold a name that a person gave. */
    readonly title: string;
    /** Markdown, safe as it is. */
    readonly lines: readonly string[];
    /** All accounts, when there are several, with what is left in each; plain text. */
    readonly accounts: readonly { readonly id: string | undefined; readonly text: string }[];
    /** Plain text. */
    readonly totals: readonly string[];
    readonly actions: readonly StatusAction[];
  };
  /** What a click does. */
  readonly click: StatusAction;
}

/** Nothing is shown because the person wanted it so. */
const ALL_PAUSED: Omit<StatusPresentation, "secret"> = {
  text: "$(debug-pause) Accounts paused",
  tone: "normal",
  spoken: "All accounts are paused.",
  tooltip: {
    title: "All accounts are paused",
    lines: ["Resume an account to see its balance."],
    accounts: [],
    totals: [],
    actions: ["manageAccounts", "startDemo"],
  },
  click: "manageAccounts",
};

/** `all` are the accounts there are, in the person's order. */
export function presentStatus(
  view: View,
  now: number,
  preferences: Preferences,
  all: readonly View[] = [view],
): StatusPresentation {
  const several = all.length > 1;
  const shown =
    view.kind === "no-key" ? presentNoKey(view, several) : presentAccount(view, now, preferences, several);
  if (!several) return shown;
  const { locale, hideAmounts } = preferences;
  const tooltip = {
    ...shown.tooltip,
    accounts: all.map((each) => ({ id: each.id, text: rowOf(each, now, preferences, twinOf(each, all)) })),
    totals: totalsOf(all, now).map((total) => presentTotal(total, countOf(all), locale, hideAmounts)),
  };
  return { ...shown, tooltip };
}

/** One account in a list of all. */
function rowOf(
  view: View,
  now: number,
  { locale, hideAmounts }: Preferences,
  twin: View | undefined,
): string {
  if (view.kind === "no-key" && view.unreadable) return `${titleOf(view)}: can't read the saved key`;
  if (view.kind === "no-key") return `${titleOf(view)}: needs a key for the configured address`;
  const { reading } = view.state;
  const amount = reading && (hideAmounts ? HIDDEN : formatMoney(reading.balance, locale));
  const words = [
    amount,
    reading?.posted && POSTED,
    stateOf(standingOf(view, now)),
    twin && `same account as ${titleOf(twin)}, counted once`,
  ];
  return `${titleOf(view)}: ${words.filter(Boolean).join(", ")}`;
}

function presentNoKey(view: NoKeyView, several: boolean): StatusPresentation {
  const { id, provider, keyIsFor, paused, unreadable } = view;
  const { secret } = provider.credential;
  if (paused) return { ...ALL_PAUSED, secret };
  if (unreadable) {
    const reason = reasonFor(unreadable);
    return {
      id,
      secret,
      text: `$(key) ${several ? `${inertText(view.name)}: ` : ""}${UNREADABLE}`,
      tone: "warning",
      spoken: `${titleOf(view)}: ${UNREADABLE}. ${reason}`,
      tooltip: {
        title: titleOf(view),
        lines: [`${UNREADABLE}. ${reason}`],
        accounts: [],
        totals: [],
        actions: ["refresh", "setKey"],
      },
      click: "refresh",
    };
  }
  const reason = keyIsFor
    ? `The saved key is only for ${keyIsFor}. Set a key for the configured address.`
    : "Set an API key to see your balance.";
  return {
    id,
    secret,
    text: `$(key) Set ${provider.name} key`,
    tone: "normal",
    spoken: `${provider.name}: no API key. ${reason}`,
    tooltip: {
      title: `${provider.name} balance`,
      lines: [reason],
      accounts: [],
      totals: [],
      actions: ["setKey", "startDemo"],
    },
    click: "setKey",
  };
}

function presentAccount(
  view: AccountView,
  now: number,
  preferences: Preferences,
  several: boolean,
): StatusPresentation {
  const { id, provider, demo, state } = view;
  const { locale, hideAmounts } = preferences;
  const { reading } = state;
  const standing = standingOf(view, now);
  const refused = standing.level === "refused" && !demo;
  const words = [reading?.posted && POSTED, stateOf(standing)].filter(Boolean).join(", ");
  const show = (money: Money) => (hideAmounts ? HIDDEN : formatMoney(money, locale));
  const amount = reading && show(reading.balance);
  const updated = reading && `updated ${formatAgo(standing.ageMs, locale)}`;
  const said = amount && (hideAmounts ? "amount hidden" : amount);
  const lines = [
    amount && `Balance: **${amount}**${words && ` (${words})`}`,
    reading?.others && `Other currencies: ${reading.others.map(show).join(", ")}`,
    amount &&
      (state.refill ?? provider.detail) &&
      `Auto top-up: ${presentRefill(knownRefill(state, view.low, now), locale, hideAmounts)}`,
    standing.refillMissing && "Auto top-up didn't run. Check your card.",
    updated && capitalized(updated),
    state.trouble && presentFailure(state.trouble.last, provider, locale),
    demo && "These figures are made up.",
  ];
  return {
    id,
    secret: provider.credential.secret,
    text: faceOf(view, standing, preferences, several),
    tone: toneOf(standing),
    spoken: [`${titleOf(view)} ${demo ? "demo account " : ""}balance`, said, words, updated]
      .filter(Boolean)
      .join(", "),
    tooltip: {
      title: demo ? `${provider.name} · DEMO` : titleOf(view),
      lines: lines.filter((line) => typeof line === "string"),
      accounts: [],
      totals: [],
      actions: ["refresh", "showDetails", demo ? "leaveDemo" : refused ? "setKey" : "openBilling"],
    },
    click: refused ? "setKey" : "showDetails",
  };
}

function faceOf(view: AccountView, standing: Standing, preferences: Preferences, several: boolean): string {
  const { reading } = view.state;
  const { locale } = preferences;
  const amount = reading && presentBalance(reading, { ...preferences, short: true });
  const words = {
    loading: "…",
    unreachable: "No balance",
    refused: `${capitalized(view.provider.credential.secret)} rejected`,
    fine: amount,
    low: amount,
    empty: amount,
  }[standing.level];
  const age = standing.outdated && standing.level !== "refused" && ` · ${formatAge(standing.ageMs, locale)}`;
  const whose = view.demo ? "DEMO " : several ? `${inertText(view.name)} ` : "";
  return `$(${iconOf(standing)}) ${whose}${words ?? ""}${age || ""}`;
}

function iconOf(standing: Standing): string {
  if (standing.level === "refused") return "key";
  if (standing.level === "unreachable") return "warning";
  if (standing.outdated) return "history";
  return { normal: "credit-card", warning: "warning", error: "error" }[toneOf(standing)];
}

/** Auto top-up in a few words, such as "on, adds $20.00 below $5.00"; a part not known is left out. */
function presentRefill(refill: Refill | undefined, locale: string, hideAmounts: boolean): string {
  if (refill?.enabled === undefined) return "unknown";
  if (!refill.enabled) return refill.stopped ? "turned off by the provider" : "off";
  const show = (money: Refill["amount"]) => money && (hideAmounts ? HIDDEN : formatMoney(money, locale));
  const amount = show(refill.amount);
  const threshold = show(refill.threshold);
  const words = [amount && `adds ${amount}`, threshold && `below ${threshold}`].filter(Boolean).join(" ");
  return ["on", words, refill.failed && "but the last one failed"].filter(Boolean).join(", ");
}
