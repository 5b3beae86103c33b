import assert from "node:assert/strict";
import type { StatusPresentation } from "../../../src/billing/present/present-status.ts";
import type { TestApi } from "../../../src/extension.ts";
import { startServer } from "../../../src/sandbox/http/server.ts";
import type { ScenarioName } from "../../../src/sandbox/scenarios/scenarios.ts";
import { openAccount, secretOf, SLOT, type Account } from "../account.ts";
import { activate, aMoment, eventually, set } from "../extension.ts";
import { runAsPerson } from "../person.ts";

/** Sooner, a refresh by hand is answered with the value there is. */
const HAND_GAP_MS = 5_100;

describe("what the status bar says", () => {
  let api: TestApi;
  let account: Account | undefined;

  before(async () => {
    api = await activate();
  });

  afterEach(async () => {
    await api.context.secrets.delete(SLOT);
    await account?.close();
    account = undefined;
  });

  const status = () => api.surfaces.status();
  const refill = () => status().tooltip.lines.find((line) => line.startsWith("Auto top-up"));
  const until = (wanted: (shown: StatusPresentation) => boolean) => eventually(status, wanted);

  async function begin(scenario: ScenarioName): Promise<Account> {
    account = await openAccount(scenario);
    await api.context.secrets.store(SLOT, secretOf(account.url, account.apiKey));
    return account;
  }

  const good: readonly (readonly [
    ScenarioName,
    text: string | RegExp,
    StatusPresentation["tone"],
    spoken: RegExp,
    refill: RegExp,
  ])[] = [
    [
      "healthy",
      "$(credit-card) $123.45",
      "normal",
      /, \$123\.45, updated just now$/,
      /on, adds \$150\.00 below \$20\.00/,
    ],
    ["low", "$(warning) $3.21", "warning", /, low, /, /: off/],
    ["empty", "$(error) $0.00", "error", /, empty, /, /: off/],
    ["negative", "$(error) -$1.37", "error", /-\$1\.37, empty, /, /: off/],
    ["sub-cent", "$(warning) $0.0034", "warning", /\$0\.0034, low, /, /: off/],
    [
      "refill-armed",
      "$(credit-card) $4.20",
      "normal",
      /low, auto top-up on, /,
      /adds \$20\.00 below \$5\.00/,
    ],
    ["refill-failing", /\$\(credit-card\) \$(2\.\d\d|1\.\d\d)$/, "normal", /low, auto top-up on/, /: on, /],
    ["spending", /\$\(credit-card\) \$(42\.00|41\.\d\d)$/, "normal", /just now$/, /: off/],
    ["new-account", "$(warning) $0.25", "warning", /low/, /: unknown/],
  ];
  for (const [scenario, text, tone, spoken, refilled] of good)
    it(`${scenario}: the amount, its colour, its words`, async () => {
      const { asked } = await begin(scenario);
      await eventually(asked, (paths) => paths.length === 2);
      await until(() => refilled.test(refill() ?? ""));
      const shown = status();
      if (typeof text === "string") assert.equal(shown.text, text);
      else assert.match(shown.text, text);
      assert.equal(shown.tone, tone);
      assert.match(shown.spoken, spoken);
    });

  const bad: readonly (readonly [ScenarioName, RegExp])[] = [
    ["unauthorized", /rejected the API key.*HTTP 401, request /],
    ["forbidden", /instead of a management key.*HTTP 403, request /],
    ["out-of-credits", /out of credits.*HTTP 403, request /],
    ["rate-limited", /asks to wait 1 min.*HTTP 429, request /],
    ["html-error", /The response did not come from AI\/ML API.*\(127\.0\.0\.1:\d+, HTTP 524/],
    ["captive-portal", /The response did not come from AI\/ML API.*\(127\.0\.0\.1:\d+, HTTP 200/],
    ["malformed-json", /sent an unexpected response: the answer is not JSON/],
    ["wrong-types", /current_balance is missing or not a number/],
    ["huge-body", /The response about the balance was too large/],
    ["redirect-away", /redirected and not followed/],
    ["dropped-connection", /Connection to .* lost\./],
  ];
  for (const [scenario, sentence] of bad)
    it(`${scenario}: one sentence and no number`, async () => {
      const { visits } = await begin(scenario);
      const shown = await until(({ text }) => !/…|Set/.test(text));
      assert.equal(shown.text, "$(warning) No balance");
      assert.equal(shown.tone, "normal");
      assert.match(shown.tooltip.lines.join("\n"), sentence);
      assert.doesNotMatch(shown.spoken, /\d/);
      assert.deepEqual(await visits(), []);
    });

  it("slow: waits without a number, then shows it", async () => {
    await begin("slow");
    const shown = await until(({ text }) => !text.includes("Set"));
    assert.equal(shown.text, "$(credit-card) …");
    assert.match(shown.spoken, /loading$/);
    await until(({ text }) => text === "$(credit-card) $123.45");
  });

  it("flaky: a refill state that could not be read harms nothing", async () => {
    const { asked } = await begin("flaky");
    await eventually(asked, (paths) => paths.length === 2);
    await aMoment();
    assert.equal(status().text, "$(credit-card) $123.45");
    assert.equal(refill(), "Auto top-up: unknown");
  });

  it("a currency other than USD: its code, and low in units of its own", async () => {
    let held = 5.01;
    const headers = { "content-type": "application/json" };
    const vendor = await startServer(0, (_ask, response) => {
      response.writeHead(200, headers).end(JSON.stringify({ current_balance: held, currency: "EUR" }));
    });
    await set("baseUrl", vendor.url);
    await api.context.secrets.store(SLOT, secretOf(vendor.url, "any-key"));
    const shown = await until(({ text }) => text.includes("EUR"));
    assert.deepEqual([shown.text, shown.tone], ["$(credit-card) EUR\u00a05.01", "normal"]);
    held = 0.5;
    await aMoment(HAND_GAP_MS);
    await runAsPerson("aimlapi.refresh");
    const low = status();
    assert.deepEqual([low.text, low.tone], ["$(warning) EUR\u00a00.50", "warning"]);
    assert.match(low.spoken, /, low, /);
    await vendor.close();
  });

  it("dropped-connection, then low: the last good value stays, marked with its age; a refresh cannot hammer", async () => {
    const { sandbox, asked } = await begin("healthy");
    await until(() => refill()?.includes("on, adds") === true);
    sandbox.play("dropped-connection");

    const soon = await runAsPerson("aimlapi.refresh");
    assert.match(soon.hints.join(), /Already up to date/);
    assert.equal(asked().length, 2);

    await aMoment(HAND_GAP_MS);
    const met = await runAsPerson("aimlapi.refresh");
    assert.match(met.said[0] ?? "", /Connection to .* lost\./);
    assert.equal(status().text, "$(history) $123.45 · <1 min");
    assert.equal(status().tone, "normal");
    assert.match(status().spoken, /\$123\.45, could not be refreshed/);

    sandbox.play("low");
    await aMoment(HAND_GAP_MS);
    const back = await runAsPerson("aimlapi.refresh");
    assert.deepEqual(back.said, []);
    assert.match(back.hints.join(), /Balance updated/);
    assert.equal(status().text, "$(warning) $3.21");
  });

  it("unauthorized twice: the key is refused, and nobody is asked again by itself", async () => {
    const { asked } = await begin("unauthorized");
    await until(({ text }) => text.includes("No balance"));
    await aMoment(HAND_GAP_MS);
    const met = await runAsPerson("aimlapi.refresh");
    assert.deepEqual(met.buttons, ["Set API Key"]);
    const shown = status();
    assert.deepEqual([shown.text, shown.tone, shown.click], ["$(key) API key rejected", "warning", "setKey"]);
    await aMoment(1_000);
    assert.equal(asked().length, 2);
  });

  it("rate-limited: a refresh waits as long as it was told to", async () => {
    const { asked } = await begin("rate-limited");
    await until(({ text }) => text.includes("No balance"));
    const met = await runAsPerson("aimlapi.refresh");
    assert.match(met.said[0] ?? "", /^AI\/ML API is limiting requests\. Try again at \d/);
    assert.equal(asked().length, 1);
  });
});
