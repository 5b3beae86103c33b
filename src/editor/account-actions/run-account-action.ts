import * as vscode from "vscode";
import type { Session } from "../../billing/accounts/account-list.ts";
import type { WatchedAccount } from "../../billing/accounts/account-monitor.ts";
import { titleOf } from "../../billing/accounts/account-view.ts";
import { isSameCredential, type StoredAccount } from "../../billing/accounts/stored-account.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import { inertText } from "../../billing/text/plain-text.ts";
import type { Clock } from "../../billing/time/clock.ts";
import { dashboardOnly, type AccountActions } from "../../billing/vendor/account-actions.ts";
import type { Provider } from "../../billing/vendor/provider.ts";
import { readActionSettings } from "../settings/settings.ts";
import type { ChangeContext } from "./action-context.ts";
import { removeRefill, setRefill } from "./auto-top-up.ts";
import { setBillingInformation } from "./billing-information.ts";
import { removeLimit, setLimit } from "./limits.ts";
import { setDefaultPaymentMethod } from "./payment-method.ts";
import { openDashboard } from "./send-change.ts";
import { topUp } from "./top-up.ts";

export interface ChangeAccountOptions {
  readonly session: Session;
  /** An account as it is saved now; undefined when it is not there any more. */
  readonly stored: (id: string) => Promise<StoredAccount | undefined>;
  readonly providers: () => Promise<readonly Provider[]>;
  readonly charger: () => Promise<Charger>;
  readonly audit: (line: string) => void;
  readonly locale: string;
  readonly clock: Clock;
  /** The payers whose open attempts this window looks up on a schedule. */
  readonly rechecks: Set<string>;
  readonly now: () => number;
  /** ms since some moment of the past. */
  readonly elapsed: () => number;
  /** Shows anew what a vendor tells of an account. */
  readonly changed: (account: string) => void;
}

type ActionName = keyof AccountActions;

/** The order in which they are offered. */
const LABELS: Readonly<Record<ActionName, string>> = {
  topUp: "Top up",
  setLimit: "Set the spending limit",
  removeLimit: "Remove the spending limit",
  setDefaultPaymentMethod: "Set the default payment method",
  setBillingInformation: "Change billing information",
  setRefill: "Set auto top-up",
  removeRefill: "Turn off auto top-up",
};

/** What a person pointed at; what they did not say they are asked. */
export interface Wanted {
  readonly account?: string | undefined;
  readonly action?: string | undefined;
  readonly key?: string | null | undefined;
}

/** Begins a change of an account. Nothing happens unless actions are switched on, the folder is trusted and a modal was confirmed. */
export async function changeAccount(options: ChangeAccountOptions, wanted: Wanted): Promise<void> {
  if (!readActionSettings().enabled) return tellSwitchedOff();
  const account = await pickAccount(options, wanted.account);
  const action = account && (await pickAction(account, wanted.action));
  if (!action) return;
  const { charger, audit, locale, now, clock, rechecks } = options;
  const context: ChangeContext = {
    account,
    title: inertText(titleOf(account.view())),
    ask: (endpoint) => account.ask(endpoint, new AbortController().signal),
    obstacle: () => obstacleFor(options, account),
    charger,
    audit,
    locale,
    now,
    elapsed: options.elapsed,
    clock,
    rechecks,
    changed: () => options.changed(account.id),
  };
  await carryOn(context, account.provider.actions ?? {}, action, wanted.key ?? null);
}

