import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { openPage, type PageHarness } from "../support/page-harness.ts";
import { scenarios } from "../support/page-scenarios.ts";
import { until } from "../support/until.ts";

describe("the page by keyboard alone", () => {
  let browser: Browser;
  let harness: PageHarness;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    harness = await openPage(browser, { scenario: scenarios.spending });
    ({ page } = harness);
  });
  afterEach(() => harness.close());

  const focused = () =>
    page.evaluate<string>(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.getAttribute('aria-labelledby') ?? document.activeElement.textContent.trim()",
    );
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focusOn = async (selector: string) => {
    await page.locator(selector).focus();
    // Focus set by a script does not show; a key does.
    await press("Shift");
  };

  /** The last message of the page comes to be this one. */
  const received = async (wanted: unknown) => {
    await until(() => isDeepStrictEqual(harness.received.at(-1), wanted)).catch(() => undefined);
    assert.deepEqual(harness.received.at(-1), wanted);
  };

  it("leads from the top to the end in the order one reads", async () => {
    const seen: string[] = [];
    for (let index = 0; index < 20; index++) {
      await press("Tab");
      seen.push((await focused()).split(":")[0] ?? "");
    }
    assert.deepEqual(seen, [
      "Refresh",
      "Copy balance",
      "Hide amounts",
      "Top up",
      "24 h",
      "7 d",
      "30 d",
      "90 d",
      "Show as table",
      "Balance over the last 30 days",
      "Show as table",
      "Spend by day over the last 30 days",
      "Show all 9 models",
      "Kind",
      "Model",
      "Export CSV",
      "Export JSON",
      "Transactions",
      "Load older",
      "Show",
    ]);
  });

  it("chooses another time, and the focus stays where it was", async () => {
    await focusOn("[data-range='7d']");
    await press("Enter");
    await page.locator("text=Last 7 days").first().waitFor();
    assert.equal(await focused(), "7 d");
    assert.equal(await page.locator("[data-range='7d']").getAttribute("aria-pressed"), "true");
    assert.deepEqual(harness.received.at(-1), { type: "range", range: "7d" });
  });

  it("walks through a chart point by point, and says each", async () => {
    await focusOn(".spend .chart");
    await press("End");
    const spoken = page.locator("[aria-live='polite']");
    assert.match((await spoken.textContent()) ?? "", /^Tuesday, October 20, Total \$2\.41, /);
    await press("ArrowLeft");
    assert.match((await spoken.textContent()) ?? "", /^Monday, October 19, Total \$/);
    assert.ok(await page.locator(".spend .tooltip").isVisible());
    await press("Escape");
    assert.ok(await page.locator(".spend .tooltip").isHidden());
  });

  it("turns a chart into a table of the same height and back", async () => {
    const height = () => page.evaluate<number>("document.querySelector('.balance .stage').offsetHeight");
    const before = await height();
    await focusOn(".balance .section-head button");
    await press("Space");
    assert.equal(await page.locator(".balance table tbody tr").count(), 30);
    assert.equal(await page.locator(".balance .chart").isVisible(), false);
    assert.equal(await height(), before);
    await press("Space");
    assert.ok(await page.locator(".balance .chart").isVisible());
  });

  it("filters the list, and walks through it row by row, by page and to its end", async () => {
    await focusOn("select[aria-label='Kind']");
    await page.locator("select[aria-label='Kind']").selectOption("PAYMENT");
    await page.locator(".movements .note", { hasText: /^\d transactions$/ }).waitFor();
    assert.deepEqual(
      harness.received.find(({ type }) => type === "filter"),
      {
        type: "filter",
        kind: "PAYMENT",
        model: null,
      },
    );
    await page.locator("select[aria-label='Kind']").selectOption("");
    await page.locator(".movements .note", { hasText: "14,638" }).waitFor();

    await focusOn(".list");
    const active = async () => {
      await page.waitForTimeout(100);
      const id = await page.locator(".list").getAttribute("aria-activedescendant");
      const row = page.locator(`#${id ?? "none"}`);
      assert.ok(await row.isVisible());
      return Number(await row.getAttribute("aria-rowindex"));
    };
    await press("ArrowDown", "ArrowDown");
    assert.equal(await active(), 3);
    await press("PageDown");
    assert.ok((await active()) > 10);
    await press("End");
    assert.equal(await active(), 14_639);
    await page.locator(".list .row", { hasText: "Opening balance" }).waitFor();
    await press("Home");
    assert.equal(await active(), 2);
  });

  it("chooses another account with the arrow keys, round and round, and the focus goes along", async () => {
    await harness.show(scenarios["three-accounts"]);
    const chosen = () => page.locator("[role=radio][aria-checked=true]").getAttribute("data-account");
    await focusOn("[role=radio][aria-checked=true]");
    for (const [key, id] of [
      ["ArrowRight", "account-2"],
      ["ArrowDown", "account-3"],
      ["ArrowRight", "account-1"],
      ["ArrowLeft", "account-3"],
      ["ArrowUp", "account-2"],
    ] as const) {
      await press(key);
      await page.locator(`[data-account='${id}'][aria-checked=true]`).waitFor();
      assert.equal(await page.evaluate("document.activeElement.dataset.account"), id);
      // The list may ask for rows meanwhile.
      const asked = harness.received.filter((message) => message.type === "account");
      assert.deepEqual(asked.at(-1), { type: "account", id });
    }
    assert.equal(await chosen(), "account-2");
    await page.locator(".card h2", { hasText: "Auto top-up" }).waitFor();
    assert.equal(await page.locator("[role=radio][tabindex='0']").count(), 1);
    await press("Tab");
    assert.equal(await focused(), "Refresh");
    await page.locator("[data-account='account-1']").click();
    await page.locator("[data-account='account-1'][aria-checked=true]").waitFor();
    await page.locator(".cards").waitFor({ state: "hidden" });
  });

  it("leads through a card from its filter to what can be done", async () => {
    await harness.show(scenarios.cloudflare);
    await focusOn(".card select");
    await page.locator(".card select").selectOption("manual");
    await received({ type: "cardFilter", card: "invoices", value: "manual" });
    assert.equal(await page.locator(".card select").inputValue(), "manual");
    await focusOn(".card select");
    await press("Tab");
    assert.equal(await focused(), "View invoice of Oct 20, 2026");
    await press("Enter");
    await received({ type: "cardLink", card: "invoices", key: "in_1Q0" });

    await focusOn(".card [data-more]");
    await press("Enter");
    assert.equal(await page.locator("#card-invoices tbody tr").count(), 9);
    assert.equal(await focused(), "Show fewer");
    await harness.show(scenarios.cloudflare, { hideAmounts: true });
    assert.equal(await page.locator("#card-invoices tbody tr").count(), 9);
    assert.equal(await focused(), "Show fewer");
    assert.doesNotMatch(await page.locator(".cards").innerText(), /\$/);

    await focusOn("[data-action=topUp]");
    await press("Space");
    await received({ type: "act", action: "topUp", key: null });
  });

  it("begins an action in the row it is meant for, and shows who pays only when asked", async () => {
    await harness.show(scenarios.xai);
    await focusOn("[data-action=setDefaultPaymentMethod]");
    assert.equal(await focused(), "Make default: Mastercard •••• 4444");
    await press("Enter");
    await received({
      type: "act",
      action: "setDefaultPaymentMethod",
      key: "pm_2",
    });
    assert.equal(await page.getByText("Jane Doe").count(), 0);
    await focusOn(".card [data-intent=revealAccount]");
    await press("Enter");
    await page.getByText("Jane Doe").waitFor();
    assert.equal(await page.evaluate("document.activeElement.dataset.intent"), "maskAccount");
  });

  it("exports what was spent from where it shows, and the focus stays when figures change", async () => {
    await harness.show(scenarios["usage-only"]);
    await focusOn(".spend .chart-actions [data-intent='exportCsv']");
    await press("Enter");
    await received({ type: "intent", intent: "exportCsv" });
    await harness.show(scenarios["usage-only"], { range: "7d" });
    await page.locator("text=Last 7 days").first().waitFor();
    assert.equal(await focused(), "Export CSV");
    await harness.show(scenarios["usage-only"], { hideAmounts: true });
    await page.locator("[data-intent='showAmounts']").waitFor();
    assert.equal(await page.locator(".chart-actions button").count(), 0);
  });

  it("reaches every action with Enter", async () => {
    for (const intent of ["refresh", "openBilling", "exportCsv", "loadOlder", "revealAccount"]) {
      await focusOn(`[data-intent='${intent}']`);
      await press("Enter");
      await received({ type: "intent", intent });
    }
  });
});
