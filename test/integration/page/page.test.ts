import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/extension.ts";
import type { PageView } from "../../../src/billing/page/page-view.ts";
import type { ShowMessage, ToPage } from "../../../src/protocol/detail.ts";
import { openAccount, secretOf, SLOT, type Account } from "../account.ts";
import { activate, aMoment, eventually } from "../extension.ts";

describe("the detail page, seen from the editor", () => {
  let api: TestApi;
  let account: Account;
  const pages: Page[] = [];
  const window = vscode.window as { createWebviewPanel: unknown };
  const real = window.createWebviewPanel;

  before(async () => {
    api = await activate();
    account = await openAccount("healthy");
    await api.context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    await eventually(account.asked, (asked) => asked.length === 2);
    window.createWebviewPanel = (_type: string, title: string) => {
      const page = createPage(title);
      pages.push(page);
      return page.panel;
    };
    await vscode.commands.executeCommand("aimlapi.showDetails");
  });

  after(async () => {
    window.createWebviewPanel = real;
    await account.close();
  });

  const page = () => pages[0] ?? assert.fail("no page was opened");
  /** What a section was told last. */
  const last = <Name extends "head" | "account">(section: Name): PageView[Name] | undefined => {
    const told = page().sent.filter((message) => message.type === "show" && message.section === section);
    return (told.at(-1) as ShowMessage<Name> | undefined)?.view;
  };

  const head = () => last("head");

  it("is opened once and shown again when asked for", async () => {
    await vscode.commands.executeCommand("aimlapi.showDetails");
    assert.equal(pages.length, 1);
    assert.equal(page().title, "AI/ML API Balance");
  });

  it("may load only its own script, by a nonce, and reach nothing", () => {
    const { html, options } = page().panel.webview;
    const [, policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    const [, nonce] = /<script nonce="([^"]{20,})" src="[^"]+\/dist\/detail\.js"><\/script>/.exec(html) ?? [];
    assert.equal(
      policy,
      `default-src 'none'; style-src csp-source; font-src csp-source; script-src 'nonce-${nonce ?? ""}'`,
    );
    assert.doesNotMatch(html, / on\w+=|javascript:|<style|style="/);
    assert.equal((html.match(/<script/g) ?? []).length, 1);
    assert.equal(options.enableForms, false);
    assert.equal(options.enableCommandUris, undefined);
    assert.deepEqual(
      options.localResourceRoots?.map((uri) => uri.path.split("/").pop()),
      ["dist"],
    );
  });

  it("is sent the view when it says that it is ready, without the key", () => {
    page().sent.length = 0;
    page().receive({ type: "ready", timeZone: "Europe/Berlin" });
    assert.equal(last("head")?.amount?.text, "$123.45");
    assert.ok(!JSON.stringify(page().sent).includes(account.apiKey));
  });

  it("reveals and masks the account on request only", () => {
    const shown = () => JSON.stringify(last("account"));
    assert.ok(!shown().includes("sam.sandbox@example.com"));
    page().receive({ type: "intent", intent: "revealAccount" });
    assert.ok(shown().includes("sam.sandbox@example.com"));
    page().receive({ type: "intent", intent: "maskAccount" });
    assert.ok(!shown().includes("sam.sandbox@example.com"));
  });

  it("can ask for what a person may want", async () => {
    page().receive({ type: "intent", intent: "hideAmounts" });
    await eventually(head, (view) => view?.amount?.text === "•••");
    page().receive({ type: "intent", intent: "showAmounts" });
    await eventually(head, (view) => view?.amount?.text === "$123.45");
    page().receive({ type: "intent", intent: "startDemo" });
    await eventually(head, (view) => view?.badge === "DEMO" && view.amount?.text !== "—");
    page().receive({ type: "intent", intent: "leaveDemo" });
    await eventually(head, (view) => view?.badge === undefined && view?.amount?.text === "$123.45");
  });

  it("can ask for nothing else", async () => {
    const odd = [
      undefined,
      null,
      "ready",
      7,
      {},
      { type: "view" },
      { type: "intent" },
      { type: "intent", intent: "deleteData" },
      { type: "intent", intent: "clearKey" },
      { type: "intent", intent: "__proto__" },
      { type: "command", command: "aimlapi.clearKey" },
    ];
    // What comes by itself ends some time; an answer would come each time.
    await eventually(
      async () => {
        const before = page().sent.length;
        for (const message of odd) page().receive(message);
        await aMoment();
        return page().sent.length - before;
      },
      (answers) => answers === 0,
    );
    assert.ok(await api.context.secrets.get(SLOT));
  });

  it("is opened anew after it was closed", async () => {
    page().close();
    await vscode.commands.executeCommand("aimlapi.showDetails");
    assert.equal(pages.length, 2);
  });
});

interface Page {
  readonly title: string;
  readonly panel: vscode.WebviewPanel;
  readonly sent: ToPage[];
  receive(message: unknown): void;
  close(): void;
}

/** A panel whose page is this test. */
function createPage(title: string): Page {
  const received = new vscode.EventEmitter<unknown>();
  const closed = new vscode.EventEmitter<void>();
  const sent: ToPage[] = [];
  const webview = {
    options: {},
    html: "",
    cspSource: "csp-source",
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: received.event,
    postMessage(message: ToPage) {
      sent.push(message);
      return Promise.resolve(true);
    },
  };
  const panel = {
    webview,
    visible: true,
    onDidChangeViewState: new vscode.EventEmitter().event,
    onDidDispose: closed.event,
    reveal: () => undefined,
    dispose: () => closed.fire(),
  };
  return {
    title,
    panel: panel as unknown as vscode.WebviewPanel,
    sent,
    receive: (message) => received.fire(message),
    close: () => closed.fire(),
  };
}
