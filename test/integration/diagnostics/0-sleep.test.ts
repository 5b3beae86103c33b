import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activate } from "../extension.ts";
import { closeAll, edit, flagged, openFile, pause } from "./looking.ts";

describe("a file without a needle", () => {
  after(closeAll);

  it("never starts the engine, until a needle is typed", async () => {
    const { engines } = await activate();
    const document = await openFile("plain.py");
    await edit(document, vscode.TextEdit.insert(new vscode.Position(2, 0), "print(1)\n"));
    await pause(1500);
    assert.equal(engines.length, 0);

    const line = 'requests.get("https://api.aimlapi.com/v1/billing/bal")\n';
    await edit(document, vscode.TextEdit.insert(new vscode.Position(2, 0), `import requests\n${line}`));
    await pause(600);
    assert.equal(engines.length, 0, "half a needle is none");
    const end = line.indexOf('")');
    await edit(document, vscode.TextEdit.insert(new vscode.Position(3, end), "ance"));
    await flagged(document, ["/v1/billing/balance"]);
    assert.equal(engines.length, 1);

    await edit(document, vscode.TextEdit.delete(new vscode.Range(3, end, 3, end + 4)));
    await flagged(document, []);
  });
});
