import * as vscode from "vscode";
import type { DetailView, Intent } from "../billing/detail-view.ts";
import type { Disposable } from "../billing/disposable.ts";
import { fromPage, type ToPage } from "../protocol/detail.ts";

const VIEW_TYPE = "aimlapi.detail";

export interface DetailPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly view: () => DetailView;
  readonly onIntent: (intent: Intent) => void;
  /** A person is looking at the page (again). */
  readonly onSeen: () => void;
}

/** The one detail page of a window: opened once, shown again when asked for, restored after a reload. */
export interface DetailPanel extends Disposable {
  open(): void;
  /** Sends the page what there is to show now, if it is open. */
  update(): void;
}

export function registerDetailPanel(options: DetailPanelOptions): DetailPanel {
  let panel: vscode.WebviewPanel | undefined;

  const serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
    deserializeWebviewPanel(restored) {
      panel?.dispose();
      adopt(restored);
      return Promise.resolve();
    },
  });

  function adopt(mine: vscode.WebviewPanel): void {
    panel = mine;
    mine.iconPath = {
      light: vscode.Uri.joinPath(options.extensionUri, "media", "page-light.svg"),
      dark: vscode.Uri.joinPath(options.extensionUri, "media", "page-dark.svg"),
    };
    mine.webview.options = pageOptions(options.extensionUri);
    mine.webview.onDidReceiveMessage((message: unknown) => {
      const received = fromPage(message);
      if (received?.type === "ready") update();
      if (received?.type === "intent") options.onIntent(received.intent);
    });
    mine.onDidChangeViewState(() => mine.visible && options.onSeen());
    mine.onDidDispose(() => {
      if (panel === mine) panel = undefined;
    });
    mine.webview.html = pageHtml(mine.webview, options.extensionUri);
    options.onSeen();
  }

  function update(): void {
    const message: ToPage = { type: "view", view: options.view() };
    void panel?.webview.postMessage(message);
  }

  return {
    open() {
      if (panel) panel.reveal();
      else adopt(vscode.window.createWebviewPanel(VIEW_TYPE, "AI/ML API Balance", vscode.ViewColumn.Active));
    },
    update,
    dispose() {
      serializer.dispose();
      panel?.dispose();
    },
  };
}

const pageOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  enableForms: false,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist"), vscode.Uri.joinPath(extensionUri, "media")],
});

/** Nothing but our own script and style may load, and nothing may be reached from the page. */
function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const uri = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${uri("media", "detail.css")}">
    <title>AI/ML API Balance</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${nonce}" src="${uri("dist", "detail.js")}"></script>
  </body>
</html>`;
}
