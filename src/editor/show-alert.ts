import * as vscode from "vscode";
import type { WatchedAccount } from "../billing/accounts/account-monitor.ts";
import { titleOf } from "../billing/accounts/account-view.ts";
import { muteUntilTopUp, snooze } from "../billing/alerts/detect-alerts.ts";
import { presentAlert } from "../billing/alerts/present-alert.ts";
import { localeOf } from "../billing/money/format.ts";
import type { Alert, AlertKind } from "../billing/state/alert-state.ts";
import { rewrite } from "../billing/state/update-state.ts";
import { headed } from "../billing/text/letter-case.ts";
import { inertText } from "../billing/text/plain-text.ts";
import { DAY_MS } from "../billing/time/calendar-day.ts";
import type { Clock } from "../billing/time/clock.ts";
import { COMMANDS } from "./commands/command-ids.ts";
import { readSettings, switchAlertOff } from "./settings/settings.ts";

/** Shows one alert and does what the person chooses. A bundle of its own: most windows never tell any. */
export async function tellAlert(account: WatchedAccount, alert: Alert, clock: Clock): Promise<void> {
  const { text, grave, help } = presentAlert(
    alert,
    {
      title: inertText(titleOf(account.view())),
      secret: account.provider.credential.secret,
    },
    localeOf(vscode.env.language),
    readSettings().hideAmounts,
  );
  const helps = {
    "top-up": "Top Up",
    details: "Show Details",
    "set-key": `Set ${headed(account.provider.credential.secret)}`,
  };
  const show = grave ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await show(text, helps[help], "Snooze…");
  if (choice === "Snooze…") return quiet(account, alert, clock);
  if (choice === undefined) return;
  const command = {
    "top-up": COMMANDS.openBilling,
    details: COMMANDS.showDetails,
    "set-key": COMMANDS.setKey,
  };
  await vscode.commands.executeCommand(command[help].id, account.id);
}

const ALERT_NAMES: Readonly<Record<AlertKind, string>> = {
  low: "low-balance",
  empty: "empty-balance",
  "topped-up": "top-up",
  "refill-missing": "auto top-up",
  "credits-expired": "expired-credits",
  "key-refused": "rejected-key",
  "spend-spike": "unusual-spend",
  deducted: "deduction",
};

async function quiet({ stores, view }: WatchedAccount, { kind }: Alert, clock: Clock): Promise<void> {
  const choices = [
    { label: `Snooze ${ALERT_NAMES[kind]} alerts for 24 hours`, how: "day" },
    { label: "Until next top-up", how: "top-up" },
    { label: "Don't show again", how: "off" },
  ] as const;
  const choice = await vscode.window.showQuickPick(choices, { title: `${titleOf(view())} alerts` });
  if (choice?.how === "off") await switchAlertOff(kind);
  if (choice?.how === "day" || choice?.how === "top-up") {
    await rewrite(stores.cell, (state) => {
      if (!state.alerts) return state;
      const alerts =
        choice.how === "day"
          ? snooze(state.alerts, kind, clock.now() + DAY_MS)
          : muteUntilTopUp(state.alerts, kind);
      return { ...state, alerts };
    });
  }
}
