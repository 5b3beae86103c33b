import * as vscode from "vscode";
import type { Session } from "../billing/accounts/account-list.ts";
import type { WatchedAccount } from "../billing/accounts/account-monitor.ts";
import { withoutFirst } from "../billing/alerts/detect-alerts.ts";
import type { Disposable } from "../billing/lifecycle/disposable.ts";
import type { Alert } from "../billing/state/alert-state.ts";
import type { Clock } from "../billing/time/clock.ts";
import { isAlertOn } from "./settings/settings.ts";

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

  const tell = async (account: WatchedAccount, alert: Alert) =>
    (await import("./show-alert.ts")).tellAlert(account, alert, clock);

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
