import assert from "node:assert/strict";
import * as vscode from "vscode";
import { DEFAULTS } from "../../../src/editor/defaults.ts";
import { activate } from "../extension.ts";

describe("the settings of a trusted workspace", () => {
  it("change nothing: neither where keys go nor anything else", async () => {
    await activate();
    assert.equal(vscode.workspace.isTrusted, true);
    const values = vscode.workspace.getConfiguration("aimlapi");
    for (const [key, value] of Object.entries(DEFAULTS)) assert.equal(values.get(key), value, key);
  });

  it("cannot be written there either", async () => {
    const values = vscode.workspace.getConfiguration("aimlapi");
    for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder])
      await assert.rejects(async () => values.update("baseUrl", "https://elsewhere.example.test", target));
  });
});
