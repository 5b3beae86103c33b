import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activate, eventually } from "../extension.ts";
import { CALL, closeAll, edit, flagged, found, openFile, openUri, pause } from "./looking.ts";
import { registerMemoryFiles } from "./memory-files.ts";

const BOTH = ["/v1/billing/balance", "balance"];
const top = new vscode.Position(0, 0);

describe("diagnostics on documents", () => {
  afterEach(closeAll);

  it("show on a made-up file system, also what an import of it decides", async () => {
    const files = registerMemoryFiles("madeup", {
      "base.ts": 'export const BASE = "https://api.aimlapi.com/v1";\n',
      "use.ts":
        'import { BASE } from "./base";\n\nexport const left = () => fetch(`${BASE}/billing/balance`);\n',
    });
    try {
      const use = await openUri(vscode.Uri.parse("madeup:/use.ts"));
      await flagged(use, ["/billing/balance"]);
      const [diagnostic] = found(use.uri);
      assert.ok(diagnostic);
      assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
      assert.deepEqual(diagnostic.tags, [vscode.DiagnosticTag.Deprecated]);
      assert.deepEqual((diagnostic.code as { value: string }).value, "aimlapi/deprecated-endpoint");

      const base = await openUri(vscode.Uri.parse("madeup:/base.ts"));
      const host = new vscode.Range(0, 21, 0, 44);
      assert.equal(base.getText(host), "https://api.aimlapi.com");
      await edit(base, vscode.TextEdit.replace(host, "https://api.example.test"));
      await flagged(use, []);
      await vscode.commands.executeCommand("workbench.action.files.revert");
    } finally {
      await closeAll();
      files.dispose();
    }
  });

  it("know a path from the file that imports it", async () => {
    const config = await openFile("config.ts");
    await flagged(config, ["/v1/billing/balance"]);
    assert.equal(found(config.uri)[0]?.severity, vscode.DiagnosticSeverity.Warning);
  });

  it("leave pages alone that are no files", async () => {
    const pages = vscode.workspace.registerTextDocumentContentProvider("page", {
      provideTextDocumentContent: () => CALL,
    });
    const page = await openUri(vscode.Uri.parse("page:/call.py"));
    const file = await openFile("call.py");
    await flagged(file, BOTH);
    assert.deepEqual(found(page.uri), []);
    pages.dispose();
  });

  it("go with the document, and nothing is published after", async () => {
    const document = await openFile("closed.py");
    await flagged(document, BOTH);
    const { uri } = document;
    await edit(document, vscode.TextEdit.insert(top, "# one\n"));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await eventually(
      () => document.isClosed,
      (closed) => closed,
    );
    assert.deepEqual(found(uri), []);
    await pause(1500);
    assert.deepEqual(found(uri), []);
  });

  it("are right again after typing, undoing and redoing", async () => {
    const document = await openFile("typed.py");
    await flagged(document, BOTH);
    for (let index = 0; index < 16; index++) {
      await edit(document, vscode.TextEdit.insert(top, index % 3 === 0 ? "# a line\n" : "#"));
      await pause([0, 120, 205, 260][index % 4] ?? 0);
    }
    for (let index = 0; index < 8; index++) await vscode.commands.executeCommand("undo");
    for (let index = 0; index < 3; index++) await vscode.commands.executeCommand("redo");
    await pause(1500);
    await flagged(document, BOTH);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("follow several cursors", async () => {
    const document = await openFile("cursors.py");
    await flagged(document, BOTH);
    await edit(
      document,
      vscode.TextEdit.insert(top, "\n\n"),
      vscode.TextEdit.insert(new vscode.Position(2, 0), "# here\n"),
      vscode.TextEdit.replace(new vscode.Range(3, 0, 3, 13), "def left(token):\n    key = token"),
      vscode.TextEdit.insert(new vscode.Position(4, 4), "first = "),
      vscode.TextEdit.insert(new vscode.Position(4, 4), "second = "),
      vscode.TextEdit.delete(new vscode.Range(2, 0, 3, 0)),
    );
    await pause(1000);
    await flagged(document, BOTH);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("follow the language", async () => {
    const plain = await vscode.workspace.openTextDocument({ language: "plaintext", content: CALL });
    const same = await vscode.languages.setTextDocumentLanguage(plain, "python");
    assert.equal(same, plain);
    await flagged(plain, BOTH);
    await vscode.languages.setTextDocumentLanguage(plain, "plaintext");
    await flagged(plain, []);
  });

  it("come back when a file is small enough again", async () => {
    const document = await openFile("large.py");
    await flagged(document, BOTH);
    await edit(document, vscode.TextEdit.insert(top, `#${"x".repeat(5_000_000)}\n`));
    await flagged(document, []);
    await edit(document, vscode.TextEdit.delete(new vscode.Range(0, 0, 1, 0)));
    await flagged(document, BOTH);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("come back after the engine broke", async () => {
    const { engines } = await activate();
    const document = await openFile("broken.py");
    await flagged(document, BOTH);
    const before = engines.length;
    // A message that no engine knows breaks the thread.
    engines.at(-1)?.post(undefined as never);
    await pause(300);
    await edit(document, vscode.TextEdit.insert(top, 'import os\nos.getenv("x")\n'));
    await eventually(
      () => engines.length,
      (started) => started === before + 1,
    );
    await flagged(document, BOTH);
    const [diagnostic] = found(document.uri);
    assert.ok((diagnostic?.range.start.line ?? 0) > 4);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("obey the settings at once", async () => {
    const document = await openFile("settings.py");
    await flagged(document, BOTH);
    const set = (key: string, value: unknown) =>
      vscode.workspace
        .getConfiguration("aimlapi.diagnostics")
        .update(key, value, vscode.ConfigurationTarget.Global);
    const seen = () =>
      found(document.uri)
        .map(({ severity, tags }) => `${vscode.DiagnosticSeverity[severity]} ${tags?.length ?? 0}`)
        .join();
    try {
      await set("certain", "error");
      await eventually(seen, (now) => now === "Error 1,Error 1");
      await set("strikeThrough", false);
      await eventually(seen, (now) => now === "Error 0,Error 0");
      await set("certain", "off");
      await eventually(seen, (now) => now === "");
    } finally {
      await set("certain", undefined);
      await set("strikeThrough", undefined);
    }
    await eventually(seen, (now) => now === "Warning 1,Warning 1");
  });
});
