import assert from "node:assert/strict";
import * as vscode from "vscode";
import { DEFAULTS } from "../../../src/editor/settings/defaults.ts";
import { activate } from "../extension.ts";

describe("the settings of a trusted workspace", () => {
  it("change nothing: neither where keys go nor anything else", async () => {
    await activate();
    assert.equal(vscode.workspace.isTrusted, true);
    const values = vscode.workspace.getConfiguration("aimlapi");
    for (const [key, value] of Object.entries(DEFAULTS)) assert.deepEqual(values.get(key), value, key);
  });

  it("cannot be written there either", async () => {
    const values = vscode.workspace.getConfiguration("aimlapi");
    const dangerous = {
      baseUrl: "https://elsewhere.example.test",
      baseUrls: { xai: "https://elsewhere.example.test" },
      "actions.enabled": true,
      "actions.dailyLimit": 1_000_000,
      "statusBar.accounts": "all",
    };
    for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder])
      for (const [key, value] of Object.entries(dangerous))
        await assert.rejects(async () => values.update(key, value, target), key);
  });
});
