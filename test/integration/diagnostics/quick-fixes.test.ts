import assert from "node:assert/strict";
import * as vscode from "vscode";
import { actionsOn, closeAll, edit, flagged, found, openFile } from "./looking.ts";

const revert = () => vscode.commands.executeCommand("workbench.action.files.revert");

describe("quick fixes", () => {
  afterEach(closeAll);

  it("move a request that nobody reads, as the preferred one", async () => {
    const document = await openFile("left.sh");
    await flagged(document, ["/v1/billing/balance"]);
    const actions = await actionsOn(document);
    const [first] = actions;
    assert.equal(first?.title, "Use /v2/billing, which answers in USD");
    assert.equal(first.isPreferred, true);
    assert.ok(first.edit && (await vscode.workspace.applyEdit(first.edit)));
    assert.match(document.getText(), /https:\/\/api\.aimlapi\.com\/v2\/billing\n/);
    await flagged(document, []);
    await revert();
  });

  it("show the move of a read before it is made", async () => {
    const document = await openFile("call.py");
    await flagged(document, ["/v1/billing/balance", "balance"]);
    const actions = await actionsOn(document);
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes("Use /v2/billing, which answers in USD (preview)"), titles.join(" | "));
    assert.ok(titles.includes("Explain aimlapi/deprecated-endpoint"), titles.join(" | "));
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      [],
    );
  });

  it("ignore a line in the words of its language", async () => {
    const document = await openFile("ignored.py");
    await flagged(document, ["/v1/billing/balance", "balance"]);
    const ignore = (await actionsOn(document)).find(({ title }) => title.startsWith("Ignore on this line"));
    assert.ok(ignore?.edit && (await vscode.workspace.applyEdit(ignore.edit)));
    assert.match(
      document.getText(),
      /\n {4}# aimlapi-disable-next-line aimlapi\/deprecated-endpoint\n {4}answer/,
    );
    await flagged(document, ["balance"]);
    await revert();
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
      actions.filter((it) => it.edit).map(({ title }) => title.replace(/:.*/, "")),
      ["Ignore on this line", "Ignore in this file"],
    );
    const explain = actions.find(({ title }) => title.startsWith("Explain"));
    assert.deepEqual(explain?.command?.arguments, ["aimlapi/deprecated-endpoint"]);
  });

  it("fix all of one rule in the file at once", async () => {
    const document = await openFile("twice.sh");
    await flagged(document, ["/v1/billing/balance", "/v1/billing/balance"]);
    const all = (await actionsOn(document)).find(({ title }) => title.startsWith("Fix all 2 in this file"));
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    const now = "curl https://api.aimlapi.com/v2/billing\n";
    assert.equal(document.getText(), now + now);
    await flagged(document, []);
    await revert();
  });

  it("offer the safe ones to whoever asks for any source.fixAll", async () => {
    const document = await openFile("left.sh");
    await flagged(document, ["/v1/billing/balance"]);
    const actions = await actionsOn(document, vscode.CodeActionKind.SourceFixAll);
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind?.value]),
      [["Fix deprecated AI/ML API use where it is safe", "source.fixAll.aimlapi"]],
    );
  });
});
