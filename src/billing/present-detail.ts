import { standingOf, type AccountView, type View } from "./account-view.ts";
import type { DetailBalance, DetailGroup, DetailView } from "./detail-view.ts";
import { formatAgo, formatMoney, HIDDEN } from "./format.ts";
import { maskEmail, maskId } from "./mask.ts";
import { presentFailure } from "./present-failure.ts";
import { stateOf, toneOf } from "./present-standing.ts";
import type { Preferences } from "./present-status.ts";
import { knownRefill } from "./threshold.ts";

export interface DetailPreferences extends Preferences {
  /** The person asked to see whose account it is. */
  readonly revealAccount: boolean;
}

export function presentDetail(view: View, now: number, preferences: DetailPreferences): DetailView {
  if (view.kind === "no-key") {
    return {
      title: view.provider.name,
      lead: `Set an API key to see what is left. It is kept in the editor's secret storage and sent to ${view.provider.name} only.`,
      notice: view.keyIsFor && `The stored key belongs to ${view.keyIsFor} and is sent nowhere else.`,
      groups: [],
      actions: [
        { intent: "setKey", label: "Set API key" },
        { intent: "startDemo", label: "Try a demo account" },
      ],
    };
  }
  const { trouble } = view.state;
  return {
    title: view.provider.name,
    badge: view.demo ? "DEMO" : undefined,
    balance: balanceOf(view, now, preferences),
    notice: trouble && presentFailure(trouble.last, view.provider.name, preferences.locale),
    groups: [refillGroup(view, now, preferences), accountGroup(view, preferences)],
    actions: actionsOf(view, now, preferences),
    footnote: view.demo ? "A demo account: these figures are made up and nothing is stored." : undefined,
  };
}

function balanceOf(view: AccountView, now: number, { locale, hideAmounts }: Preferences): DetailBalance {
  const standing = standingOf(view, now);
  const { reading } = view.state;
  const amount = reading && formatMoney(reading.balance, locale);
  return {
    text: !amount ? "—" : hideAmounts ? HIDDEN : amount,
    spoken: `Balance ${!amount ? "unknown" : hideAmounts ? "hidden" : amount}`,
    tone: toneOf(standing),
    state: stateOf(standing),
    updated: reading ? `Updated ${formatAgo(standing.ageMs, locale)}` : "Not read yet",
  };
}

function refillGroup(view: AccountView, now: number, { locale, hideAmounts }: Preferences): DetailGroup {
  const refill = knownRefill(view.state, view.low, now);
  const amount = (money: NonNullable<typeof refill>["amount"]) =>
    money ? (hideAmounts ? HIDDEN : formatMoney(money, locale)) : "Unknown";
  const status = refill?.enabled === undefined ? "Unknown" : refill.enabled ? "On" : "Off";
  return {
    title: "Auto top-up",
    rows: [
      { label: "Status", value: status },
      ...(refill?.enabled === true
        ? [
            { label: "When the balance is at or below", value: amount(refill.threshold) },
            { label: "Adds", value: amount(refill.amount) },
          ]
        : []),
    ],
  };
}

function accountGroup({ detail }: AccountView, { revealAccount }: DetailPreferences): DetailGroup {
  const show = (value: string | undefined, mask: (value: string) => string) =>
    value === undefined ? (detail ? "Unknown" : "Not read yet") : revealAccount ? value : mask(value);
  const known = detail?.email !== undefined || detail?.userId !== undefined;
  return {
    title: "Account",
    rows: [
      { label: "E-mail", value: show(detail?.email, maskEmail) },
      { label: "User id", value: show(detail?.userId, maskId) },
    ],
    action: known
      ? revealAccount
        ? { intent: "maskAccount", label: "Hide" }
        : { intent: "revealAccount", label: "Show" }
      : undefined,
  };
}

function actionsOf(view: AccountView, now: number, { hideAmounts }: Preferences): DetailView["actions"] {
  const refused = standingOf(view, now).level === "refused" && !view.demo;
  return [
    ...(refused ? [{ intent: "setKey", label: "Set API key" } as const] : []),
    { intent: "refresh", label: "Refresh" },
    view.demo ? { intent: "leaveDemo", label: "Leave the demo" } : { intent: "openBilling", label: "Top up" },
    ...(view.state.reading && !hideAmounts
      ? [{ intent: "copyBalance", label: "Copy balance" } as const]
      : []),
    hideAmounts
      ? { intent: "showAmounts", label: "Show amounts" }
      : { intent: "hideAmounts", label: "Hide amounts" },
  ];
}
