import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/extension.ts";
import type { ScenarioName } from "../../../src/sandbox/scenarios/scenarios.ts";
import { openAccount, secretOf, SLOT, type Account } from "../account.ts";
import { activate, aMoment, eventually } from "../extension.ts";
import { runAsPerson } from "../person.ts";

const VARIABLES = ["AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY"];

describe("the API key", () => {
  let api: TestApi;
  let account: Account;

  before(async () => {
    api = await activate();
  });

  beforeEach(async () => {
    await api.context.secrets.delete(SLOT);
    account = await openAccount("healthy");
  });

  afterEach(async () => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    await account.close();
  });

  /** The key and its address, however much else is said of the account. */
  const stored = async () => {
    const secret = await api.context.secrets.get(SLOT);
    if (secret === undefined) return undefined;
    const { origin, apiKey } = JSON.parse(secret) as { readonly origin: string; readonly apiKey: string };
    return secretOf(origin, apiKey);
  };
  const shows = (text: string | RegExp) =>
    eventually(
      () => api.surfaces.status().text,
      (shown) => (typeof text === "string" ? shown.includes(text) : text.test(shown)),
    );
  const play = (scenario: ScenarioName) => account.sandbox.play(scenario);

  it("is asked for masked, checked with one request, stored, and not asked twice", async () => {
    const met = await runAsPerson("aimlapi.setKey", { input: account.apiKey });

    assert.equal(met.asked[0]?.password, true);
    assert.ok(met.asked[0].prompt?.includes(new URL(account.url).host));
    assert.deepEqual([met.said, met.offered], [[], []]);
    assert.match(met.hints.join(), /API key saved/);
    assert.equal(await stored(), secretOf(account.url, account.apiKey));
    await shows("$123.45");
    await eventually(account.asked, (asked) => asked.length > 1);
    await aMoment();
    assert.deepEqual(account.asked(), ["/v2/billing", "/v2/billing/detail"]);
  });

  it("is not stored when the vendor does not know it", async () => {
    const met = await runAsPerson("aimlapi.setKey", { input: "a-wrong-key" });

    assert.match(met.said[0] ?? "", /^AI\/ML API rejected the API key\..* \(HTTP 401, request /);
    assert.deepEqual(met.buttons, ["Try Again"]);
    assert.equal(await stored(), undefined);
    assert.ok(!met.said.join().includes("a-wrong-key"));
  });

  it("can be tried again at once", async () => {
    const met = await runAsPerson("aimlapi.setKey", {
      input: ["a-wrong-key", account.apiKey],
      button: "Try Again",
    });

    assert.equal(met.said.length, 1);
    await shows("$123.45");
  });

  it("that is a management key is named as such, and stored only when the person insists", async () => {
    play("forbidden");
    const met = await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    assert.match(met.said[0] ?? "", /regular API key instead of a management key\. \(HTTP 403/);
    assert.deepEqual(met.buttons, ["Save Anyway", "Try Again"]);
    assert.equal(await stored(), undefined);

    await runAsPerson("aimlapi.setKey", { input: account.apiKey, button: "Save Anyway" });
    assert.equal(await stored(), secretOf(account.url, account.apiKey));
    await shows("No balance");
  });

  it("of an account out of credits is not called wrong", async () => {
    play("out-of-credits");
    const met = await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    assert.match(met.said[0] ?? "", /^AI\/ML API says the account is out of credits\. Top up/);
  });

  it("can be saved while the vendor is out of reach", async () => {
    await account.close();
    const met = await runAsPerson("aimlapi.setKey", { input: account.apiKey, button: "Save Anyway" });

    assert.match(met.said[0] ?? "", /^The key could not be checked\. .*\.$/);
    assert.equal(await stored(), secretOf(account.url, account.apiKey));
    assert.match(await shows("No balance"), /\$\(warning\)/);
  });

  it("is taken out of what people paste around it", async () => {
    await runAsPerson("aimlapi.setKey", { input: `  Bearer ${account.apiKey}\n` });
    assert.equal(await stored(), secretOf(account.url, account.apiKey));
  });

  it("is refused before anything is sent only when no header could carry it", async () => {
    const met = await runAsPerson("aimlapi.setKey", {});
    const problem = async (text: string) => (await met.asked[0]?.validateInput?.(text)) as string | undefined;
    assert.equal(await problem("Bearer "), "Enter the API key.");
    assert.match((await problem("two words")) ?? "", /invalid characters/);
    assert.match((await problem("schlüssel")) ?? "", /invalid characters/);
    for (const odd of ["x", "!~", "sk-live_123.456/+=", "0".repeat(500)])
      assert.equal(await problem(odd), undefined);
    assert.deepEqual(account.asked(), []);
  });

  for (const name of VARIABLES)
    it(`is offered from ${name}, and taken from there when chosen`, async () => {
      process.env[name] = account.apiKey;
      const met = await runAsPerson("aimlapi.setKey", { pick: name });
      assert.deepEqual(met.offered, [`$(terminal) Use the key in ${name}`, "$(key) Enter a key"]);
      assert.deepEqual(met.asked, []);
      await shows("$123.45");
    });

  it("from the environment is never used unless chosen", async () => {
    process.env["AIMLAPI_API_KEY"] = account.apiKey;
    await runAsPerson("aimlapi.setKey", {});
    assert.equal(await stored(), undefined);
    await runAsPerson("aimlapi.setKey", { pick: "Enter a key", input: "another-key", button: "Try Again" });
    await aMoment();
    assert.ok(account.asked().length > 0);
    assert.ok(account.sandbox.requests().every(({ credential }) => credential !== null));
    assert.equal(await stored(), undefined);
  });

  it("is cleared together with the value it read, when the person says so", async () => {
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    await shows("$123.45");
    await eventually(account.asked, (asked) => asked.length > 1);

    await runAsPerson("aimlapi.clearKey");
    assert.ok(await stored());
    const met = await runAsPerson("aimlapi.clearKey", { button: "Remove" });
    assert.match(met.said[0] ?? "", /Remove the API key/);
    assert.equal(await stored(), undefined);
    await shows("Set AI/ML API key");

    play("hanging");
    await api.context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    assert.equal(await shows(/…/), "$(credit-card) …");
  });

  it("leaves no value behind when another takes its place", async () => {
    await rm(api.context.globalStorageUri.fsPath, { recursive: true, force: true });
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    await shows("$123.45");
    await eventually(account.asked, (asked) => asked.length > 1);
    const kept = () => textsBelow(api.context.globalStorageUri.fsPath);
    await vscode.commands.executeCommand("aimlapi.showDetails");
    await eventually(kept, (text) => text.includes("123.45") && text.includes("MODEL_USAGE"));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");

    play("out-of-credits");
    await runAsPerson("aimlapi.setKey", { input: "another-key", button: "Save Anyway" });
    assert.equal(await stored(), secretOf(account.url, "another-key"));
    await shows("No balance");
    await aMoment();
    assert.doesNotMatch(await kept(), /123\.45|MODEL_USAGE/);
  });

  it("set or cleared in another window takes effect here", async () => {
    await api.context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    await shows("$123.45");
    await api.context.secrets.store(SLOT, secretOf(account.url, "another-key"));
    await shows(/No balance|…/);
    await api.context.secrets.delete(SLOT);
    await shows("Set AI/ML API key");
  });

  it("that is damaged counts as none", async () => {
    for (const odd of ["", "not json", "null", "[]", '{"origin":1,"apiKey":2}', '{"apiKey":"x"}']) {
      await api.context.secrets.store(SLOT, odd);
      await aMoment(50);
      assert.match(api.surfaces.status().text, /Set AI\/ML API key/);
    }
  });

  it("reaches neither disk nor log, nor do e-mail and user id", async () => {
    const lines: string[] = [];
    const log = api.context.subscriptions.find((it) => "logLevel" in it) as unknown as Log;
    const { info, warn } = log;
    log.info = (line) => lines.push(line);
    log.warn = (line) => lines.push(line);
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    await eventually(
      async () => (await api.surfaces.page()).account?.rows.map(({ value }) => value) ?? [],
      (values) => values.includes("s•••@e•••.com"),
    );
    play("rate-limited");
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    Object.assign(log, { info, warn });

    assert.match(lines[0] ?? "", /^GET \/v2\/billing · 200 · \d+ ms · request [\w-]{36}$/);
    assert.match(lines[1] ?? "", /^GET \/v2\/billing\/detail · 200 · \d+ ms · request [\w-]{36}$/);
    assert.match(lines[2] ?? "", /^GET \/v2\/billing · 429 · rate-limited · \d+ ms · request [\w-]{36}$/);
    assert.equal(lines.length, 3);
    const kept = await textsBelow(api.context.globalStorageUri.fsPath);
    assert.match(kept, /123\.45/);
    for (const secret of [account.apiKey, "sam.sandbox", "104729"]) {
      assert.ok(!kept.includes(secret), `${secret} is on disk`);
      assert.ok(!lines.join("\n").includes(secret), `${secret} is in the log`);
    }
  });

  it("goes with everything else when all local data is deleted", async () => {
    await runAsPerson("aimlapi.setKey", { input: account.apiKey });
    await shows("$123.45");
    await runAsPerson("aimlapi.deleteData", { button: "Delete" });
    assert.equal(await stored(), undefined);
    await shows("Set AI/ML API key");
    assert.equal(await textsBelow(api.context.globalStorageUri.fsPath), "");
  });
});

interface Log {
  info: (line: string) => void;
  warn: (line: string) => void;
}

async function textsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const texts = entries
    .filter((entry) => entry.isFile())
    // What is replaced meanwhile is gone.
    .map((entry) => readFile(join(entry.parentPath, entry.name), "utf8").catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}
