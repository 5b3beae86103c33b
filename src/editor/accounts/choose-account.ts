import * as vscode from "vscode";
import type { Session } from "../../billing/accounts/account-list.ts";
import { presentStatus } from "../../billing/present/present-status.ts";
import { inertText } from "../../billing/text/plain-text.ts";
import { readSettings } from "../settings/settings.ts";
import type { Accounts } from "./accounts.ts";

export interface ChooseAccountOptions {
  readonly accounts: Accounts;
  readonly session: Session;
  readonly locale: string;
}

/** Lets a person choose which account the status bar shows, in every window. */
export async function chooseAccount({ accounts, session, locale }: ChooseAccountOptions): Promise<void> {
  const all = session.views();
  const { hideAmounts } = readSettings();
  const shown = session.view().id;
  const choices = all.map((view) => ({
    label: inertText(view.name),
    description: [
      presentStatus(view, Date.now(), { locale, hideAmounts }).text,
      ...(view.id === shown ? ["in the status bar now"] : []),
    ].join(", "),
    id: view.id,
  }));
  const choice = await vscode.window.showQuickPick(choices as readonly Choice[], {
    title: "Choose Status Bar Account",
    // The page takes the focus back when the palette closes.
    ignoreFocusOut: true,
  });
  if (choice?.id !== undefined) await accounts.change(choice.id, { chosenAt: Date.now() });
}

interface Choice extends vscode.QuickPickItem {
  readonly id: string | undefined;
}
