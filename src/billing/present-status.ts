import { standingOf, type AccountView, type NoKeyView, type Standing, type View } from "./account-view.ts";
import { formatAge, formatAgo, formatMoney, HIDDEN } from "./format.ts";
import { presentFailure } from "./present-failure.ts";
import { presentRefill } from "./present-refill.ts";
import { stateOf, toneOf, type Tone } from "./present-standing.ts";
import { knownRefill } from "./threshold.ts";

export interface Preferences {
  /** A BCP 47 tag. */
  readonly locale: string;
  /** Amounts are not to be seen or heard. */
  readonly hideAmounts: boolean;
}

/** What a person can do from the status bar. */
export type StatusAction = "setKey" | "refresh" | "showDetails" | "openBilling" | "startDemo" | "leaveDemo";

/** The status bar item in words; the editor only puts it in place. */
export interface StatusPresentation {
  /** With one icon, in the editor's `$(name)` form. */
  readonly text: string;
  readonly tone: Tone;
  /** What a screen reader says: amount, state and age. */
  readonly spoken: string;
  /** Markdown, safe as it is. */
  readonly tooltip: {
    readonly title: string;
    readonly lines: readonly string[];
    readonly actions: readonly StatusAction[];
  };
  /** What a click does. */
  readonly click: StatusAction;
}

export function presentStatus(view: View, now: number, preferences: Preferences): StatusPresentation {
  return view.kind === "no-key" ? presentNoKey(view) : presentAccount(view, now, preferences);
}

function presentNoKey({ provider, keyIsFor }: NoKeyView): StatusPresentation {
  const reason = keyIsFor
    ? `The stored key belongs to ${keyIsFor} and is sent nowhere else. Set a key for the configured address.`
    : "Set an API key to see what is left.";
  return {
    text: `$(key) Set ${provider.name} key`,
    tone: "normal",
    spoken: `${provider.name}: no API key. ${reason}`,
    tooltip: { title: `${provider.name} balance`, lines: [reason], actions: ["setKey", "startDemo"] },
    click: "setKey",
  };
}

function presentAccount(view: AccountView, now: number, preferences: Preferences): StatusPresentation {
  const { provider, demo, state } = view;
  const { locale, hideAmounts } = preferences;
  const standing = standingOf(view, now);
  const refused = standing.level === "refused" && !demo;
  const words = stateOf(standing);
  const amount = state.reading && (hideAmounts ? HIDDEN : formatMoney(state.reading.balance, locale));
  const updated = state.reading && `updated ${formatAgo(standing.ageMs, locale)}`;
  const said = amount && (hideAmounts ? "amount hidden" : amount);
  const lines = [
    amount && `Balance: **${amount}**${words && ` (${words})`}`,
    amount && `Auto top-up: ${presentRefill(knownRefill(state, view.low, now), locale, hideAmounts)}`,
    updated && capitalized(updated),
    state.trouble && presentFailure(state.trouble.last, provider.name, locale),
    demo && "These figures are made up.",
  ];
  return {
    text: faceOf(view, standing, preferences),
    tone: toneOf(standing),
    spoken: [`${provider.name} ${demo ? "demo account " : ""}balance`, said, words, updated]
      .filter(Boolean)
      .join(", "),
    tooltip: {
      title: demo ? `${provider.name} · DEMO` : provider.name,
      lines: lines.filter((line) => typeof line === "string"),
      actions: ["refresh", "showDetails", demo ? "leaveDemo" : refused ? "setKey" : "openBilling"],
    },
    click: refused ? "setKey" : "showDetails",
  };
}

function faceOf(view: AccountView, standing: Standing, { locale, hideAmounts }: Preferences): string {
  const { reading } = view.state;
  const amount = reading && (hideAmounts ? HIDDEN : formatMoney(reading.balance, locale, { short: true }));
  const words = {
    loading: "…",
    unreachable: "No balance",
    refused: "Key refused",
    fine: amount,
    low: amount,
    empty: amount,
  }[standing.level];
  const age = standing.outdated && standing.level !== "refused" && ` · ${formatAge(standing.ageMs, locale)}`;
  return `$(${iconOf(standing)}) ${view.demo ? "DEMO " : ""}${words ?? ""}${age || ""}`;
}

function iconOf(standing: Standing): string {
  if (standing.level === "refused") return "key";
  if (standing.level === "unreachable") return "warning";
  if (standing.outdated) return "history";
  return { normal: "credit-card", warning: "warning", error: "error" }[toneOf(standing)];
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
