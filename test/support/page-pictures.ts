// `npm run pictures:page`: the built page in every state, theme and width, into test-results/page/.
// Arguments narrow it down: `npm run pictures:page -- spending dark 480`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "./browser.ts";
import { openPage, themeNames } from "./page-harness.ts";
import { scenarioNames, scenarios } from "./page-scenarios.ts";
import { exitOnSignals } from "./processes.ts";
import { root } from "./run.ts";

const WIDTHS = [300, 480, 800, 1200, 1600];

exitOnSignals();
const wanted = process.argv.slice(2);
const chosen = <T extends string | number>(all: readonly T[], fallback = all): readonly T[] => {
  const some = all.filter((each) => wanted.includes(String(each)));
  return some.length > 0 ? some : fallback;
};
const folder = join(root, "test-results", "page");
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const name of chosen(scenarioNames))
    for (const theme of chosen(themeNames))
      for (const width of chosen(WIDTHS)) {
        const harness = await openPage(browser, { scenario: scenarios[name], theme, width });
        const path = join(folder, `${name}-${theme}-${width}.png`);
        await harness.page.screenshot({ path, fullPage: true });
        for (const complaint of harness.complaints) console.log(name, theme, width, complaint);
        await harness.close();
      }
} finally {
  await browser.close();
}
