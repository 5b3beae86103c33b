import * as vscode from "vscode";
import type { Session } from "../billing/accounts/account-list.ts";
import type { WatchedAccount } from "../billing/accounts/account-monitor.ts";
import { mostTroubled } from "../billing/accounts/worst-account.ts";
import type { Disposable } from "../billing/lifecycle/disposable.ts";
import { localeOf } from "../billing/money/format.ts";
import type { PageView } from "../billing/page/page-view.ts";
import { presentStatus, type StatusPresentation } from "../billing/present/present-status.ts";
import type { Clock } from "../billing/time/clock.ts";
import type { PersonZone } from "../billing/time/person-zone.ts";
import { setContext } from "./commands/context.ts";
import { PAGE_TYPE } from "./page-type.ts";
import type { AccountChange, BillingPage, PageAction } from "./page/billing-page.ts";
import { readSettings } from "./settings/settings.ts";
import { createStatusBar } from "./status-bar.ts";

export interface SurfacesOptions {
  readonly session: Session;
  readonly clock: Clock;
  readonly zone: PersonZone;
  readonly extensionUri: vscode.Uri;
  readonly onAction: (action: PageAction, account: string | undefined) => void;
  readonly onChange: (change: AccountChange) => void;
  readonly onStoreError: (error: unknown) => void;
}

/** All that shows the account: status bar, billing page and the context keys of menus, kept in step with the session. */
export interface Surfaces extends Disposable {
  /** `id` is the account to show; the one shown last, or the chosen one, when not said. */
  openPage(id?: string): Promise<void>;
  /** Reads anew what the page shows of an account, and its balance. */
  refreshPage(id: string): void;
  /** What the first item of the status bar was last given. */
  status(): StatusPresentation;
  /** What all its items were given. */
  statuses(): readonly StatusPresentation[];
  /** What the page shows, or would show. */
  page(): Promise<PageView>;
}

/** Ages are told to the minute. */
const AGING_MS = 30_000;
/** A ledger that was read once is heard this often, for what only it can tell. */
const LISTEN_MS = 3_600_000;

export function registerSurfaces(options: SurfacesOptions): Surfaces {
  const { session, clock } = options;
  const locale = localeOf(vscode.env.language);
  const statusBar = createStatusBar();
  let loading: Promise<BillingPage> | undefined;
  let page: BillingPage | undefined;
  const listenedAt = new WeakMap<WatchedAccount, number>();

  /** The page, its charts and its ledger wait until somebody wants them. */
  function loadPage(): Promise<BillingPage> {
    loading ??= import("./page/billing-page.ts").then(({ createBillingPage }) => {
      page = createBillingPage(options);
      return page;
    });
    return loading;
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(PAGE_TYPE, {
    async deserializeWebviewPanel(restored) {
      (await loadPage()).adopt(restored);
    },
  });

  let shown = present();

  function present(): readonly StatusPresentation[] {
    const { hideAmounts, statusBar: bar } = readSettings();
    const all = session.views();
    const now = clock.now();
    const wanted = {
      chosen: [session.view()],
      all: all.length > 0 ? all : [session.view()],
      worst: [mostTroubled(all, now) ?? session.view()],
    }[bar.accounts];
    return wanted.map((view) => presentStatus(view, now, { locale, hideAmounts }, all));
  }

  function show(): void {
    const accounts = session.accounts();
    const real = accounts.filter(({ demo }) => !demo);
    shown = present();
    statusBar.show(shown, readSettings().statusBar);
    page?.update();
    setContext("aimlapi.demo", accounts.length > real.length);
    setContext("aimlapi.hasKey", real.length > 0);
    setContext("aimlapi.hasSeveral", session.views().length > 1);
    setContext(
      "aimlapi.hasBalance",
      accounts.some(({ state }) => state().reading !== undefined),
    );
    listenIfDue();
  }

  function listenIfDue(): void {
    // The ledger is nobody's business before a person opened the page in this window.
    if (!page) return;
    const now = clock.now();
    const due = session.accounts().filter((account) => {
      const heardAt = account.state().alerts?.ledgerHeardAt;
      return heardAt !== undefined && now - Math.max(heardAt, listenedAt.get(account) ?? 0) >= LISTEN_MS;
    });
    if (due.length === 0) return;
    for (const account of due) listenedAt.set(account, now);
    loadPage()
      .then((it) => Promise.all(due.map(({ id }) => it.listen(id))))
      .catch(options.onStoreError);
  }

  const aging = setInterval(show, AGING_MS);
  const following = session.onDidChange(show);
  return {
    openPage: async (id) => (await loadPage()).open(id),
    refreshPage(id) {
      page?.refresh(id);
      void session.look("page", id);
    },
    status() {
      const [first] = shown;
      if (!first) throw new RangeError("The status bar shows nothing.");
      return first;
    },
    statuses: () => shown,
    page: async () => (await loadPage()).view(),
    dispose() {
      clearInterval(aging);
      following.dispose();
      serializer.dispose();
      page?.dispose();
      statusBar.dispose();
    },
  };
}
