import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { installExtension, type Installed } from "../support/installed.ts";
import type { Workbench } from "../support/workbench.ts";

const PYTHON = `import requests


def left(key):
    url = "https://api.aimlapi.com/v1/billing/balance"
    answer = requests.get(url, headers={"Authorization": f"Bearer {key}"})
    return answer.json()["balance"] / 2_000_000
`;

const SHELL = `#!/bin/sh
curl -s -H "Authorization: Bearer $AIMLAPI_API_KEY" https://api.aimlapi.com/v1/billing/balance
`;

const struckThrough = ".view-line span.squiggly-inline-deprecated";

describe("deprecation diagnostics", () => {
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    const files = { "left.py": PYTHON, "left.sh": SHELL, "ignored.py": PYTHON, "read.py": PYTHON };
    installed = await installExtension({ files });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot("diagnostics-failed");
    await workbench.close();
  });

  after(() => installed.dispose());

  async function open(file: string, texts: readonly string[]): Promise<void> {
    workbench = await installed.open(file);
    await struck(workbench, texts);
  }

  const fileText = (file: string) => readFile(join(installed.folder, file), "utf8");

  it("strike deprecated use through, list it, count it and explain it", async () => {
    await open("left.py", ["/v1/billing/balance", "balance"]);
    const { page } = workbench;
    const line = page.locator(struckThrough).first();
    assert.equal(await line.evaluate(decorationOf), "line-through");
    assert.equal(await page.locator(".monaco-editor .cdr.squiggly-warning").count(), 2);

    await workbench.press("Control+Shift+M");
    const rows = page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
    await rows.nth(1).waitFor();
    const labels = await Promise.all((await rows.all()).map((row) => row.getAttribute("aria-label")));
    assert.match(labels.join("\n"), /Warning: \/v1\/billing\/balance is deprecated/);
    for (const theme of ["light", "dark", "high-contrast"] as const) {
      await workbench.setTheme(theme);
      // The colours fade over.
      await page.waitForTimeout(500);
      await workbench.screenshot(`diagnostics-${theme}`);
    }
    await workbench.setTheme("light");

    await page.locator('[id="status.languageStatus"]').hover();
    const status = page.locator(".hover-language-status").filter({ hasText: "AI/ML API: 2 deprecations" });
    await status.waitFor();
    await workbench.screenshot("diagnostics-language-status");

    await page.locator(struckThrough).first().hover();
    await page.locator(".monaco-hover a.code-link").first().click();
    const explained = await workbench.webview("h1#aimlapideprecated-endpoint");
    assert.match(await explained.innerText("body"), /2,000,000 credits are 1 USD/);
    await workbench.screenshot("diagnostics-rule-page");
  });

  it("fix a request that nobody reads, by keyboard", async () => {
    await open("left.sh", ["/v1/billing/balance"]);
    await quickFix(workbench, /^Migrate to \/v2\/billing \(USD\)/);
    await workbench.page.locator(struckThrough).waitFor({ state: "detached" });
    await workbench.press("Control+S");
    const migrated = SHELL.replace("/v1/billing/balance", "/v2/billing");
    await eventually(
      () => fileText("left.sh"),
      (text) => text === migrated,
    );
    await workbench.press("Control+Z", "Control+S");
    await eventually(
      () => fileText("left.sh"),
      (text) => text === SHELL,
    );
  });

  it("leave a line alone that a person has marked", async () => {
    await open("ignored.py", ["/v1/billing/balance", "balance"]);
    await quickFix(workbench, /^Disable aimlapi\/deprecated-endpoint for this line/);
    await struck(workbench, ["balance"], 1);
    await workbench.screenshot("diagnostics-ignored");
    await workbench.press("Control+S");
    const directive = "    # aimlapi-disable-next-line aimlapi/deprecated-endpoint\n";
    const marked = PYTHON.replace("    url =", `${directive}    url =`);
    await eventually(
      () => fileText("ignored.py"),
      (text) => text === marked,
    );
  });

  it("explain a read in place of changing it", async () => {
    await open("read.py", ["/v1/billing/balance", "balance"]);
    await quickFix(workbench, /^Show help for aimlapi\/deprecated-endpoint/);
    const explained = await workbench.webview("h1#aimlapideprecated-endpoint");
    assert.match(await explained.innerText("body"), /no fix is offered/);
    await workbench.screenshot("diagnostics-explained");
    assert.equal(await fileText("read.py"), PYTHON);
  });
});

/** Runs in the page. */
const decorationOf = (element: unknown) =>
  (
    globalThis as unknown as { getComputedStyle: (of: unknown) => { textDecorationLine: string } }
  ).getComputedStyle(element).textDecorationLine;

/** Goes to the first problem, opens its light bulb and takes the row that `title` fits. */
async function quickFix(workbench: Workbench, title: RegExp): Promise<void> {
  const { page } = workbench;
  await page.locator(".monaco-editor .view-line").first().click();
  await workbench.press("Control+Home", "F8");
  await page.locator(".marker-widget").waitFor();
  await workbench.press("Escape");
  await page.locator(".marker-widget").waitFor({ state: "detached" });
  await workbench.press("Control+.");
  const rows = page.locator(".action-widget .monaco-list-row.action");
  await rows.first().waitFor();
  await workbench.screenshot("diagnostics-quick-fixes");
  const focused = page.locator(".action-widget .monaco-list-row.action.focused");
  for (let presses = await rows.count(); presses >= 0; presses--) {
    if (title.test((await focused.getAttribute("aria-label")) ?? "")) break;
    assert.ok(presses > 0, `${String(title)} in ${(await rows.allInnerTexts()).join(" | ")}`);
    await workbench.press("ArrowDown");
  }
  await workbench.press("Enter");
}

async function struck(workbench: Workbench, texts: readonly string[], count = texts.length): Promise<void> {
  const found = workbench.page.locator(struckThrough);
  await found.first().waitFor();
  await found.nth(count).waitFor({ state: "detached" });
  assert.deepEqual(await found.allInnerTexts(), texts);
}

async function eventually(read: () => Promise<string>, isWanted: (text: string) => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    if (isWanted(await read())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`still ${await read()}`);
}
