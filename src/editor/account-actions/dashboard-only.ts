import * as vscode from "vscode";
import type { ChangeContext } from "./action-context.ts";
import { openDashboard } from "./send-change.ts";

/** Says that the vendor changes this on its own page only, and opens it if the person wants. */
export async function leadToDashboard({ account }: ChangeContext, sentence: string): Promise<void> {
  if (await vscode.window.showInformationMessage(sentence, { modal: true }, "Open Dashboard"))
    await openDashboard(account.provider.pages.billing);
}
