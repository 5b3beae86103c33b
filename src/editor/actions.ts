import * as vscode from "vscode";
import { forgetAccount, type AccountStores } from "../billing/account-stores.ts";
import type { Client, Credential } from "../billing/client.ts";
import { fingerprint } from "../billing/fingerprint.ts";
import { formatMoney, localeOf } from "../billing/format.ts";
import type { Provider } from "../billing/provider.ts";
import { adoptCheck, rewrite } from "../billing/rewrite.ts";
import type { Session } from "../billing/session.ts";
import type { CommandActions } from "./commands.ts";
import type { Credentials } from "./credentials.ts";
import { tellOutcome } from "./refresh.ts";
import { setKey } from "./set-key.ts";
import { readSettings } from "./settings.ts";

export interface ActionsOptions {
  readonly provider: Provider;
  readonly client: Client;
  readonly session: Session;
  readonly credentials: Credentials;
  readonly openStores: (fingerprint: string) => AccountStores;
  readonly removeCells: () => Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly showDetails: () => unknown;
  readonly showLog: () => void;
  readonly explainRule: (ruleId: unknown) => Promise<void>;
}

const BRIEFLY_MS = 4000;

/** What each command does. */
export function createActions(options: ActionsOptions): CommandActions {
  const { provider, session, credentials } = options;
  const locale = localeOf(vscode.env.language);

  async function askForKey(): Promise<void> {
    const { origin } = readSettings();
    if (origin === undefined) {
      const choice = await vscode.window.showErrorMessage(
        "The base URL must be an https address without a path.",
        "Open Settings",
      );
      if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "aimlapi.baseUrl");
      return;
    }
    await setKey({
      provider,
      client: options.client,
      origin,
      environment: options.environment,
      locale,
      async store(credential, check) {
        const replaced = await credentials.read();
        const { cell } = options.openStores(await fingerprint(credential));
        await rewrite(cell, (state) => adoptCheck(state, check));
        await credentials.write(credential);
        await session.leaveDemo();
        vscode.window.setStatusBarMessage("$(check) API key saved", BRIEFLY_MS);
        if (replaced && (await fingerprint(replaced)) !== (await fingerprint(credential)))
          await forget(replaced);
      },
    });
  }

  async function clearKey(): Promise<void> {
    const confirmed = await confirm(
      "Clear the API key?",
      "The last balance read with it is removed as well.",
      "Clear",
    );
    const credential = confirmed && (await credentials.read());
    if (!credential) return;
    await credentials.clear();
    await forget(credential);
  }

  const forget = async (credential: Credential) =>
    forgetAccount(options.openStores(await fingerprint(credential)));

  async function deleteData(): Promise<void> {
    const detail =
      "The API key and every balance kept on this machine are removed. Settings stay as they are.";
    if (!(await confirm("Delete all local data of AI/ML API Balance?", detail, "Delete"))) return;
    await session.leaveDemo();
    await credentials.clear();
    await options.removeCells();
    vscode.window.setStatusBarMessage("$(check) All local data deleted", BRIEFLY_MS);
  }

  async function copyBalance(): Promise<void> {
    const view = session.view();
    if (view.kind !== "account" || !view.state.reading) return;
    await vscode.env.clipboard.writeText(formatMoney(view.state.reading.balance, locale));
    vscode.window.setStatusBarMessage("$(check) Balance copied", BRIEFLY_MS);
  }

  return {
    setKey: askForKey,
    clearKey,
    deleteData,
    explainRule: options.explainRule,
    copyBalance,
    refresh: async () => tellOutcome(await session.look("manual"), provider.name, locale),
    showDetails: options.showDetails,
    openBilling: () => {
      session.expectTopUp();
      return vscode.env.openExternal(vscode.Uri.parse(provider.pages.billing));
    },
    hideAmounts: () => setHidden(true),
    showAmounts: () => setHidden(false),
    showLog: options.showLog,
    startDemo: session.startDemo,
    leaveDemo: session.leaveDemo,
  };
}

const setHidden = (hidden: boolean) =>
  vscode.workspace
    .getConfiguration("aimlapi")
    .update("hideAmounts", hidden, vscode.ConfigurationTarget.Global);

async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
