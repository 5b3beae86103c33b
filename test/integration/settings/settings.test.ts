import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/extension.ts";
import { openAccount, secretOf, SLOT, type Account } from "../account.ts";
import { activate, aMoment, eventually, set } from "../extension.ts";
import { runAsPerson } from "../person.ts";

describe("a setting takes effect at once:", () => {
  let api: TestApi;
  let account: Account;

  before(async () => {
    api = await activate();
    account = await openAccount("healthy");
    await api.context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    await shows("$123.45");
    await eventually(account.asked, (asked) => asked.length === 2);
  });

  after(() => account.close());

  const shows = (text: string) =>
    eventually(
      () => api.surfaces.status().text,
      (shown) => shown.includes(text),
    );
  const everything = async () => JSON.stringify([api.surfaces.status(), await api.surfaces.page()]);

  it("hidden amounts, by commands, in bar, tooltip, speech and page", async () => {
    await vscode.commands.executeCommand("aimlapi.hideAmounts");
    await shows("•••");
    assert.doesNotMatch(await everything(), /123|150\.00|20\.00/);
    await vscode.commands.executeCommand("aimlapi.showAmounts");
    await shows("$123.45");
    assert.match(await everything(), /150\.00/);
  });

  it("the threshold of a low balance", async () => {
    await set("lowBalanceThreshold", 123.45);
    await eventually(
      () => api.surfaces.status().spoken,
      (spoken) => spoken.includes("low, auto top-up on"),
    );
    await set("lowBalanceThreshold", undefined);
    await eventually(
      () => api.surfaces.status().spoken,
      (spoken) => !spoken.includes("low"),
    );
  });

  it("side and priority, by one new item and no more", async () => {
    const made: vscode.StatusBarItem[] = [];
    const window = vscode.window as { createStatusBarItem: (...args: never[]) => vscode.StatusBarItem };
    const real = window.createStatusBarItem;
    window.createStatusBarItem = (...args) => {
      const item = real(...args);
      made.push(item);
      return item;
    };
    const moves = (count: number) =>
      eventually(
        () => made.length,
        (length) => length === count,
      );
    try {
      await set("statusBar.alignment", "left");
      await moves(1);
      await set("statusBar.priority", -7);
      await moves(2);
      await set("hideAmounts", true);
      await shows("•••");
      await set("hideAmounts", undefined);
      await shows("$123.45");
      await set("statusBar.priority", undefined);
      await moves(3);
      await set("statusBar.alignment", undefined);
      await moves(4);
    } finally {
      window.createStatusBarItem = real;
    }
    const { Left, Right } = vscode.StatusBarAlignment;
    assert.deepEqual(
      made.map(({ alignment, priority }) => [alignment, priority]),
      [
        [Left, 100],
        [Left, -7],
        [Left, 100],
        [Right, 100],
      ],
    );
  });

  it("another address gets no key, and is told to nobody", async () => {
    const before = account.asked().length;
    const other = await openAccount("healthy");
    await shows("Set AI/ML API key");
    assert.match(api.surfaces.status().spoken, new RegExp(`is only for ${account.url}\\.`));
    assert.match((await api.surfaces.page()).head.welcome?.text ?? "", new RegExp(account.url));
    await vscode.commands.executeCommand("aimlapi.refresh");
    await aMoment();
    assert.deepEqual(other.asked(), []);
    assert.equal(account.asked().length, before);
    assert.ok(await api.context.secrets.get(SLOT));

    await set("baseUrl", account.url);
    await shows("$123.45");
    assert.equal(account.asked().length, before);
    await other.close();
  });

  it("an address that is not safe gets no key either", async () => {
    for (const url of ["http://api.aimlapi.com", "ftp://127.0.0.1", "javascript:1", "nonsense", ""]) {
      await set("baseUrl", url);
      await shows("Set AI/ML API key");
      const met = await runAsPerson("aimlapi.setKey", { input: "any-key" });
      assert.deepEqual(met.asked, [], url);
      assert.match(met.said[0] ?? "", /use https:\/\/host/);
    }
    await set("baseUrl", account.url);
    await shows("$123.45");
  });

  it("the copied balance is the one shown", async () => {
    await vscode.commands.executeCommand("aimlapi.copyBalance");
    assert.equal(await vscode.env.clipboard.readText(), "$123.45");
  });
});
