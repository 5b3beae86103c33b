import assert from "node:assert/strict";
import * as vscode from "vscode";
import { flagged, openFile } from "../diagnostics/looking.ts";
import { activate } from "../extension.ts";

describe("in Restricted Mode", () => {
  it("works, and takes no address from the workspace", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { surfaces } = await activate();
    assert.match(surfaces.status().text, /Set AI\/ML API key/);
    const baseUrl = vscode.workspace.getConfiguration("aimlapi").get("baseUrl");
    assert.equal(baseUrl, "https://api.aimlapi.com");
  });

  it("flags deprecated use", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await flagged(await openFile("left.sh"), ["/v1/billing/balance"]);
  });
});
