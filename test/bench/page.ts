// `npm run bench:page`: what the page costs on an account with 100,000 movements. Ends with 1 when it costs too much.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession } from "playwright-core";
import type { PageData, PagePreferences } from "../../src/billing/page/page-data.ts";
import { presentPage } from "../../src/billing/page/present-page.ts";
import { presentMovement } from "../../src/billing/page/present-transactions.ts";
import { createWords } from "../../src/billing/page/words.ts";
import { launchBrowser } from "../support/browser.ts";
import { openPage } from "../support/page-harness.ts";
import { movementsOf, NOW, scenarios } from "../support/page-scenarios.ts";
import { layWorld, pastOf, spendingOf, USD } from "../support/page-world.ts";
import { exitOnSignals } from "../support/processes.ts";
import { root, run } from "../support/run.ts";

const WORK_LIMIT_MS = 200;
const BUNDLE_LIMIT = 250_000;
const SCROLLS = 300;

exitOnSignals();
await run(process.execPath, ["esbuild.js", "--minify"]);
const preferences: PagePreferences = {
  locale: "en",
  timeZone: "UTC",
  hideAmounts: false,
  revealAccount: false,
  range: "90d",
  filter: { kind: null, model: null },
};
const models = Array.from({ length: 40 }, (_, index) => `vendor-${index % 7}/model-${index}`);
const plan = {
  days: 90,
  chargesPerDay: 1560,
  models,
  refill: { at: 10 * USD, adds: 100 * USD },
  opening: 90 * USD,
};
const world = layWorld(plan, NOW);
const data: PageData = {
  ...scenarios.spending.data(preferences),
  past: pastOf(world, "90d", NOW),
  spending: spendingOf(world, "90d", NOW),
  movements: movementsOf(world.movements, preferences.filter),
};

const excesses: string[] = [];
const tell = (what: string, value: number, unit: string, limit?: number): void => {
  const over = limit !== undefined && value > limit;
  if (over) excesses.push(what);
  const against = limit === undefined ? "" : ` (limit ${limit})${over ? " TOO MUCH" : ""}`;
  console.log(`${what.padEnd(58)} ${value.toFixed(1).padStart(9)} ${unit}${against}`);
};
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const timed = (work: () => unknown) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

tell("movements", world.movements.length, "");
tell(
  "bundle of the page, minified",
  statSync(join(root, "dist/detail.js")).size / 1000,
  "kB",
  BUNDLE_LIMIT / 1000,
);
const present = timed(() => presentPage(data, NOW, preferences));
tell("presenting 90 days, first time", present, "ms");
tell(
  "presenting 90 days again, median",
  median(Array.from({ length: 9 }, () => timed(() => presentPage(data, NOW, preferences)))),
  "ms",
);
const words = createWords(preferences);
const newest = world.movements.slice(-100);
tell(
  "presenting 100 rows, median",
  median(Array.from({ length: 9 }, () => timed(() => newest.map((row) => presentMovement(row, words))))),
  "ms",
);

const browser = await launchBrowser();
try {
  const firsts: number[] = [];
  for (let index = 0; index < 5; index++) {
    const harness = await openPage(browser, { scenario: { data: () => data, movements: world.movements } });
    const session = await harness.page.context().newCDPSession(harness.page);
    const idle = await metricsOf(session);
    await harness.page.reload();
    await harness.page.locator(".rows .row.out").first().waitFor();
    await harness.page.waitForTimeout(300);
    firsts.push((await metricsOf(session)).work - idle.work);
    await harness.close();
  }
  const first = median(firsts);
  tell("page: script, style and layout of the first showing, median", first, "ms");
  tell("first showing in all, editor's end and page", first + present, "ms", WORK_LIMIT_MS);

  const { page, close } = await openPage(browser, {
    scenario: { data: () => data, movements: world.movements },
  });
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const before = await metricsOf(session);
  await page.evaluate(`(async () => {
    const list = document.querySelector(".list");
    for (let index = 1; index <= ${SCROLLS}; index++) {
      list.scrollTop = (list.scrollHeight * index) / ${SCROLLS};
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  })()`);
  await page.waitForTimeout(1000);
  await session.send("HeapProfiler.collectGarbage");
  const after = await metricsOf(session);
  tell("page: work of one jump through the list", (after.work - before.work) / SCROLLS, "ms", 16);
  tell("page: rows that exist", await page.locator(".rows .row").count(), "", 60);
  tell("page: memory at first", before.heap / 1e6, "MB");
  tell("page: memory more after the whole list went by", (after.heap - before.heap) / 1e6, "MB", 10);
  await close();
} finally {
  await browser.close();
}
process.exitCode = excesses.length > 0 ? 1 : 0;

async function metricsOf(session: CDPSession): Promise<{ readonly work: number; readonly heap: number }> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    work: 1000 * (of("ScriptDuration") + of("LayoutDuration") + of("RecalcStyleDuration")),
    heap: of("JSHeapUsedSize"),
  };
}
