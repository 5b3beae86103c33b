import assert from "node:assert/strict";
import * as vscode from "vscode";
import { documentSubject } from "../../../src/editor/diagnostics/analyzed-text.ts";
import { registerQuickFixes } from "../../../src/editor/diagnostics/quick-fixes.ts";
import type { Level } from "../../../src/lint/contract/finding.ts";
import { actionsOn, closeAll, edit, flagged, found, openFile } from "./looking.ts";

/** Applies what a person chose, and takes it back with one Undo. */
async function appliedAndUndone(
  document: vscode.TextDocument,
  action: vscode.CodeAction | undefined,
  after: (before: string) => string,
): Promise<void> {
  const before = document.getText();
  assert.ok(action?.edit, "the action edits");
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  assert.equal(document.getText(), after(before));
  assert.notEqual(document.getText(), before);
  await vscode.commands.executeCommand("undo");
  assert.equal(document.getText(), before);
}

describe("quick fixes", () => {
  afterEach(closeAll);

  it("move a request that nobody reads, as the preferred one", async () => {
    const document = await openFile("left.sh");
    await flagged(document, ["/v1/billing/balance"]);
    const actions = await actionsOn(document);
    const [first] = actions;
    assert.equal(first?.title, "Migrate to /v2/billing (USD)");
    assert.equal(first.isPreferred, true);
    await appliedAndUndone(document, first, (text) => text.replace("/v1/billing/balance", "/v2/billing"));
  });

  it("explain what is read, in place of a change", async () => {
    const document = await openFile("call.py");
    await flagged(document, ["/v1/billing/balance", "balance"]);
    const actions = await actionsOn(document);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        "Show help for aimlapi/deprecated-endpoint",
        "Disable aimlapi/deprecated-endpoint for this line",
        "Disable aimlapi/deprecated-endpoint for this file",
      ],
    );
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      [],
    );
  });

  it("ignore a line, or the file, in the words of its language", async () => {
    const document = await openFile("ignored.py");
    await flagged(document, ["/v1/billing/balance", "balance"]);
    const actions = await actionsOn(document);
    const line = actions.find(({ title }) => title.endsWith("for this line"));
    await appliedAndUndone(document, line, (text) =>
      text.replace("    answer", "    # aimlapi-disable-next-line aimlapi/deprecated-endpoint\n    answer"),
    );
    const file = actions.find(({ title }) => title.endsWith("for this file"));
    await appliedAndUndone(
      document,
      file,
      (text) => `# aimlapi-disable-file aimlapi/deprecated-endpoint\n${text}`,
    );
  });

  it("leave what is not certain to a person: saving does not change it", async () => {
    const document = await openFile("left.sh");
    const at = document.getText().indexOf("/v1/billing/balance");
    const span = { start: at, end: at + "/v1/billing/balance".length };
    const offered = async (level: Level) => {
      const data = { subject: "", successors: [], shared: false };
      const fixes = [{ code: "to-billing" as const, edits: [{ ...span, text: "/v2/billing" }] }];
      const finding = { ...span, ruleId: "r", level, data, related: [], fixes, silences: [], message: "" };
      const verdict = { parts: documentSubject(document).parts(), findings: [finding], limits: [] };
      const selector = { pattern: "**/left.sh" };
      const registered = registerQuickFixes({ verdictSoon: () => Promise.resolve(verdict) }, selector);
      try {
        const kind = vscode.CodeActionKind.SourceFixAll;
        return (await actionsOn(document, kind)).length;
      } finally {
        registered.dispose();
      }
    };
    await flagged(document, ["/v1/billing/balance"]);
    // One more is the extension's own.
    assert.deepEqual([await offered("certain"), await offered("likely")], [2, 1]);
  });

  it("save what is safe, also when the file is saved while it is being typed", async () => {
    const settings = vscode.workspace.getConfiguration("editor");
    const onSave = (value: unknown) =>
      settings.update("codeActionsOnSave", value, vscode.ConfigurationTarget.Global);
    await onSave({ "source.fixAll.aimlapi": "explicit" });
    try {
      const shell = await openFile("saved.sh");
      await flagged(shell, ["/v1/billing/balance"]);
      await edit(shell, vscode.TextEdit.insert(new vscode.Position(1, 0), "# left\n"));
      assert.ok(await shell.save());
      assert.match(shell.getText(), /# left\ncurl .* https:\/\/api\.aimlapi\.com\/v2\/billing\n/);
      assert.equal(shell.isDirty, false);

      const python = await openFile("unsaved.py");
      await flagged(python, ["/v1/billing/balance", "balance"]);
      await edit(python, vscode.TextEdit.insert(new vscode.Position(0, 0), "# left\n"));
      assert.ok(await python.save());
      assert.match(python.getText(), /\/v1\/billing\/balance/);
    } finally {
      await onSave(undefined);
    }
  });

  it("explain a text that another host shares, and edit nothing", async () => {
    const document = await openFile("shared.js");
    await flagged(document, ["/v1/billing/balance"]);
    assert.match(found(document.uri)[0]?.message ?? "", /Other addresses share this text/);
    const actions = await actionsOn(document);
    assert.deepEqual(
      actions.filter((it) => it.edit).map(({ title }) => title.replace(/ aimlapi\S+/, "")),
      ["Disable for this line", "Disable for this file"],
    );
    const explain = actions.find(({ title }) => title.startsWith("Show help"));
    assert.deepEqual(explain?.command?.arguments, ["aimlapi/deprecated-endpoint"]);
  });

  it("fix all of one rule in the file at once", async () => {
    const document = await openFile("twice.sh");
    await flagged(document, ["/v1/billing/balance", "/v1/billing/balance"]);
    const all = (await actionsOn(document)).find(({ title }) => title.startsWith("Fix all 2 in this file"));
    const now = "curl https://api.aimlapi.com/v2/billing\n";
    await appliedAndUndone(document, all, () => now + now);
  });

  it("offer the safe ones to whoever asks for any source.fixAll", async () => {
    const document = await openFile("left.sh");
    await flagged(document, ["/v1/billing/balance"]);
    const actions = await actionsOn(document, vscode.CodeActionKind.SourceFixAll);
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind?.value]),
      [["Fix all safe AI/ML API deprecations", "source.fixAll.aimlapi"]],
    );
  });
});
