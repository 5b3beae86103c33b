import * as vscode from "vscode";
import type { Session } from "../../billing/accounts/account-list.ts";
import type { WatchedAccount } from "../../billing/accounts/account-monitor.ts";
import type { AccountPast } from "../../billing/history/account-history.ts";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import { formatTime, localeOf } from "../../billing/money/format.ts";
import { rowKeys } from "../../billing/page/cards/card-body.ts";
import type { Intent } from "../../billing/page/intent.ts";
import type { ActionName, PageAlert, PageData, PagePreferences } from "../../billing/page/page-data.ts";
import type { PageView } from "../../billing/page/page-view.ts";
import { presentExports } from "../../billing/page/present-exports.ts";
import { presentPage } from "../../billing/page/present-page.ts";
import { unreadableAlerts } from "../../billing/page/unreadable-alerts.ts";
import { writtenRows } from "../../billing/page/written-rows.ts";
import { presentFailure, type Vendor } from "../../billing/present/present-failure.ts";
import type { Clock } from "../../billing/time/clock.ts";
import type { PersonZone } from "../../billing/time/person-zone.ts";
import { canonicalTimeZone } from "../../billing/time/time-zone.ts";
import type { ReportData } from "../../billing/vendor/report.ts";
import { readActionSettings, readSettings } from "../settings/settings.ts";
import { createPageChoices } from "./choices.ts";
import { createCurrentPast } from "./current-history.ts";
import { exportPast } from "./export.ts";
import { createDetailPanel, type Wish } from "./panel.ts";

/** The wishes that are commands. */
export type PageAction = Exclude<
  Intent,
  "revealAccount" | "maskAccount" | "exportCsv" | "exportJson" | "loadOlder"
>;

export interface BillingPageOptions {
  readonly session: Session;
  readonly clock: Clock;
  readonly zone: PersonZone;
  readonly extensionUri: vscode.Uri;
  /** `account` is the id of the one that is shown. */
  readonly onAction: (action: PageAction, account: string | undefined) => void;
  /** A person wants to change something of the account; they are asked before anything happens. */
  readonly onChange: (change: AccountChange) => void;
  readonly onStoreError: (error: unknown) => void;
}

export interface AccountChange {
  readonly action: ActionName;
  readonly account: string;
  /** Names the row the wish stands in, if any. */
  readonly key: string | null;
}

/** The billing page of a window and the past it shows: loaded when a person first opens it, or alerts need the ledger. */
export interface BillingPage extends Disposable {
  /** Shows the account of this id; the one shown last, or the chosen one, when not said. */
  open(id?: string): void;
  adopt(restored: vscode.WebviewPanel): void;
  /** To be called when the account, its state or the settings changed. */
  update(): void;
  /** Reads the news of an account's ledger, whether the page is open or not. */
  listen(id: string): Promise<void>;
  /** Something of an account was changed: what its vendor tells beyond the balance is read anew, once it is shown. */
  refresh(id: string): void;
  view(): PageView;
}

