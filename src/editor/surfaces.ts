import * as vscode from "vscode";
import type { Disposable } from "../billing/disposable.ts";
import { localeOf } from "../billing/format.ts";
import type { Intent } from "../billing/page/intent.ts";
import type { PageView } from "../billing/page/page-view.ts";
import { presentPage } from "../billing/page/present-page.ts";
import { presentStatus, type StatusPresentation } from "../billing/present-status.ts";
import type { Session } from "../billing/session.ts";
import { COMMANDS } from "./command-ids.ts";
import { setContext } from "./context.ts";
import { registerDetailPanel } from "./detail-panel.ts";
import { createPageChoices } from "./page-choices.ts";
import { readSettings } from "./settings.ts";
import { createStatusBar } from "./status-bar.ts";

export interface SurfacesOptions {
  readonly session: Session;
  readonly extensionUri: vscode.Uri;
  readonly onIntent: (intent: Action) => void;
}

/** The wishes that are commands. */
type Action = Exclude<Intent, "revealAccount" | "maskAccount" | "exportCsv" | "exportJson" | "loadOlder">;

/** All that shows the account: status bar, detail page and the context keys of menus, kept in step with the session. */
export interface Surfaces extends Disposable {
  openDetail(): void;
  status(): StatusPresentation;
  page(): PageView;
}

/** Ages are told to the minute. */
const AGING_MS = 30_000;

export function registerSurfaces({ session, extensionUri, onIntent }: SurfacesOptions): Surfaces {
  const locale = localeOf(vscode.env.language);
  const statusBar = createStatusBar();
  const choices = createPageChoices();
  const panel = registerDetailPanel({
    extensionUri,
    view: page,
    onSeen: () => void session.look("page"),
    onWish(wish) {
      if (choices.take(wish)) panel.update();
      else if (wish.type === "intent" && isAction(wish.intent)) onIntent(wish.intent);
    },
  });

  function status(): StatusPresentation {
    return presentStatus(session.view(), Date.now(), { locale, hideAmounts: readSettings().hideAmounts });
  }

  function page(): PageView {
    const data = { view: session.view(), alerts: [] };
    return presentPage(data, Date.now(), {
      locale,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      hideAmounts: readSettings().hideAmounts,
      ...choices.current(),
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
    page,
    dispose() {
      clearInterval(aging);
      following.dispose();
      panel.dispose();
      statusBar.dispose();
    },
  };
}

const isAction = (intent: Intent): intent is Action => intent in COMMANDS;
