import * as vscode from "vscode";
import { titleOf } from "../billing/account-view.ts";
import { muteUntilTopUp, snooze, withoutFirst, type Alert } from "../billing/alerts.ts";
import { DAY_MS } from "../billing/calendar-day.ts";
import type { Clock } from "../billing/clock.ts";
import type { Disposable } from "../billing/disposable.ts";
import { localeOf } from "../billing/format.ts";
import { headed } from "../billing/letter-case.ts";
import { inertText } from "../billing/plain-text.ts";
import { presentAlert } from "../billing/present-alert.ts";
import { rewrite } from "../billing/rewrite.ts";
import type { Session } from "../billing/session.ts";
import type { WatchedAccount } from "../billing/watched-account.ts";
import { COMMANDS } from "./command-ids.ts";
import { isAlertOn, readSettings, switchAlertOff } from "./settings.ts";

export interface AlertsOptions {
  readonly session: Session;
  readonly clock: Clock;
  readonly onStoreError: (error: unknown) => void;
}

/** The window a person looks at tells; another one steps in when none did. */
const OTHERS_AFTER_MS = 20_000;
/** What nobody told within this time is not told with old figures; the page and the bar show what still is so. */
const OLD_NEWS_MS = 3_600_000;

/** Tells what happened to the accounts: each event once, by one window of all. */
export function registerAlerts({ session, clock, onStoreError }: AlertsOptions): Disposable {
  const locale = localeOf(vscode.env.language);
  let busy = false;
  /** Something changed while an alert was taken out: another account may have one too. */
  let again = false;
  let timer: Disposable | undefined;

  function check(): void {
    again = busy;
    if (busy) return;
    timer?.dispose();
    // The demo's figures are nobody's business.
    const waiting = session.accounts().flatMap((account) => {
      const alert = account.demo ? undefined : account.state().alerts?.pending[0];
      return alert ? [{ account, wait: waitOf(alert) }] : [];
    });
    const due = waiting.find(({ wait }) => wait <= 0);
    if (!due) {
      const next = Math.min(...waiting.map(({ wait }) => wait));
      if (next < Infinity) timer = clock.after(next, check);
      return;
    }
    busy = true;
    void tellNext(due.account)
      .catch(onStoreError)
      .finally(() => {
        busy = false;
        if (again) check();
      });
  }

  function waitOf({ at }: Alert): number {
    const waited = clock.now() - at;
    return vscode.window.state.focused || waited < 0 ? 0 : OTHERS_AFTER_MS - waited;
  }

  /** Takes the first alert out of the queue; whoever succeeds in that tells it. */
  async function tellNext(account: WatchedAccount): Promise<void> {
    const { cell } = account.stores;
    const version = await cell.read();
    const [alert] = version.state.alerts?.pending ?? [];
    if (!alert || !version.state.alerts) return;
    // Removed, paused or given another key since: not its news any more.
    if (!session.accounts().includes(account)) return;
    if (!(await cell.swap(version, { ...version.state, alerts: withoutFirst(version.state.alerts) }))) return;
    if (isAlertOn(alert.kind) && Math.abs(clock.now() - alert.at) < OLD_NEWS_MS)
      void tell(account, alert).catch(onStoreError);
  }

  async function tell(account: WatchedAccount, alert: Alert): Promise<void> {
    const { text, grave, help } = presentAlert(
      alert,
      {
        title: inertText(titleOf(account.view())),
        secret: account.provider.credential.secret,
      },
      locale,
      readSettings().hideAmounts,
    );
    const helps = {
      "top-up": "Top Up",
      details: "Show Details",
      "set-key": `Set ${headed(account.provider.credential.secret)}`,
    };
    const show = grave ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const choice = await show(text, helps[help], "Not Now…");
    if (choice === "Not Now…") return quiet(account, alert);
    if (choice === undefined) return;
    const command = {
      "top-up": COMMANDS.openBilling,
      details: COMMANDS.showDetails,
      "set-key": COMMANDS.setKey,
    };
    await vscode.commands.executeCommand(command[help].id, account.id);
  }

  async function quiet({ stores, view }: WatchedAccount, { kind }: Alert): Promise<void> {
    const choices = [
      { label: "Snooze this kind of alert for a day", how: "day" },
      { label: "Not until the next top-up", how: "top-up" },
      { label: "Never tell this", how: "off" },
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

  const following = session.onDidChange(check);
  check();
  return {
    dispose() {
      again = false;
      timer?.dispose();
      following.dispose();
    },
  };
}