export function createBillingPage(options: BillingPageOptions): BillingPage {
  const { session, clock, zone, extensionUri, onStoreError } = options;
  const locale = localeOf(vscode.env.language);
  const choices = createPageChoices();
  /** The account the person looks at; the chosen one while they chose none here. */
  let lookedAt: string | undefined;
  const account = () => (lookedAt === undefined ? undefined : session.account(lookedAt)) ?? session.account();
  const timeZone = () => zone.current().name;
  const past = createCurrentPast({
    account,
    clock,
    timeZone,
    onChange: () => panel.update(),
    onStoreError,
  });
  /** What the past was last worked out for: the account's reading and the person's choice. */
  let shown = "";
  let showing = account();
  const panel = createDetailPanel({
    extensionUri,
    view,
    onWish: take,
    onReady(reported) {
      const { name, fallback } = canonicalTimeZone(reported);
      if (!fallback) zone.learn(name);
      choose();
    },
    onSeen() {
      void account()?.look("page");
      choose();
      look("timer");
    },
  });

  const preferences = (): PagePreferences => ({
    locale,
    timeZone: canonicalTimeZone(timeZone()).name,
    hideAmounts: readSettings().hideAmounts,
    ...choices.current(),
  });

  function view(): PageView {
    const current = account();
    const accounts = session.accounts().map((each) => ({ view: each.view(), selected: each === current }));
    const data: PageData = {
      view: current?.view() ?? session.view(),
      accounts,
      unfollowed: session.views().length - accounts.length,
      actions: actionsOf(current),
      alerts: [...alerts(), ...unreadableAlerts(session.views(), current?.id ?? session.view().id)],
      ...past.get()?.data(),
    };
    return presentPage(data, clock.now(), preferences());
  }

  /** What stays wrong until it is mended stands on the page, told or not. */
  function alerts(): readonly PageAlert[] {
    const ongoing = account()?.state().alerts?.ongoing ?? [];
    if (!ongoing.includes("refill-missing")) return [];
    const text = "Auto top-up didn't run, and the balance is below its threshold. Check your card.";
    return [{ id: "refill-missing", tone: "warning", text, topUp: true }];
  }

  const actionsOf = (of: WatchedAccount | undefined): readonly ActionName[] =>
    of && !of.demo && readActionSettings().enabled
      ? (Object.keys(of.provider.actions ?? {}) as ActionName[])
      : [];

  function choose(): void {
    const { range, filter } = choices.current();
    void past.get()?.choose({ range, filter, timeZone: timeZone() });
  }

  function look(trigger: "timer" | "asked"): void {
    past.get()?.look(trigger).catch(onStoreError);
  }

  function take(wish: Wish): void {
    if (wish.type === "wantRows") {
      sendRows(wish.revision, wish.offset, wish.count).catch(onStoreError);
    } else if (choices.take(wish)) {
      panel.update();
      choose();
    } else takeOther(wish);
  }

  function takeOther(wish: Wish): void {
    switch (wish.type) {
      case "intent":
        act(wish.intent);
        return;
      case "account":
        if (session.account(wish.id)) lookAt(wish.id);
        return;
      case "cardFilter":
        past.get()?.filterReport(wish.card, wish.value).catch(onStoreError);
        return;
      case "cardLink":
        openLink(past.get()?.report(wish.card), wish.key).catch(onStoreError);
        return;
      case "act": {
        const current = account();
        if (current && actionsOf(current).includes(wish.action))
          options.onChange({ action: wish.action, account: current.id, key: wish.key });
        return;
      }
      case "range":
      case "filter":
      case "wantRows":
    }
  }

  function lookAt(id: string): void {
    lookedAt = id;
    update();
  }

  function act(intent: Intent): void {
    const current = past.get();
    switch (intent) {
      case "exportCsv":
      case "exportJson":
        if (current) {
          const format = intent === "exportCsv" ? "csv" : "json";
          const provider = vendor();
          const choices = presentExports(current.data(), provider.usage);
          exportPast({ past: current, format, choices, provider, locale, zone: zone.current() }).catch(
            onStoreError,
          );
        }
        return;
      case "loadOlder":
        if (current) loadOlder(current, vendor()).catch(onStoreError);
        return;
      case "revealAccount":
      case "maskAccount":
        return;
      case "refresh":
        look("asked");
        options.onAction(intent, account()?.id ?? session.view().id);
        return;
      case "openBilling":
      case "copyBalance":
      case "hideAmounts":
      case "showAmounts":
      case "setKey":
      case "manageAccounts":
      case "startDemo":
      case "leaveDemo":
      case "showLog":
        options.onAction(intent, account()?.id ?? session.view().id);
    }
  }

  /** The list itself shows what was read; a person learns why it did not grow. */
  async function loadOlder(current: AccountPast, of: Vendor): Promise<void> {
    const outcome = await current.older();
    if (outcome.kind === "failed") {
      void vscode.window.showWarningMessage(presentFailure(outcome.failure, of, locale));
    } else if (outcome.kind === "waiting" && outcome.because === "budget") {
      const time = formatTime(outcome.until, clock.now(), locale, zone.current());
      void vscode.window.showInformationMessage(
        `Request limit reached. Older transactions can be loaded at ${time}.`,
      );
    }
  }

  async function sendRows(revision: number, offset: number, count: number): Promise<void> {
    const rows = await writtenRows({ past: past.get, preferences }, revision, offset, count);
    if (rows) panel.sendRows({ type: "rows", revision, offset, rows });
  }

  const vendor = () => account()?.provider ?? session.view().provider;

  function update(): void {
    const current = account();
    if (current !== showing) {
      showing = current;
      choices.reset();
      // A page that is restored may be there before its account is.
      if (panel.visible()) void current?.look("page");
    }
    // The past of an account that is gone ends with it, whether the page is open or not.
    past.get();
    const now = `${current?.id ?? ""} ${current?.state().reading?.at ?? ""}`;
    if (panel.visible() && now !== shown) {
      shown = now;
      choose();
      look("timer");
    }
    panel.update();
  }

  return {
    open(id) {
      if (id !== undefined && session.account(id)) lookAt(id);
      panel.open();
    },
    adopt: panel.adopt,
    update,
    async listen(id) {
      const listening = session.account(id);
      if (listening) await past.listen(listening);
    },
    refresh(id) {
      if (account()?.id !== id) return;
      past.get()?.expireReports();
      if (panel.visible()) past.get()?.readReports().catch(onStoreError);
    },
    view,
    dispose() {
      past.dispose();
      panel.dispose();
    },
  };
}

/** Opens what a row of a report links to, if it still does; only the editor knows where that is. */
async function openLink(data: ReportData | undefined, key: string): Promise<void> {
  if (data?.kind !== "invoices") return;
  const link = data.invoices[rowKeys(data.invoices).indexOf(key)]?.link;
  if (link?.startsWith("https://")) await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
