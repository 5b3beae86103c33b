import {
  standingOf,
  titleOf,
  type AccountView,
  type NoKeyView,
  type Standing,
} from "../accounts/account-view.ts";
import { presentRunway } from "../forecast/present-runway.ts";
import { formatAgo, formatMoney, HIDDEN } from "../money/format.ts";
import { POSTED } from "../present/present-balance.ts";
import { presentFailure } from "../present/present-failure.ts";
import { stateOf, toneOf } from "../present/present-health.ts";
import { reasonFor, UNREADABLE } from "../present/present-unreadable.ts";
import type { Reading } from "../state/account-state.ts";
import { isRefillMissing, knownRefill } from "../state/threshold.ts";
import { capitalized } from "../text/letter-case.ts";
import type { PageData, PagePreferences } from "./page-data.ts";
import type { ActionView, AmountView, FactView, HeadView, NoticeView } from "./page-view.ts";
import type { Words } from "./words.ts";

export function presentHead(
  data: PageData,
  now: number,
  words: Words,
  preferences: PagePreferences,
): HeadView {
  const { view } = data;
  if (view.kind === "no-key") return presentNoKey(view);
  const standing = standingOf(view, now);
  return {
    title: titleOf(view),
    badge: view.demo ? "DEMO" : undefined,
    // Without a balance the notice says all there is to say.
    amount:
      view.state.reading || standing.level === "loading" ? amountOf(view, standing, preferences) : undefined,
    facts: view.state.reading
      ? [
          ...runwayFact(data, standing, words),
          ...refillFact(view, now, preferences),
          ...othersFact(view.state.reading, preferences),
        ]
      : [],
    notices: noticesOf(data, view, standing, preferences),
    actions: actionsOf(view, standing, preferences),
  };
}

function presentNoKey(view: NoKeyView): HeadView {
  const { provider, keyIsFor, paused, unreadable } = view;
  if (paused) {
    return {
      title: "Accounts",
      welcome: {
        title: "All accounts are paused",
        text: "Resume an account to see its balance.",
        actions: [{ intent: "manageAccounts", label: "Manage accounts", kind: "primary" }],
      },
      facts: [],
      notices: [],
      actions: [],
    };
  }
  if (unreadable) {
    return {
      title: titleOf(view),
      welcome: {
        title: UNREADABLE,
        text: reasonFor(unreadable),
        actions: [
          { intent: "refresh", label: "Try again", kind: "primary" },
          { intent: "setKey", label: `Set ${provider.credential.secret}`, kind: "secondary" },
          { intent: "manageAccounts", label: "Manage accounts", kind: "secondary" },
        ],
      },
      facts: [],
      notices: [],
      actions: [],
    };
  }
  const text = `Set an API key to get started. It is kept in the editor's secret storage and only sent to ${provider.name}.`;
  return {
    title: provider.name,
    welcome: {
      title: keyIsFor ? "Set a key for this address" : "Balance, spend and runway at a glance",
      text: keyIsFor ? `The saved key is only for ${keyIsFor}.` : text,
      actions: [
        { intent: "setKey", label: "Set API key", kind: "primary" },
        { intent: "startDemo", label: "Try a demo account", kind: "secondary" },
      ],
    },
    facts: [],
    notices: [],
    actions: [],
  };
}

function amountOf(
  { state: { reading } }: AccountView,
  standing: Standing,
  { locale, hideAmounts }: PagePreferences,
): AmountView {
  const text = !reading ? "—" : hideAmounts ? HIDDEN : formatMoney(reading.balance, locale);
  return {
    text,
    spoken: `Balance ${!reading ? "unknown" : hideAmounts ? "hidden" : text}`,
    tone: toneOf(standing),
    state: capitalized([reading?.posted && POSTED, stateOf(standing)].filter(Boolean).join(", ")),
    updated: reading ? `Updated ${formatAgo(standing.ageMs, locale)}` : "Not loaded yet",
    loading: standing.level === "loading",
  };
}