async function carryOn(
  context: ChangeContext,
  actions: AccountActions,
  name: ActionName,
  key: string | null,
): Promise<void> {
  // What the vendor refuses to keys is not asked of it: its page is opened instead.
  const sentence = dashboardOnly(actions, name);
  if (sentence !== undefined) return leadToDashboard(context, sentence);
  const { setLimit: limit, removeLimit: noLimit, setRefill: refill, removeRefill: noRefill } = actions;
  switch (name) {
    case "topUp":
      return actions.topUp && topUp(context, actions.topUp);
    case "setLimit":
      return limit && setLimit(context, limit);
    case "removeLimit":
      return noLimit && removeLimit(context, noLimit);
    case "setDefaultPaymentMethod":
      return (
        actions.setDefaultPaymentMethod &&
        setDefaultPaymentMethod(context, actions.setDefaultPaymentMethod, key)
      );
    case "setBillingInformation":
      return actions.setBillingInformation && setBillingInformation(context, actions.setBillingInformation);
    case "setRefill":
      return refill && setRefill(context, refill);
    case "removeRefill":
      return noRefill && removeRefill(context, noRefill);
  }
}

/**
 * One that was removed, paused or given another key is not the one that the person was asked about. The saved key is
 * read anew: this window may not have noticed yet that another one changed it.
 */
async function obstacleFor(
  { session, stored }: ChangeAccountOptions,
  account: WatchedAccount,
): Promise<string | undefined> {
  const saved = await stored(account.id).catch(() => "unreadable" as const);
  if (!readActionSettings().enabled) return "Account actions were turned off. Nothing was sent.";
  if (saved === "unreadable") return "Could not read the saved key. Nothing was sent.";
  const isTheSame = saved && !saved.disabled && isSameCredential(saved, account.credential);
  return isTheSame && session.accounts().includes(account)
    ? undefined
    : "The account or its key has changed. Nothing was sent.";
}

async function pickAccount(
  { session, providers }: ChangeAccountOptions,
  wanted: string | undefined,
): Promise<WatchedAccount | undefined> {
  const able = session.accounts().filter(({ demo, provider }) => !demo && provider.actions !== undefined);
  const pointedAt = able.find(({ id }) => id === wanted);
  if (pointedAt) return pointedAt;
  // Another one must not stand in for it.
  if (wanted !== undefined) {
    void vscode.window.showInformationMessage("This account no longer exists or cannot be changed.");
    return undefined;
  }
  if (able.length === 0) {
    const names = (await providers()).filter(({ actions }) => actions).map(({ name }) => name);
    const listed = new Intl.ListFormat("en").format(names);
    void vscode.window.showInformationMessage(
      `None of your accounts supports account actions. Supported: ${listed}.`,
    );
    return undefined;
  }
  if (able.length === 1) return able[0];
  const choices = able.map((account) => ({ label: inertText(titleOf(account.view())), account }));
  return (await vscode.window.showQuickPick(choices, { title: "Account Actions", ignoreFocusOut: true }))
    ?.account;
}

async function pickAction(
  account: WatchedAccount,
  wanted: string | undefined,
): Promise<ActionName | undefined> {
  const actions = account.provider.actions ?? {};
  const names = (Object.keys(LABELS) as ActionName[]).filter((name) => actions[name] !== undefined);
  const pointedAt = names.find((name) => name === wanted);
  if (pointedAt) return pointedAt;
  const choices = names.map((name) => ({
    label: LABELS[name],
    description: dashboardOnly(actions, name) === undefined ? "" : "in the provider's dashboard",
    name,
  }));
  const title = `${titleOf(account.view())}: Account Actions`;
  return (await vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true }))?.name;
}

async function tellSwitchedOff(): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage("Account actions are not available in Restricted Mode.");
    return;
  }
  const said = "Account actions are turned off.";
  if (await vscode.window.showInformationMessage(said, "Open Settings"))
    await vscode.commands.executeCommand("workbench.action.openSettings", "aimlapi.actions.enabled");
}

/** Says that the vendor changes this on its own page only, and opens it if the person wants. */
async function leadToDashboard({ account }: ChangeContext, sentence: string): Promise<void> {
  if (await vscode.window.showInformationMessage(sentence, { modal: true }, "Open Dashboard"))
    await openDashboard(account.provider.pages.billing);
}
