import * as vscode from "vscode";
import type { WatchedAccount } from "../../billing/accounts/account-monitor.ts";
import { titleOf, type NoKeyView } from "../../billing/accounts/account-view.ts";
import type { Unreadable } from "../../billing/accounts/stored-account.ts";
import { formatTime } from "../../billing/money/format.ts";
import type { Outcome } from "../../billing/polling/poller.ts";
import { presentFailure } from "../../billing/present/present-failure.ts";
import { reasonFor, UNREADABLE } from "../../billing/present/present-unreadable.ts";
import { headed } from "../../billing/text/letter-case.ts";
import { inertText } from "../../billing/text/plain-text.ts";
import type { ToldZone } from "../../billing/time/person-zone.ts";
import type { Failure } from "../../billing/vendor/billing-error.ts";
import { COMMANDS } from "./command-ids.ts";

const BRIEFLY_MS = 4000;

/** Tells a person whose key still cannot be read what helps. */
export async function tellUnreadable(view: NoKeyView, why: Unreadable): Promise<void> {
  const said = `${inertText(titleOf(view))}: ${UNREADABLE}. ${reasonFor(why)}`;
  const help = `Set ${headed(view.provider.credential.secret)}`;
  if (await vscode.window.showWarningMessage(said, help))
    await vscode.commands.executeCommand(COMMANDS.setKey.id, view.id);
}

/** Tells a person who asked for a refresh what came of it. */
export async function tellOutcome(
  outcome: Outcome,
  account: WatchedAccount,
  locale: string,
  zone: ToldZone,
): Promise<void> {
  const name = inertText(titleOf(account.view()));
  const { reading, trouble } = account.state();
  switch (outcome.kind) {
    case "read":
      vscode.window.setStatusBarMessage("$(check) Balance updated", BRIEFLY_MS);
      return;
    case "failed":
      return tellFailure(outcome.failure, account, name, locale);
    case "waiting":
      if (outcome.because === "told-to-wait" || outcome.because === "budget") {
        const time = formatTime(outcome.until, Date.now(), locale, zone);
        const who = trouble?.last.kind === "foreign-answer" ? `A proxy or network in front of ${name}` : name;
        const why = outcome.because === "budget" ? "Refresh limit reached." : `${who} is limiting requests.`;
        void vscode.window.showInformationMessage(`${why} Try again at ${time}.`);
      } else if (trouble && !reading) {
        return tellFailure(trouble.last, account, name, locale);
      } else {
        vscode.window.setStatusBarMessage("$(check) Already up to date", BRIEFLY_MS);
      }
      return;
    case "gone":
      return;
  }
}

async function tellFailure(
  failure: Failure,
  { id, provider }: WatchedAccount,
  name: string,
  locale: string,
): Promise<void> {
  const said = presentFailure(failure, { ...provider, name }, locale);
  const refused = failure.kind === "unauthorized";
  const choice = await vscode.window.showWarningMessage(
    said,
    refused ? `Set ${headed(provider.credential.secret)}` : "Show Log",
  );
  if (choice) await vscode.commands.executeCommand(refused ? COMMANDS.setKey.id : COMMANDS.showLog.id, id);
}
