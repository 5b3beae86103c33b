import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { seriousFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { openPage, themeNames, type PageHarness } from "../support/page-harness.ts";
import { scenarioNames, scenarios } from "../support/page-scenarios.ts";

describe("the page, checked with axe-core", () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const theme of themeNames)
    it(`has nothing serious or critical in any state, in ${theme}`, async () => {
      const harness = await openPage(browser, { scenario: scenarios.loading, theme });
      for (const name of scenarioNames) {
        await harness.show(scenarios[name], { hideAmounts: name === "hidden" });
        assert.deepEqual(await seriousFindings(harness.page), [], name);
      }
      await finish(harness);
    });

  it("has nothing serious or critical when narrow, nor with its charts as tables", async () => {
    const harness = await openPage(browser, { scenario: scenarios.spending, width: 300 });
    assert.deepEqual(await seriousFindings(harness.page), []);
    for (const name of ["balance", "spend"])
      await harness.page.locator(`.${name}`).getByRole("button", { name: "Show as table" }).click();
    assert.deepEqual(await seriousFindings(harness.page), []);
    await finish(harness);
  });

  it("has nothing serious or critical among accounts and cards when narrow", async () => {
    const harness = await openPage(browser, { scenario: scenarios["many-accounts"], width: 320 });
    for (const name of ["many-accounts", "xai", "cloudflare", "cards-failing"] as const) {
      await harness.show(scenarios[name], { revealAccount: true });
      assert.deepEqual(await seriousFindings(harness.page), [], name);
    }
    await finish(harness);
  });

  it("would see a button without a name", async () => {
    const harness = await openPage(browser, { scenario: scenarios.spending });
    await harness.page.evaluate("document.querySelector('.actions button').removeAttribute('aria-label')");
    await harness.page.evaluate("document.querySelector('.actions button').removeAttribute('title')");
    assert.match((await seriousFindings(harness.page)).join(), /button-name/);
    await harness.close();
  });
});

async function finish({ complaints, close }: PageHarness): Promise<void> {
  assert.deepEqual(complaints, []);
  await close();
}
