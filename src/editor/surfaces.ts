import * as vscode from "vscode";
import type { Clock } from "../billing/clock.ts";
import type { Disposable } from "../billing/disposable.ts";
import { localeOf } from "../billing/format.ts";
import type { PageView } from "../billing/page/page-view.ts";
import { presentStatus, type StatusPresentation } from "../billing/present-status.ts";
import type { Provider } from "../billing/provider.ts";
import type { Session } from "../billing/session.ts";
import { setContext } from "./context.ts";
import type { BillingPage, PageAction } from "./page/billing-page.ts";
import { PAGE_TYPE } from "./page-type.ts";
import { readSettings } from "./settings.ts";
import { createStatusBar } from "./status-bar.ts";

export interface SurfacesOptions {
  readonly session: Session;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly extensionUri: vscode.Uri;
  readonly onAction: (action: PageAction) => void;
  readonly onStoreError: (error: unknown) => void;
}

/** All that shows the account: status bar, billing page and the context keys of menus, kept in step with the session. */
export interface Surfaces extends Disposable {
  openPage(): Promise<void>;
  /** What the status bar was last given. */
  status(): StatusPresentation;
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
  let listenedAt = 0;

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

  function present(): StatusPresentation {
    return presentStatus(session.view(), clock.now(), { locale, hideAmounts: readSettings().hideAmounts });
  }

  function show(): void {
    const view = session.view();
    shown = present();
    statusBar.show(shown, readSettings().statusBar);
    page?.update();
    setContext("aimlapi.demo", view.kind === "account" && view.demo);
    setContext("aimlapi.hasKey", view.kind === "account" && !view.demo);
    setContext("aimlapi.hasBalance", view.kind === "account" && view.state.reading !== undefined);
    listenIfDue();
  }

  function listenIfDue(): void {
    // The ledger is nobody's business before a person opened the page in this window.
    if (!page) return;
    const heardAt = session.account()?.state().alerts?.ledgerHeardAt;
    const now = clock.now();
    if (heardAt === undefined || now - Math.max(heardAt, listenedAt) < LISTEN_MS) return;
    listenedAt = now;
    loadPage()
      .then((it) => it.listen())
      .catch(options.onStoreError);
  }

  const aging = setInterval(show, AGING_MS);
  const following = session.onDidChange(show);
  return {
    openPage: async () => (await loadPage()).open(),
    status: () => shown,
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
