import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { PageView } from "../../billing/page/page-view.ts";
import { changesBetween } from "../../protocol/changes.ts";
import type { FromPage, RowsMessage, ToPage } from "../../protocol/detail.ts";
import { fromPage } from "../../protocol/from-page.ts";
import { PAGE_TYPE } from "../page-type.ts";
import { pageHtml } from "./html.ts";

export interface DetailPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly view: () => PageView;
  readonly onWish: (wish: Wish) => void;
  /** The page is there; `timeZone` is that of the machine in front of the person. */
  readonly onReady: (timeZone: string) => void;
  /** A person is looking at the page (again). */
  readonly onSeen: () => void;
}

/** What a person on the page can want of the editor. */
export type Wish = Exclude<FromPage, { readonly type: "ready" }>;

/** The one detail page of a window: opened once, shown again when asked for, restored after a reload. */
export interface DetailPanel extends Disposable {
  open(): void;
  /** Takes over the page of an earlier session. */
  adopt(restored: vscode.WebviewPanel): void;
  readonly visible: () => boolean;
  /** Sends the page what has changed since it was last told, if it is open. */
  update(): void;
  /** Answers the page's wish for rows. */
  sendRows(rows: RowsMessage): void;
}

export function createDetailPanel(options: DetailPanelOptions): DetailPanel {
  let panel: vscode.WebviewPanel | undefined;
  /** What the page shows; undefined while it has shown nothing yet. */
  let shown: PageView | undefined;
  let ready = false;

  function adopt(mine: vscode.WebviewPanel): void {
    panel = mine;
    ready = false;
    mine.iconPath = {
      light: vscode.Uri.joinPath(options.extensionUri, "media", "page-light.svg"),
      dark: vscode.Uri.joinPath(options.extensionUri, "media", "page-dark.svg"),
    };
    mine.webview.options = pageOptions(options.extensionUri);
    mine.webview.onDidReceiveMessage((message: unknown) => {
      const received = fromPage(message);
      if (received?.type === "ready") {
        // A page that was hidden starts anew.
        shown = undefined;
        ready = true;
        options.onReady(received.timeZone);
        update();
      } else if (received) options.onWish(received);
    });
    mine.onDidChangeViewState(() => mine.visible && options.onSeen());
    mine.onDidDispose(() => {
      if (panel === mine) panel = undefined;
    });
    mine.webview.html = htmlFor(mine.webview, options.extensionUri);
    options.onSeen();
  }

  function update(): void {
    if (!panel || !ready) return;
    const view = options.view();
    changesBetween(shown, view).forEach(send);
    shown = view;
  }

  function send(message: ToPage): void {
    void panel?.webview.postMessage(message);
  }

  return {
    open() {
      if (panel) panel.reveal();
      else adopt(vscode.window.createWebviewPanel(PAGE_TYPE, "AI/ML API Balance", vscode.ViewColumn.Active));
    },
    adopt(restored) {
      panel?.dispose();
      adopt(restored);
    },
    visible: () => panel?.visible === true,
    update,
    sendRows: send,
    dispose() {
      panel?.dispose();
    },
  };
}

const pageOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  enableForms: false,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
});

function htmlFor(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const uri = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
  return pageHtml({
    source: webview.cspSource,
    script: uri("detail.js"),
    style: uri("detail.css"),
    nonce: crypto.randomUUID(),
  });
}
