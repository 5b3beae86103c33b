import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "../support/browser.ts";
import { openPage } from "../support/page-harness.ts";
import { scenarios } from "../support/page-scenarios.ts";
import { root } from "../support/run.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const codes = (css: string) =>
  new Map(
    [...css.matchAll(/\.codicon-([\w-]+)::?before\s*\{\s*content:\s*"(\\\w+)"/g)].map((it) => [it[1], it[2]]),
  );

describe("the icons of the page", () => {
  const ours = codes(read("src/webview/styles/icons.css"));

  it("have the code the icon font gives them", () => {
    const theirs = codes(read("node_modules/@vscode/codicons/dist/codicon.css"));
    for (const [name, code] of ours) assert.equal(code, theirs.get(name), name);
  });

  it("are all there, and none for nothing", () => {
    const sources = [
      ...globSync("src/webview/*.ts", { cwd: root }),
      ...globSync("src/billing/page/**/*.ts", { cwd: root }),
    ]
      .map(read)
      .join("\n");
    const used = [...sources.matchAll(/icon(?:\(|: )"([\w-]+)"/g)].map((it) => it[1] ?? "");
    for (const name of [...used, "arrow-up", "arrow-down", "info", "warning", "error"])
      assert.ok(ours.has(name) || name === "blank", name);
    for (const name of ours.keys())
      assert.ok(
        sources.includes(`"${name ?? ""}"`) || /^arrow-/.test(name ?? ""),
        `${name ?? ""} is not used`,
      );
  });

  it("are drawn, and are all that is in the packaged font", async () => {
    const browser = await launchBrowser();
    try {
      const { page } = await openPage(browser, { scenario: scenarios.spending });
      const drawn = (icons: readonly string[]) =>
        page.evaluate<readonly string[]>(`(async () => {
          await document.fonts.load("16px codicon");
          const context = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }).getContext("2d");
          context.font = "16px codicon";
          return ${JSON.stringify(icons)}.filter((icon) => {
            context.clearRect(0, 0, 32, 32);
            context.fillText(icon, 8, 24);
            return context.getImageData(0, 0, 32, 32).data.some((value) => value > 0);
          });
        })()`);
      const icons = [...ours.values()].map((code) =>
        String.fromCodePoint(Number.parseInt((code ?? "").slice(1), 16)),
      );
      assert.deepEqual(await drawn(icons), icons);
      const others = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0xea60 + index));
      assert.deepEqual(
        (await drawn(others)).filter((icon) => !icons.includes(icon)),
        [],
      );
    } finally {
      await browser.close();
    }
  });
});
