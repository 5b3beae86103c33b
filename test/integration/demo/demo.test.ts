import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/extension.ts";
import { openAccount, secretOf, SLOT, type Account } from "../account.ts";
import { activate, aMoment, eventually, set } from "../extension.ts";
import { runAsPerson } from "../person.ts";

describe("the demo account", () => {
  let api: TestApi;
  let account: Account;

  before(async () => {
    api = await activate();
    account = await openAccount("healthy");
  });

  after(() => account.close());

  const shows = (text: string | RegExp) =>
    eventually(
      () => api.surfaces.status().text,
      (shown) => (typeof text === "string" ? shown.includes(text) : text.test(shown)),
    );
  const start = () => vscode.commands.executeCommand("aimlapi.startDemo");
  const leave = () => vscode.commands.executeCommand("aimlapi.leaveDemo");
  const files = () => readdir(api.context.globalStorageUri.fsPath, { recursive: true }).catch(() => []);

  it("needs no key, leaves nothing on disk, and is left by one command", async () => {
    await start();
    await shows(/\$\(credit-card\) DEMO \$\d\d\.\d\d/);
    assert.equal(await api.context.secrets.get(SLOT), undefined);
    assert.deepEqual(await files(), []);
    await leave();
    await shows("Set AI/ML API key");
    assert.deepEqual(account.asked(), []);
  });

  it("is marked in bar, tooltip, speech and page, and its figures are called made up", async () => {
    await start();
    await shows(/DEMO \$/);
    const { tooltip, spoken } = api.surfaces.status();
    const { head, notes } = await api.surfaces.page();
    assert.match(tooltip.title, /DEMO/);
    assert.match(spoken, /demo account/);
    assert.equal(head.badge, "DEMO");
    assert.match(notes.lines[0] ?? "", /made up/);
    await leave();
  });

  it("follows settings while it is shown", async () => {
    await start();
    await shows(/DEMO \$/);
    await vscode.commands.executeCommand("aimlapi.hideAmounts");
    await shows("DEMO •••");
    await set("hideAmounts", undefined);
    await shows(/DEMO \$/);
    await leave();
  });

  it("leaves the stored key and its value alone, and gives them back without a request", async () => {
    const secret = secretOf(account.url, account.apiKey);
    await api.context.secrets.store(SLOT, secret);
    await shows("$123.45");
    await eventually(account.asked, (asked) => asked.length === 2);
    // What was read is on disk once nothing is a draft any more.
    const before = await eventually(
      files,
      (all) =>
        all.some((name) => /balances\/\d+\.json$/.test(name)) && !all.some((name) => /draft/.test(name)),
    );

    await start();
    await shows(/DEMO \$/);
    await runAsPerson("aimlapi.refresh");
    assert.equal(await api.context.secrets.get(SLOT), secret);
    assert.deepEqual(await files(), before);

    await leave();
    await shows("$(credit-card) $123.45");
    await aMoment();
    assert.equal(account.asked().length, 2);
  });

  it("gives way to a new key", async () => {
    await start();
    await shows(/DEMO/);
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    await shows("$(credit-card) $123.45");
  });

  it("started twice is started once, and can be left before it began", async () => {
    await Promise.all([start(), start()]);
    await shows(/DEMO \$/);
    await leave();
    await shows("$123.45");
    await Promise.all([start(), vscode.commands.executeCommand("aimlapi.leaveDemo")]);
    await leave();
    await shows("$123.45");
  });
});
