import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { secretsOf } from "../../../src/sandbox/accounts.ts";
import type { Vendor } from "../../../src/sandbox/vendors.ts";
import { aMoment, eventually, set } from "../extension.ts";
import { runAsPerson } from "../person.ts";
import { openScene, textsBelow, type Scene } from "./scene.ts";

describe("several accounts", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
    await set("statusBar.accounts", "all");
  });

  afterEach(() => scene.close());

  const statuses = () => scene.api.surfaces.statuses();
  const texts = () => statuses().map(({ text }) => text);
  const all: readonly (readonly [Vendor, string])[] = [
    ["aimlapi", "$(credit-card) AI/ML API $123.45"],
    ["cloudflare", "$(credit-card) Cloudflare $86.40"],
    ["xai", "$(credit-card) xAI $51.81"],
    ["openrouter", "$(credit-card) OpenRouter $18.24"],
    ["deepseek", "$(credit-card) DeepSeek CNY\u00a0110.00"],
    ["vercel", "$(credit-card) Vercel AI Gateway $95.50"],
  ];
  const putAll = async () => {
    for (const [vendor] of all) await scene.put(vendor === "aimlapi" ? "main" : vendor, vendor);
  };
  const settled = () =>
    scene.bar((shown) => shown.length === all.length && !shown.some((text) => text.includes("…")));

  it("stand side by side, each tooltip with all of them and a total of one currency each", async () => {
    await putAll();
    await settled();
    assert.deepEqual(
      texts(),
      all.map(([, text]) => text),
    );
    for (const { tooltip } of statuses()) {
      assert.deepEqual(
        tooltip.accounts.map(({ text }) => text),
        [
          "AI/ML API: $123.45",
          "Cloudflare: $86.40",
          "xAI: $51.81",
          "OpenRouter: $18.24",
          "DeepSeek: CNY\u00a0110.00",
          "Vercel AI Gateway: $95.50",
        ],
      );
      assert.deepEqual(tooltip.totals, ["Total of 5 of 6 accounts: $375.40"]);
    }
    assert.deepEqual(
      statuses().map(({ id }) => id),
      ["main", "cloudflare", "xai", "openrouter", "deepseek", "vercel"],
    );
    const { accounts } = await scene.api.surfaces.page();
    assert.deepEqual(accounts?.totals, ["Total of 5 of 6 accounts: $375.40"]);
  });

  for (const [faulty] of all)
    it(`show all values but one when ${faulty} fails`, async () => {
      scene.sandbox.play("dropped-connection", faulty);
      await putAll();
      await settled();
      for (const [index, [vendor, text]] of all.entries()) {
        if (vendor === faulty) assert.match(texts()[index] ?? "", /^\$\(warning\) .* No balance$/);
        else assert.equal(texts()[index], text);
      }
      assert.deepEqual(await scene.visits(), []);
    });

  it("go on while the key of one is refused, whose money is in no total", async () => {
    await scene.put("main", "aimlapi");
    await scene.put("x", "xai");
    await scene.put("o", "openrouter");
    await scene.bar((shown) => shown.includes("$(credit-card) xAI $51.81"));
    scene.sandbox.play("unauthorized", "xai");
    for (let reads = 0; reads < 2; reads += 1) {
      await aMoment(5_100);
      await runAsPerson("aimlapi.refresh");
    }
    assert.deepEqual(texts(), [
      "$(credit-card) AI/ML API $123.45",
      "$(key) xAI Management key rejected",
      "$(credit-card) OpenRouter $18.24",
    ]);
    assert.deepEqual(statuses()[0]?.tooltip.totals, ["Total of 2 of 3 accounts: $141.69"]);
    const [, refused] = statuses();
    assert.deepEqual([refused?.click, refused?.id], ["setKey", "x"]);
    const { managementKey } = scene.sandbox.accounts.xai;
    scene.sandbox.play("healthy", "xai");
    await runAsPerson("aimlapi.manageAccounts", {
      pick: ["xAI", "Set another management key"],
      input: managementKey,
    });
    await scene.bar((shown) => shown.includes("$(credit-card) xAI $51.81"));
  });

  it("are one item where one is wanted: the chosen, or the one in most trouble", async () => {
    await set("statusBar.accounts", undefined);
    await scene.put("main", "aimlapi");
    await scene.put("d", "deepseek");
    await scene.put("x", "xai");
    await scene.bar(([first]) => first === "$(credit-card) AI/ML API $123.45");
    await eventually(
      () => statuses()[0]?.tooltip.accounts.map(({ text }) => text),
      (rows) => rows?.includes("xAI: $51.81") === true && rows.includes("DeepSeek: CNY\u00a0110.00"),
    );
    await set("statusBar.accounts", "worst");
    await aMoment();
    assert.deepEqual(texts(), ["$(credit-card) AI/ML API $123.45"]);
    scene.sandbox.play("empty", "deepseek");
    await aMoment(5_100);
    await runAsPerson("aimlapi.refresh");
    await scene.bar((shown) => shown.length === 1 && shown[0] === "$(error) DeepSeek CNY\u00a00.00");
    assert.equal(statuses()[0]?.tone, "error");
    await set("statusBar.accounts", "nonsense");
    await scene.bar(([first]) => first === "$(credit-card) AI/ML API $123.45");
  });

  it("of one vendor are told apart by their names", async () => {
    const { otherApiKey } = scene.sandbox.accounts.aimlapi;
    await scene.put("main", "aimlapi", { name: "Work" });
    await scene.put("p", "aimlapi", { name: "Private", apiKey: otherApiKey });
    await scene.bar(
      ([work, own]) => work === "$(credit-card) Work $123.45" && own === "$(credit-card) Private $123.45",
    );
    assert.deepEqual(
      statuses().map(({ tooltip }) => tooltip.title),
      ["Work (AI/ML API)", "Private (AI/ML API)"],
    );
    assert.deepEqual((await scene.stored())["p"]?.["apiKey"], otherApiKey);
  });

  it("are hidden together", async () => {
    await putAll();
    await settled();
    await set("hideAmounts", true);
    await scene.bar((shown) => shown.every((text) => text.includes("•••")));
    const page = await scene.api.surfaces.page();
    const everything = JSON.stringify([statuses(), page.accounts, page.head, page.totals]);
    for (const amount of ["123.45", "86.40", "51.81", "18.24", "110.00", "95.50", "375.40"])
      assert.ok(!everything.includes(amount), amount);
  });

  it("keep the first form of a key, and one of AI/ML API is not shown for another address", async () => {
    const { apiKey } = scene.sandbox.accounts.aimlapi;
    const { secrets } = scene.api.context;
    await secrets.store("aimlapi.credential", JSON.stringify({ origin: scene.url, apiKey }));
    await scene.put("x", "xai");
    await scene.bar((shown) => shown.length === 2 && shown[0] === "$(credit-card) AI/ML API $123.45");
    await scene.allAsked();
    const before = scene.asked().length;
    await secrets.store("aimlapi.credential", JSON.stringify({ origin: "https://api.aimlapi.com", apiKey }));
    await scene.bar(([first]) => first === "$(key) Set AI/ML API key");
    assert.match(statuses()[0]?.spoken ?? "", /is only for https:\/\/api\.aimlapi\.com/);
    assert.equal(scene.asked().length, before);
    assert.equal(texts()[1], "$(credit-card) xAI $51.81");
  });

  it("stay bound to the address they were added for", async () => {
    await scene.put("x", "xai");
    await scene.shows("$51.81");
    await set("baseUrls", { xai: "https://elsewhere.example.test" });
    await aMoment();
    assert.deepEqual(texts(), ["$(credit-card) $51.81"]);
  });

  it("keep their keys out of settings, files and log", async () => {
    const lines: string[] = [];
    const log = scene.api.context.subscriptions.find((it) => "logLevel" in it) as unknown as Log;
    const { info, warn } = log;
    log.info = log.warn = (line) => lines.push(line);
    await putAll();
    await settled();
    await scene.api.surfaces.page();
    scene.sandbox.play("unauthorized");
    await aMoment(5_100);
    await runAsPerson("aimlapi.refresh");
    Object.assign(log, { info, warn });
    const storage = scene.api.context.globalStorageUri.fsPath;
    const settings = await readFile(join(storage, "..", "..", "settings.json"), "utf8");
    assert.ok(settings.includes("aimlapi.baseUrls"));
    const kept = await textsBelow(storage);
    const { cloudflare, xai } = scene.sandbox.accounts;
    assert.ok(lines.length > 10 && kept.includes("123.45"));
    const { secrets } = scene.api.context;
    const owner = (await eventually(async () => secrets.get("aimlapi.ownerSecret"), Boolean)) ?? "";
    for (const secret of [...secretsOf(scene.sandbox.accounts), cloudflare.accountId, xai.teamId, owner])
      for (const [place, text] of Object.entries({ settings, kept, log: lines.join("\n") }))
        assert.ok(!text.includes(secret), `${secret.slice(0, 4)}… is in ${place}`);
    const slots = (await secrets.keys()).filter((key) => key.startsWith("aimlapi."));
    assert.deepEqual(slots.sort(), [
      "aimlapi.credential",
      ...["cloudflare", "deepseek", "openrouter", "vercel", "xai"].map((id) => `aimlapi.credential.${id}`),
      "aimlapi.ownerSecret",
    ]);
  });

  const names = [
    "$(trash)",
    "[x](command:aimlapi.deleteData)",
    "<b>bold</b>",
    "**a** `b` ~c~ &amp; https://x.y",
  ];
  for (const name of names)
    it(`may be named ${name}, which is shown and does nothing`, async () => {
      const made: vscode.StatusBarItem[] = [];
      const window = vscode.window as { createStatusBarItem: (...args: never[]) => vscode.StatusBarItem };
      const real = window.createStatusBarItem;
      window.createStatusBarItem = (...args) => {
        const item = real(...args);
        made.push(item);
        return item;
      };
      await scene.put("main", "aimlapi");
      await scene.put("x", "xai", { name });
      await scene.bar((shown) => shown.length === 2 && !shown.some((text) => text.includes("…")));
      window.createStatusBarItem = real;

      const item = made.at(-1) ?? assert.fail("the account has an item");
      assert.equal(item.text.match(/\$\(/g)?.length, 1, "one icon");
      const { value, isTrusted, supportHtml, supportThemeIcons } = item.tooltip as vscode.MarkdownString;
      assert.ok(!supportHtml && !supportThemeIcons);
      assert.deepEqual(
        [...value.matchAll(/(?<!\\)\]\(command:([\w.]+)/g)].map(([, command]) => command),
        ["showDetails", "showDetails", "refresh", "showDetails", "openBilling"].map((id) => `aimlapi.${id}`),
      );
      assert.ok(!(isTrusted as { enabledCommands: string[] }).enabledCommands.includes("aimlapi.deleteData"));
      assert.ok(!/(?<!\\)[<&`~]/.test(value));
      const page = await scene.api.surfaces.page();
      assert.ok(page.accounts?.options.some(({ label }) => label === name));

      const met = await runAsPerson("aimlapi.chooseAccount", { pick: [] });
      const managed = await runAsPerson("aimlapi.manageAccounts", { pick: [] });
      for (const label of [...met.offered, ...managed.offered.slice(0, 2)]) assert.ok(!label.includes("$("));
    });

  it("make no link of a name in a message", async () => {
    await scene.put("main", "aimlapi");
    await scene.put("x", "xai", { name: "[x](command:aimlapi.deleteData)", chosenAt: 1 });
    await scene.bar((shown) => shown.length === 2 && !shown.some((text) => text.includes("…")));
    scene.sandbox.play("rate-limited", "xai");
    await aMoment(5_100);
    const { said } = await runAsPerson("aimlapi.refresh");
    assert.match(said.join(), /^\[x\] \(command:aimlapi\.deleteData\) \(xAI\) asks to wait/);
  });
});

interface Log {
  info: (line: string) => void;
  warn: (line: string) => void;
}
