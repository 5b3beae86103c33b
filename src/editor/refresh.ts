import * as vscode from "vscode";
import { formatTime } from "../billing/format.ts";
import type { Outcome } from "../billing/poller.ts";
import { presentFailure } from "../billing/present-failure.ts";
import { COMMANDS } from "./command-ids.ts";

const BRIEFLY_MS = 4000;

/** Tells a person who asked for a refresh what came of it. */
export async function tellOutcome(outcome: Outcome, vendor: string, locale: string): Promise<void> {
  switch (outcome.kind) {
    case "read":
      vscode.window.setStatusBarMessage("$(check) Balance is up to date", BRIEFLY_MS);
      return;
    case "failed": {
      const said = presentFailure(outcome.failure, vendor, locale);
      const refused = outcome.failure.kind === "unauthorized";
      const choice = await vscode.window.showWarningMessage(said, refused ? "Set API Key" : "Show Log");
      if (choice) await vscode.commands.executeCommand(refused ? COMMANDS.setKey.id : COMMANDS.showLog.id);
      return;
    }
    case "waiting":
      if (outcome.because === "told-to-wait" || outcome.because === "budget") {
        const time = formatTime(outcome.until, Date.now(), locale);
        const why =
          outcome.because === "budget" ? "This hour's refreshes are used up." : `${vendor} asked to wait.`;
        void vscode.window.showInformationMessage(`${why} The balance can be refreshed again at ${time}.`);
      } else {
        vscode.window.setStatusBarMessage("$(check) Balance was read a moment ago", BRIEFLY_MS);
      }
      return;
    case "gone":
      return;
  }
}
