import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openAccount, secretOf, SLOT } from "../account.ts";
import { activate, eventually } from "../extension.ts";

describe("in another display language", () => {
  it("writes the amount as that language does", async () => {
    const { surfaces, context } = await activate();
    const account = await openAccount("healthy");
    await context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    const text = await eventually(
      () => surfaces.status().text,
      (shown) => shown.includes("123"),
    );
    // A desktop without the language pack stays English.
    const german = vscode.env.language === "de";
    assert.equal(text, german ? "$(credit-card) 123,45\u00a0$" : "$(credit-card) $123.45");
    await account.close();
  });
});
