import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import type { ScenarioName } from "../../src/sandbox/scenarios/scenarios.ts";
import { installExtension, type Installed } from "../support/installed.ts";
import { createPatience, type Patience } from "../support/patience.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Theme, Workbench } from "../support/workbench.ts";

/** Reading 90 days takes some dozen requests, and a busy machine is slow. */
const READ_MS = 240_000;
const LEDGER = "/v2/billing/transactions";
const isHistory = (path: string) => path.startsWith(LEDGER) || path.startsWith("/v2/usage");

describe("the billing page over accounts of every kind", () => {
  let patience: Patience;
  let installed: Installed;
  let workbench: Workbench;
  let sandbox: Sandbox;
  const opened: Sandbox[] = [];

  before(async () => {
    patience = await createPatience();
    sandbox = await startSandbox("ninety-days");
    opened.push(sandbox);
    installed = await installExtension({
      settings: settingsFor(sandbox),
      files: { "notes.txt": "" },
      ...patience.options,
    });
    workbench = await installed.open();
    await workbench.command("View: Close Primary Side Bar");
    await setKey();
  });

  after(async () => {
    await installed.dispose();
    for (const each of opened) await each.stop();
    await patience.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await shot(`failed-${this.currentTest.title.slice(0, 16)}`);
  });

  const settingsFor = ({ url }: Sandbox) => ({
    "aimlapi.baseUrl": url,
    "workbench.reduceMotion": "on",
    "files.simpleDialog.enable": true,
  });

  async function setKey(): Promise<void> {
    await workbench.statusBar("balance").waitFor("Set AI/ML API key");
    await workbench.command("AI/ML API: Set API Key");
    await workbench.answer(sandbox.apiKey);
    await workbench.statusBar("balance").waitFor("$");
  }

  /** The page of another account. */
  async function enter(scenario: ScenarioName): Promise<void> {
    sandbox = await startSandbox(scenario);
    opened.push(sandbox);
    await installed.writeSettings(settingsFor(sandbox));
    await workbench.reload();
    // The page comes back by itself, and takes the focus when it does.
    await until("h1");
    await workbench.page.waitForTimeout(500);
    await setKey();
    await until(".big-amount", "$");
  }

  const page = (): Promise<Frame> => workbench.webview("#page h1");
  const until = async (selector: string, text: string | RegExp = "") => {
    const found = (await page()).locator(`${selector}:visible`).filter({ hasText: text }).first();
    await found.waitFor({ timeout: READ_MS });
  };
  const texts = async (selector: string) =>
    (await (await page()).locator(`${selector}:visible`).allInnerTexts()).map((text) => text.trim());
  const click = async (selector: string, text: string | RegExp = "") =>
    (await page()).locator(`${selector}:visible`).filter({ hasText: text }).first().click();
  /** The first movement is there, so are the rest of the figures. */
  const read = () => until(".rows .row:not(.pending)");
  const asked = async () => (await sandbox.requests()).map(({ path }) => path);
  const shot = (name: string) => workbench.screenshot(`billing-${name}`);
  const history = async () => (await asked()).filter(isHistory).length;
  /** Everything that is read at first has been read. */
  const settled = async () => {
    for (let before = -1, now = await history(); now !== before; now = await history()) {
      before = now;
      await workbench.page.waitForTimeout(1_500);
    }
  };
  /** A chart has something on it: pixels of more than one colour. */
  const drawn = async (selector: string) =>
    (await page()).evaluate<boolean>(`(() => {
      const canvas = document.querySelector(${JSON.stringify(`${selector} canvas`)});
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] === 255) colours.add(data[at] + "," + data[at + 1] + "," + data[at + 2]);
      return colours.size > 1;
    })()`);

  describe("ninety days of a team", () => {
    it("asks for no history before the page is opened", async () => {
      assert.deepEqual((await asked()).filter(isHistory), []);
    });

    it("shows what is left, where it went and until when it lasts", async () => {
      await workbench.command("AI/ML API: Open Usage & Balance");
      await read();
      await settled();
      await until(".totals .value", /\$\d/);
      assert.equal((await texts(".totals .value")).length, 4);
      assert.ok(await drawn(".balance"), "the balance is drawn");
      assert.ok(await drawn(".spend"), "the spend is drawn");
      assert.ok((await texts(".model-table tbody tr")).length >= 3);
      await until(".facts", /day|week|month/);
      await until(".notes", /History: \d+ of 60 requests used in the last hour/);
      assert.ok((await history()) <= 60);
    });

    it("tells by the ledger what the balance tells", async () => {
      await until(".balance .canvas");
      assert.doesNotMatch((await texts(".notes")).join(), /differ/);
    });

    it("shows another range at once, asking nobody", async () => {
      const before = await history();
      for (const range of ["24h", "7d", "90d", "30d"]) {
        await click(`[data-range='${range}']`);
        await until(`[data-range='${range}'][aria-pressed='true']`);
        assert.ok(await drawn(".balance"), range);
      }
      assert.equal(await history(), before);
    });

    it("scrolls through every movement", async () => {
      const frame = await page();
      await frame.evaluate("document.querySelector('.list').scrollTop = 1e9");
      const total = Number(await frame.locator(".list").getAttribute("aria-rowcount"));
      assert.ok(total > 1_000, `${total} movements`);
      await until(`.rows .row[aria-rowindex='${total}']:not(.pending)`, "$");
      await frame.evaluate("document.querySelector('.list').scrollTop = 0");
    });

    it("shows the movements of one kind, and all again", async () => {
      const frame = await page();
      const [kinds] = await frame.locator(".filters select").all();
      await kinds?.selectOption("PAYMENT");
      await until(".movements .note", /^\d transactions$/);
      // The count is there a moment before the rows are.
      const kind = frame.locator(".rows .row:not(.pending) .kind");
      await kind
        .filter({ hasNotText: /Payment|Top-up/i })
        .first()
        .waitFor({ state: "detached" });
      await kind.first().waitFor();
      await kinds?.selectOption("");
      await read();
    });

    it("writes all movements to the file a person chooses", async () => {
      await click(".list-actions button", /CSV/);
      await workbench.answer("Transactions", "Export CSV");
      await workbench.page.waitForFunction(
        "document.querySelector('.quick-input-widget input')?.value.endsWith('aimlapi-transactions.csv')",
      );
      await workbench.press("Enter");
      const file = join(installed.folder, "aimlapi-transactions.csv");
      await eventuallyText(file, /\n/);
      const lines = (await readFile(file, "utf8")).trim().split("\n");
      assert.ok(lines.length > 1_000, `${lines.length} lines`);
      assert.match(lines[0] ?? "", /time|date/i);
    });

    it("hides every amount", async () => {
      await workbench.command("AI/ML API: Hide Amounts");
      await until(".big-amount", "•••");
      await until(".rows .row .amount", "•••");
      assert.doesNotMatch(await (await page()).locator("#page").innerText(), /\$\d/);
      await shot("hidden");
      await workbench.command("AI/ML API: Show Amounts");
      await until(".big-amount", "$");
    });

    it("opens from what is on disk, with the vendor gone", async () => {
      await workbench.command("View: Close All Editors");
      await sandbox.stop();
      await workbench.command("AI/ML API: Open Usage & Balance");
      await read();
      assert.ok(await drawn(".spend"));
      await shot("offline");
    });

    for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies readonly Theme[])
      it(`fits at every width: ${theme}`, async () => {
        await workbench.setTheme(theme);
        for (const width of [300, 800, 1600]) {
          await workbench.page.setViewportSize({ width, height: width === 300 ? 3200 : 2000 });
          await read();
          await workbench.page.waitForTimeout(300);
          const cut = await (
            await page()
          ).evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
          assert.ok(cut <= 0, `${cut} px are cut off at ${width}`);
          await shot(`${theme}-${width}`);
        }
        await workbench.page.setViewportSize({ width: 1280, height: 1600 });
      });
  });

  describe("other accounts", () => {
    it("a new account: says what is known, and draws no empty chart", async () => {
      await enter("new-account");
      await read();
      assert.match((await texts("#page")).join(), /\$0\.25/);
      await shot("new-account");
    });

    it("auto top-up on its way: says so", async () => {
      await enter("refill-armed");
      await read();
      await until(".facts .value", /On, adds \$20\.00/);
      await shot("refill-armed");
    });

    it("auto top-up that fails: told once it should have fired", async () => {
      await enter("refill-failing");
      await read();
      for (let minutes = 0; minutes < 40; minutes += 8) {
        await patience.pass(8 * 60_000);
        await workbench.command("AI/ML API: Refresh Balance");
        await workbench.page.waitForTimeout(500);
      }
      await workbench.notification(/Auto top-up didn't run/).waitFor();
      await until("#page", /Auto top-up didn't run/);
      await shot("refill-failing");
      await workbench.command("Notifications: Clear All Notifications");
    });

    it("no ledger: says so, and falls back to the balances seen", async () => {
      await enter("no-ledger");
      await until(".movements", /cannot read the account's transactions/);
      await until(".balance", /The chart starts when the balance changes/);
      await sandbox.setBalance("120.00");
      await patience.pass(10 * 60_000);
      await workbench.command("AI/ML API: Refresh Balance");
      await until(".big-amount", "$120.00");
      await until(".balance .canvas");
      assert.ok(await drawn(".balance"));
      await shot("no-ledger");
    });

    it("the demo: has a past of its own, and writes nothing", async () => {
      await workbench.command("AI/ML API: Try with a Demo Account");
      await until(".badge", "DEMO");
      await read();
      await until(".notes", "figures are made up");
      await shot("demo");
      await workbench.command("AI/ML API: Leave the Demo Account");
    });
  });
});

async function eventuallyText(file: string, wanted: RegExp): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (wanted.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${file} was not written`);
}
