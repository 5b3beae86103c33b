import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { openPage, type HarnessOptions, type PageHarness } from "../support/page-harness.ts";
import { movementsOf, NOW, scenarioNames, scenarios, type PageScenario } from "../support/page-scenarios.ts";
import { topUp, USD } from "../support/page-world.ts";

describe("the page in a browser", () => {
  let browser: Browser;
  let harness: PageHarness;
  const open = async (options: Partial<HarnessOptions> = {}) => {
    harness = await openPage(browser, { scenario: scenarios.spending, ...options });
    return harness.page;
  };
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(() => harness.close());

  it("shows every state without a complaint of script or security policy, and never scrolls sideways", async () => {
    const page = await open({ scenario: scenarios.loading, width: 300 });
    for (const name of scenarioNames) {
      await harness.show(scenarios[name], { hideAmounts: name === "hidden" });
      assert.deepEqual(harness.complaints, [], name);
      assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name);
    }
  });

  it("shows hostile names as text that harms nothing", async () => {
    const page = await open({ scenario: scenarios.hostile });
    assert.ok((await page.getByText("<img src=x").count()) > 0);
    assert.equal(await page.locator("img, script[src=x], #page b").count(), 0);
    assert.equal(await page.title(), "AI/ML API Balance");
    assert.deepEqual(harness.complaints, []);
  });

  it("shows hostile words on cards and in names of accounts as text", async () => {
    const page = await open({ scenario: scenarios["cards-hostile"], width: 320 });
    await page.locator(".card").first().waitFor();
    assert.ok((await page.getByText("<img src=x").count()) > 5);
    await harness.show(scenarios["many-accounts"]);
    assert.equal(await page.locator(".account-option", { hasText: "<img src=x" }).count(), 1);
    assert.equal(await page.locator("img, #page b").count(), 0);
    assert.equal(await page.title(), "AI/ML API Balance");
    assert.deepEqual(harness.complaints, []);
  });

  it("cuts nothing off in accounts and cards at 320 px but long names and words, which say themselves", async () => {
    const page = await open({ scenario: scenarios.xai, width: 320 });
    for (const name of ["xai", "cloudflare", "three-accounts", "many-accounts", "cards-failing"] as const) {
      await harness.show(scenarios[name]);
      const cut = await page.evaluate<string[]>(
        "[...document.querySelectorAll('.accounts *, .cards *')].filter((it) => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 1 && getComputedStyle(it).display !== 'inline' && !it.closest('[title], .spoken, thead, caption')).map((it) => it.outerHTML.slice(0, 120))",
      );
      assert.deepEqual(cut, [], name);
    }
  });

  it("keeps a table of a card a table to a screen reader, however narrow", async () => {
    for (const width of [320, 1200]) {
      const page = await open({ scenario: scenarios.cloudflare, width });
      const card = page.getByRole("region", { name: "Invoices" });
      assert.equal(await card.getByRole("table", { name: "Invoices" }).count(), 1);
      assert.equal(await card.getByRole("columnheader", { name: "Total" }).count(), 1);
      assert.equal(await card.getByRole("rowheader", { name: "Oct 3, 2026" }).count(), 1);
      if (width === 320) await harness.close();
    }
  });

  it("builds only the rows in sight, wherever one scrolls", async () => {
    const page = await open();
    const rows = () => page.locator(".rows .row").count();
    assert.ok((await rows()) < 60);
    await scrollList(page, 200_000);
    await page.locator(".rows .row[aria-rowindex='6270']").getByText("$").waitFor();
    assert.ok((await rows()) < 60);
  });

  it("keeps what one reads in place when a movement comes in at the top", async () => {
    const page = await open();
    await scrollList(page, 3200);
    const first = page.locator(".rows .row[aria-rowindex='110']");
    await first.getByText("$").waitFor();
    const text = await first.textContent();
    const top = (await first.boundingBox())?.y;
    await harness.show(grown(scenarios.spending, 2));
    const moved = page.locator(".rows .row[aria-rowindex='112']");
    await page.waitForTimeout(200);
    assert.equal(await moved.textContent(), text);
    assert.equal((await moved.boundingBox())?.y, top);
    await scrollList(page, 0);
    await page.locator(".rows .row", { hasText: "$77.00" }).first().waitFor();
  });

  it("takes every amount out of its rows the moment amounts are hidden, and keeps the place", async () => {
    const page = await open();
    await scrollList(page, 3200);
    await page.locator(".rows .row[aria-rowindex='110']").getByText("$").waitFor();
    await harness.show(scenarios.spending, { hideAmounts: true });
    await page.locator(".rows .row[aria-rowindex='110'] .amount", { hasText: "•••" }).waitFor();
    assert.doesNotMatch(await page.locator(".rows").innerText(), /\$/);
    await harness.show(scenarios.spending, { hideAmounts: false });
    await page.locator(".rows .row[aria-rowindex='110']").getByText("$").waitFor();
  });

  it("touches only what changed: focus, selection and elements stay", async () => {
    const page = await open();
    await page.evaluate(`
      window.kept = [...document.querySelectorAll('.model-table tr, .figure, .canvas canvas')];
      getSelection().selectAllChildren(document.querySelector('.big-amount'));
      document.querySelector('[data-intent=copyBalance]').focus();
    `);
    await harness.show(scenarios.error);
    assert.ok(await page.evaluate("window.kept.every((node) => node.isConnected)"));
    assert.match(await page.evaluate("getSelection().toString()"), /21\.42/);
    assert.equal(await page.evaluate("document.activeElement.dataset.intent"), "copyBalance");
  });

  it("does not jump when figures take the place of their skeletons", async () => {
    const page = await open({ scenario: scenarios["loading-history"] });
    const tops = () =>
      page.evaluate(
        "['.totals', '.balance', '.spend', '.stage'].map((it) => document.querySelector(it).getBoundingClientRect().top)",
      );
    await harness.show(scenarios["no-refill"]);
    const loaded = await tops();
    await harness.show({
      ...scenarios["no-refill"],
      data: (it) => ({
        ...scenarios["no-refill"].data(it),
        past: undefined,
        spending: undefined,
        movements: undefined,
      }),
    });
    assert.deepEqual(await tops(), loaded);
  });

  it("draws its charts anew when the theme changes", async () => {
    const page = await open({ theme: "light" });
    const pixel = () =>
      page.evaluate<string>(
        "(() => { const c = document.querySelector('.spend canvas'); return String(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 997 === 0)); })()",
      );
    const light = await pixel();
    await harness.setTheme("dark");
    assert.notEqual(await pixel(), light);
  });

  it("keeps the models apart where the system forces its colours", async () => {
    const page = await open({ theme: "high-contrast", forcedColors: true });
    const colours = await page.evaluate<number>(
      "(() => { const c = document.querySelector('.spend canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const n = new Map(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) { const k = d[i] + ',' + d[i + 1] + ',' + d[i + 2]; n.set(k, (n.get(k) ?? 0) + 1); } return [...n.values()].filter((v) => v > 100).length; })()",
    );
    assert.ok(colours >= 7, `${colours} colours`);
  });

  it("stands still for whoever asked for less motion", async () => {
    const page = await open({ scenario: scenarios.loading, reducedMotion: true });
    assert.equal(await page.evaluate("document.getAnimations().length"), 0);
    await harness.close();
    const lively = await open({ scenario: scenarios.loading });
    assert.ok((await lively.evaluate<number>("document.getAnimations().length")) > 0);
    await lively.evaluate("document.body.classList.add('vscode-reduce-motion')");
    assert.equal(await lively.evaluate("document.getAnimations().length"), 0);
  });
});

const scrollList = (page: Page, top: number) =>
  page.evaluate(`void (document.querySelector(".list").scrollTop = ${top})`);

/** The same scenario after `count` more payments. */
function grown(scenario: PageScenario, count: number): PageScenario {
  const movements = [
    ...scenario.movements,
    ...Array.from({ length: count }, () => topUp("PAYMENT", NOW, 77 * USD)),
  ];
  return {
    movements,
    data: (preferences) => ({
      ...scenario.data(preferences),
      movements: movementsOf(movements, preferences.filter, 2),
    }),
  };
}