function runwayFact({ runway }: PageData, { level }: Standing, words: Words): readonly FactView[] {
  if (!runway) return [];
  const pace = "pacePerDay" in runway && runway.pacePerDay > 0 ? Math.round(runway.pacePerDay) : undefined;
  const soon = runway.kind === "range" && runway.until === "empty" && runway.lowDays < SOON_DAYS;
  return [
    {
      label: "Runway",
      value: presentRunway(runway),
      note: pace === undefined ? undefined : `About ${words.money(pace)} a day`,
      tone: soon && level !== "empty" ? "warning" : "normal",
    },
  ];
}

const SOON_DAYS = 3;

/** Nothing where the vendor never tells. */
function refillFact(
  { state, low, provider }: AccountView,
  now: number,
  { locale, hideAmounts }: PagePreferences,
): readonly FactView[] {
  if (!state.refill && !provider.detail) return [];
  const refill = knownRefill(state, low, now);
  const label = "Auto top-up";
  if (refill?.enabled === undefined) return [{ label, value: "Unknown", tone: "normal" }];
  const failed =
    (refill.stopped && `Turned off by ${provider.name}`) ??
    (refill.failed && "The last top-up failed") ??
    (isRefillMissing(state) ? "Didn't run. Check your card." : undefined);
  if (!refill.enabled) return [{ label, value: "Off", note: failed, tone: failed ? "warning" : "normal" }];
  const show = (money: typeof refill.amount) => money && (hideAmounts ? HIDDEN : formatMoney(money, locale));
  const amount = show(refill.amount);
  const threshold = show(refill.threshold);
  return [
    {
      label,
      value: amount ? `On, adds ${amount}` : "On",
      note: failed ?? (threshold && `When the balance falls below ${threshold}`),
      tone: failed ? "warning" : "normal",
    },
  ];
}

function othersFact({ others = [] }: Reading, { locale, hideAmounts }: PagePreferences): readonly FactView[] {
  if (others.length === 0) return [];
  const value = others.map((money) => (hideAmounts ? HIDDEN : formatMoney(money, locale))).join(", ");
  return [{ label: "Other currencies", value, tone: "normal" }];
}

function noticesOf(
  { alerts }: PageData,
  view: AccountView,
  { level }: Standing,
  { locale }: PagePreferences,
): readonly NoticeView[] {
  const { trouble } = view.state;
  const failure: NoticeView | undefined = trouble && {
    id: "trouble",
    tone: level === "refused" ? "error" : "warning",
    text: presentFailure(trouble.last, view.provider, locale),
    actions: [
      ...(level === "refused" && !view.demo
        ? [{ intent: "setKey", label: `Set ${view.provider.credential.secret}`, kind: "primary" } as const]
        : []),
      { intent: "showLog", label: "Show log", kind: "secondary" },
    ],
  };
  return [
    ...(failure ? [failure] : []),
    ...alerts.map(({ id, tone, text, topUp, manage }): NoticeView => ({
      id: `alert-${id}`,
      tone,
      text,
      actions: [
        ...(topUp && !view.demo
          ? [{ intent: "openBilling", label: "Top up", kind: "secondary" } as const]
          : []),
        ...(manage
          ? [{ intent: "manageAccounts", label: "Manage accounts", kind: "secondary" } as const]
          : []),
      ],
    })),
  ];
}

function actionsOf(
  view: AccountView,
  { level }: Standing,
  { hideAmounts }: PagePreferences,
): readonly ActionView[] {
  const refused = level === "refused" && !view.demo;
  return [
    { intent: "refresh", label: "Refresh", icon: "refresh", kind: "icon" },
    ...(view.state.reading && !hideAmounts
      ? [{ intent: "copyBalance", label: "Copy balance", icon: "copy", kind: "icon" } as const]
      : []),
    hideAmounts
      ? { intent: "showAmounts", label: "Show amounts", icon: "eye", kind: "icon" }
      : { intent: "hideAmounts", label: "Hide amounts", icon: "eye-closed", kind: "icon" },
    view.demo
      ? { intent: "leaveDemo", label: "Leave the demo", kind: "primary" }
      : {
          intent: "openBilling",
          label: "Top up",
          icon: "link-external",
          kind: refused ? "secondary" : "primary",
        },
  ];
}
