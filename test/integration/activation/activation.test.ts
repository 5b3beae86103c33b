import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/editor/commands/command-ids.ts";
import { openAccount } from "../account.ts";
import { activate, aMoment, eventually } from "../extension.ts";

describe("after startup", () => {
  it("is active without being asked", async () => {
    const extension = vscode.extensions.getExtension("aimlapi-balance.aimlapi-balance");
    await eventually(
      () => extension?.isActive,
      (active) => active === true,
    );
  });

  it("has put every command in place", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { id } of Object.values(COMMANDS)) assert.ok(known.has(id), id);
  });

  it("asks for a key, and asks nobody anything without one", async () => {
    const { surfaces } = await activate();
    const account = await openAccount("healthy");
    assert.equal(surfaces.status().text, "$(key) Set AI/ML API key");
    assert.equal((await surfaces.page()).head.amount, undefined);
    await vscode.commands.executeCommand("aimlapi.refresh");
    await aMoment();
    assert.deepEqual(account.asked(), []);
    await account.close();
  });
});
