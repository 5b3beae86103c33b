import * as vscode from "vscode";
import type { Disposable } from "../billing/disposable.ts";
import type { Intent, DetailView } from "../billing/detail-view.ts";
import { localeOf } from "../billing/format.ts";
import { presentDetail } from "../billing/present-detail.ts";
import { presentStatus, type StatusPresentation } from "../billing/present-status.ts";
import type { Session } from "../billing/session.ts";
import { setContext } from "./context.ts";
import { registerDetailPanel } from "./detail-panel.ts";
import { readSettings } from "./settings.ts";
import { createStatusBar } from "./status-bar.ts";

export interface SurfacesOptions {
  readonly session: Session;
  readonly extensionUri: vscode.Uri;
  readonly onIntent: (intent: Exclude<Intent, "revealAccount" | "maskAccount">) => void;
}

/** All that shows the account: status bar, detail page and the context keys of menus, kept in step with the session. */
export interface Surfaces extends Disposable {
  openDetail(): void;
  status(): StatusPresentation;
  detail(): DetailView;
}

/** Ages are told to the minute. */
const AGING_MS = 30_000;

export function registerSurfaces({ session, extensionUri, onIntent }: SurfacesOptions): Surfaces {
  const locale = localeOf(vscode.env.language);
  const statusBar = createStatusBar();
  let revealAccount = false;
  const panel = registerDetailPanel({
    extensionUri,
    view: detail,
    onSeen: () => void session.look("page"),
    onIntent(intent) {
      if (intent !== "revealAccount" && intent !== "maskAccount") {
        onIntent(intent);
        return;
      }
      revealAccount = intent === "revealAccount";
      panel.update();
    },
  });

  function status(): StatusPresentation {
    return presentStatus(session.view(), Date.now(), { locale, hideAmounts: readSettings().hideAmounts });
  }

  function detail(): DetailView {
    return presentDetail(session.view(), Date.now(), {
      locale,
      hideAmounts: readSettings().hideAmounts,
      revealAccount,
    });
  }

  function show(): void {
    const view = session.view();
    statusBar.show(status(), readSettings().statusBar);
    panel.update();
    setContext("aimlapi.demo", view.kind === "account" && view.demo);
    setContext("aimlapi.hasKey", view.kind === "account" && !view.demo);
    setContext("aimlapi.hasBalance", view.kind === "account" && view.state.reading !== undefined);
  }

  const aging = setInterval(show, AGING_MS);
  const following = session.onDidChange(show);
  return {
    openDetail: panel.open,
    status,
    detail,
    dispose() {
      clearInterval(aging);
      following.dispose();
      panel.dispose();
      statusBar.dispose();
    },
  };
}
