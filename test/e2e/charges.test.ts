import assert from "node:assert/strict";
import type { Frame, Locator } from "playwright-core";
import { installExtension, type Installed } from "../support/installed.ts";
import { createPatience, type Patience } from "../support/patience.ts";
import { killBelow } from "../support/processes.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Workbench } from "../support/workbench.ts";

/** A world without trouble, which leaves the accounts as they are. */
const CALM = "no-ledger";
const ACTIONS = "AI/ML API: Account Actions";
const MINUTE = 60_000;
/** A yes that comes sooner is taken for an Enter that was meant for the box before. */
const READING_MS = 1_200;

describe("top-ups and changes", () => {
  let patience: Patience;
  let sandbox: Sandbox;
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    patience = await createPatience();
    sandbox = await startSandbox("healthy");
    installed = await installExtension({ settings: settingsWith({}), ...patience.options });
    workbench = await installed.open();
    await workbench.page.setViewportSize({ width: 1280, height: 1000 });
    await workbench.statusBar("balance").waitFor("Set AI/ML API key");
    await workbench.command("AI/ML API: Add Account");
    await workbench.answer("Cloudflare", "Add Account");
    await workbench.answer(sandbox.accounts.cloudflare.apiToken, "Cloudflare: Set API Token");
    await workbench.answer(sandbox.accounts.cloudflare.accountId, "Cloudflare: Account ID");
    await workbench.statusBar("balance").waitFor("$86.40");
    await workbench.command("AI/ML API: Add Account");
    await workbench.answer("xAI", "Add Account");
    await workbench.answer(sandbox.accounts.xai.managementKey, "xAI: Set Management Key");
    await workbench.statusBar("balance").waitFor("Cloudflare $86.40");
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
    await patience.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await shot(`failed-${this.currentTest.title.slice(0, 24)}`);
  });

  const settingsWith = (more: object) => ({
    "aimlapi.baseUrls": { cloudflare: sandbox.url, xai: sandbox.url },
    "workbench.reduceMotion": "on",
    "window.dialogStyle": "custom",
    ...more,
  });
  const allow = async (dailyLimit: number) => {
    const actions = { "aimlapi.actions.enabled": true, "aimlapi.actions.dailyLimit": dailyLimit };
    await installed.writeSettings(settingsWith(actions));
    await reload(workbench);
  };
  /** The window again, once it knows its accounts; without a page, which would take the focus when it comes back. */
  const reload = async (window: Workbench) => {
    await window.command("View: Close All Editors");
    await window.reload();
    await ready(window);
  };
  const ready = async (window: Workbench) => {
    await window.statusBar("balance").waitFor("$");
    for (let tries = 0; tries < 50; tries += 1) {
      if ((await offered(window)).includes(ACTIONS)) return;
      await window.page.waitForTimeout(200);
    }
    assert.fail(`${ACTIONS} is not offered`);
  };
  /** The rows of the palette for the command. */
  const offered = async (window: Workbench) => {
    await window.press("F1");
    await (await window.quickInput()).fill(`>${ACTIONS}`);
    await window.page.waitForTimeout(300);
    const rows = await window.quickRows().locator(".label-name").allInnerTexts();
    await window.press("Escape");
    return rows;
  };
  /** Time goes on for editors and vendors. */
  const pass = async (ms: number) => {
    await patience.pass(ms);
    await sandbox.pass(ms);
  };
  /** The reads of an hour are for the pages of one part of this file. */
  const nextHour = () => pass(61 * MINUTE);

  const shot = (name: string) => workbench.screenshot(`charges-${name}`);
  const charges = async (vendor: "cloudflare" | "xai" = "cloudflare") =>
    (await sandbox.charges(vendor)).map(({ usd }) => usd);
  /** What was asked that changes something. */
  const changes = async () =>
    (await sandbox.requests())
      .filter(
        ({ method, path }) => method === "DELETE" || (method === "POST" && !/\/(usage|status)$/.test(path)),
      )
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);
  /** Of four messages within 800 ms the editor shows three: a person is slower, and so is this. */
  const breathe = (window = workbench) => window.page.waitForTimeout(1_000);
  const clear = async (window = workbench) => {
    await window.command("Notifications: Clear All Notifications");
    await breathe(window);
  };
  const told = async (text: string | RegExp, window = workbench) => {
    const note = window.notification(text);
    await note.waitFor();
    return note;
  };

  const choose = async (note: Locator, button: string) => {
    await breathe();
    await note.getByText(button).click();
  };

  /** Leads to the amount's prompt; without an account's name there is only one. */
  async function begin(action: string, account = "Cloudflare", window = workbench): Promise<void> {
    await window.command(ACTIONS);
    await window.answer(account, "Account Actions");
    await window.answer(action, `${account}: Account Actions`);
  }
  /** Says yes to a modal that was read. */
  async function agree(button: string, window = workbench): Promise<void> {
    await window.modal();
    await window.page.waitForTimeout(READING_MS);
    await window.pressModal(button);
  }
  async function topUp(amount: string, account = "Cloudflare", window = workbench): Promise<void> {
    await begin("Top up", account, window);
    await window.answer(amount, `${account}: Top Up`);
    await agree(`Top Up by $${Number(amount).toFixed(2)}`, window);
  }

  /** The page of an account, all of it read. */
  async function page(account: string): Promise<Frame> {
    await workbench.command("AI/ML API: Open Usage & Balance");
    const frame = await workbench.webview(".accounts [role=radio], .accounts input");
    await frame.getByText(account, { exact: true }).first().click();
    await frame.locator("h1", { hasText: account }).waitFor();
    await frame.locator(".card").first().waitFor();
    return frame;
  }
  const card = (frame: Frame, title: string) =>
    frame.locator(".card", { has: frame.locator("h2", { hasText: new RegExp(`^${title}$`) }) });

  describe("while actions are off, as they are by default", () => {
    it("are neither on the page nor in the palette", async () => {
      const frame = await page("Cloudflare");
      await card(frame, "Invoices").locator("tbody tr").first().waitFor();
      assert.equal(await frame.locator("[data-action]").count(), 0);
      const rows = await offered(workbench);
      assert.ok(rows.length > 0 && !rows.includes(ACTIONS), rows.join());
      assert.deepEqual(await changes(), []);
    });

    it("are not begun by a page that asks for them all the same", async () => {
      const frame = await page("Cloudflare");
      await card(frame, "Invoices").locator("tbody tr").first().waitFor();
      await frame.evaluate(`(() => {
        const forged = document.createElement("button");
        forged.dataset.action = "topUp";
        document.querySelector(".card").append(forged);
        forged.click();
      })()`);
      await workbench.page.waitForTimeout(1_000);
      assert.equal(
        await workbench.page.locator(".quick-input-widget:visible, .monaco-dialog-box").count(),
        0,
      );
      assert.equal(await workbench.notification("").count(), 0);
      assert.deepEqual(await changes(), []);
    });
  });

  describe("a top-up at Cloudflare", () => {
    before(() => allow(100));
    beforeEach(() => clear());

    it("is asked for with account, amount, fee and card, and Cancel charges nothing", async () => {
      await begin("Top up");
      await workbench.quickInput("Cloudflare: Top Up");
      assert.match(
        await workbench.promptMessage(),
        /^From \$10\.00 to \$95\.23 \(remaining daily limit\)\. You will be asked to confirm\./,
      );
      await workbench.answer("25");
      const modal = await workbench.modal("Top up Cloudflare by $25.00?");
      const detail = (await modal.locator(".dialog-message-detail").innerText()).split("\n");
      assert.deepEqual(detail, [
        "Account: Cloudflare",
        "Amount: $25.00 (USD)",
        "Fee: $1.25, total $26.25",
        "Charged to: Visa •••• 4242",
      ]);
      await shot("modal");
      await workbench.pressModal("Cancel");
      assert.deepEqual(await changes(), []);
    });

    it("takes no amount that could be read in two ways, nor one that is too small or too large", async () => {
      await begin("Top up");
      const input = await workbench.quickInput("Cloudflare: Top Up");
      for (const text of [
        "1e3",
        "25,00",
        "1.000",
        "２５",
        "-25",
        "0x19",
        "25.001",
        "1000000000",
        "٢٥",
        "∞",
        "25 50",
      ]) {
        await input.fill(text);
        await workbench.page.locator(".quick-input-message", { hasText: "Enter an amount in USD" }).waitFor();
      }
      for (const [text, said] of [
        ["0", "Minimum: $10.00."],
        ["9.99", "Minimum: $10.00."],
        ["95.24", "Maximum: $95.23 (remaining daily limit)."],
      ] as const) {
        await input.fill(text);
        await workbench.page.locator(".quick-input-message", { hasText: said }).waitFor();
      }
      await workbench.press("Enter", "Escape");
      assert.equal(await workbench.page.locator(".monaco-dialog-box").count(), 0);
    });

    it("is not made by an Enter too many", async () => {
      await begin("Top up");
      await (await workbench.quickInput("Cloudflare: Top Up")).fill(" 25 ");
      await workbench.press("Enter");
      await workbench.modal("Top up Cloudflare by $25.00?");
      await workbench.press("Enter", "Enter");
      await workbench.modal("Top up Cloudflare by $25.00?");
      assert.deepEqual(await changes(), []);
      await agree("Top Up by $25.00");
      await told("Cloudflare charged the top-up of $25.00.");
      assert.deepEqual(await charges(), [25]);
    });

    it("raises the balance soon, and stands in the history", async () => {
      await workbench.statusBar("balance").waitFor("$111.40");
      const frame = await page("Cloudflare");
      await card(frame, "Invoices").locator("tbody tr", { hasText: "$26.25" }).first().waitFor();
    });

    it("is made by the page's button", async () => {
      const frame = await page("Cloudflare");
      await frame.locator("[data-action=topUp]").first().waitFor();
      await shot("page");
      await frame.locator("[data-action=topUp]").first().click();
      await workbench.answer("10", "Cloudflare: Top Up");
      await agree("Top Up by $10.00");
      await told("Cloudflare charged the top-up of $10.00.");
      assert.deepEqual(await charges(), [25, 10]);
      await card(frame, "Invoices").locator("tbody tr", { hasText: "$10.50" }).first().waitFor();
    });

    it("is not made beyond the daily limit", async () => {
      await begin("Top up");
      await (await workbench.quickInput("Cloudflare: Top Up")).fill("60.24");
      await workbench.page.locator(".quick-input-message", { hasText: "Maximum: $60.23" }).waitFor();
      await workbench.press("Enter", "Escape");
      await begin("Top up", "xAI");
      await (await workbench.quickInput("xAI: Top Up")).fill("63.26");
      await workbench.page.locator(".quick-input-message", { hasText: "Maximum: $63.25" }).waitFor();
      await workbench.press("Escape");
      assert.deepEqual(await charges(), [25, 10]);
    });

    it("that is declined waits until nothing of it can be collected, and is refused then", async () => {
      await sandbox.setScenario("card-declined", "cloudflare");
      await topUp("10");
      await told(/The payment of \$10\.00 was declined, but Cloudflare may still collect it later\./);
      await shot("declined");
      await sandbox.setScenario(CALM, "cloudflare");
      await clear();
      await pass(76 * MINUTE);
      await begin("Top up");
      await told("Cloudflare refused the top-up of $10.00. Nothing was charged.");
      assert.deepEqual(await charges(), [25, 10]);
    });
  });

  describe("a top-up whose answer is lost", () => {
    let other: Workbench;
    before(async () => {
      await nextHour();
      // What may have been charged counts too, with its fee.
      await allow(200);
      other = await installed.open();
      await ready(other);
    });
    beforeEach(() => Promise.all([clear(), clear(other)]));
    const OPEN = /\$12\.00 may have been charged\. Before topping up again, wait until/;

    it("says that it may have been charged, before the vendor heard of it", async () => {
      await sandbox.setScenario("answer-lost-before", "cloudflare");
      await topUp("12");
      await told(/^.*Cloudflare did not answer\. The top-up of \$12\.00 may have been charged\./s);
      await shot("open");
      await sandbox.setScenario(CALM, "cloudflare");
      assert.deepEqual(await charges(), [25, 10]);
    });

    it("keeps every window from another one, and says why", async () => {
      await begin("Top up", "Cloudflare", other);
      await told(OPEN, other);
      await other.screenshot("charges-open-elsewhere");
      await reload(workbench);
      await begin("Top up");
      const note = await told(OPEN);
      await choose(note, "Check Again");
      await told(OPEN);
      assert.equal((await changes()).filter((line) => line.endsWith("billing/topup")).length, 4);
    });

    it("is closed by hand after a warning, and only then may be made again", async () => {
      await begin("Top up");
      await choose(await told(OPEN), "Close Manually");
      const modal = await workbench.modal("Close the pending top-up?");
      assert.match(await modal.innerText(), /nothing prevents a double charge/);
      await shot("close");
      await agree("Close Top-Up");
      await told(/was closed manually\. Check Cloudflare's dashboard to see whether it was charged/);
      await clear();
      await topUp("11");
      await told("Cloudflare charged the top-up of $11.00.");
      assert.deepEqual(await charges(), [25, 10, 11]);
    });

    it("is settled by the records, and counts once", async () => {
      await sandbox.setScenario("answer-lost-after", "cloudflare");
      await topUp("12.5");
      const note = await told(/\$12\.50 may have been charged\./);
      await sandbox.setScenario(CALM, "cloudflare");
      await sandbox.pass(10_000);
      await choose(note, "Check Again");
      await told(/Cloudflare's payment history shows a payment for \$12\.50 since the top-up was sent/);
      await shot("settled");
      assert.deepEqual(await charges(), [25, 10, 11, 12.5]);
    });

    it("by a hard kill is under way for two minutes, then asked of the records, and never made again", async () => {
      for (const window of [workbench, other]) await window.command("View: Close All Editors");
      await sandbox.setScenario("answer-lost-silently", "cloudflare");
      await topUp("13");
      while ((await charges()).length < 5) await workbench.page.waitForTimeout(20);
      const sentAt = Date.now();
      assert.ok((await killBelow(installed.server.pid, /type=extensionHost/)) >= 2);
      await sandbox.setScenario(CALM, "cloudflare");
      for (const window of [workbench, other]) {
        await window.reload();
        await ready(window);
      }
      // However long that took, the two minutes are not over.
      await patience.pass(sentAt - Date.now());
      await begin("Top up");
      await told("A top-up of $13.00 is in progress. Wait for it to finish before topping up again.");
      await pass(3 * MINUTE);
      await begin("Top up", "Cloudflare", other);
      await told(/Cloudflare's payment history shows a payment for \$13\.00/, other);
      assert.deepEqual(await charges(), [25, 10, 11, 12.5, 13]);
    });

    it("wanted in two windows at once is charged once", async () => {
      const windows = [workbench, other] as const;
      for (const window of windows) {
        await begin("Top up", "Cloudflare", window);
        await window.answer("14", "Cloudflare: Top Up");
        await window.modal("Top up Cloudflare by $14.00?");
      }
      await workbench.page.waitForTimeout(READING_MS);
      await Promise.all(windows.map((window) => window.pressModal("Top Up by $14.00")));
      await Promise.race([
        told("Cloudflare charged the top-up of $14.00.").then(() => told(/No new top-up was sent/, other)),
        told("Cloudflare charged the top-up of $14.00.", other).then(() => told(/No new top-up was sent/)),
      ]);
      assert.deepEqual(await charges(), [25, 10, 11, 12.5, 13, 14]);
    });

    after(() => other.close());
  });

  describe("a large top-up", () => {
    before(async () => {
      await nextHour();
      await allow(1_000);
    });
    beforeEach(() => clear());

    it("is typed once more", async () => {
      await begin("Top up");
      await workbench.answer("150", "Cloudflare: Top Up");
      await agree("Top Up by $150.00");
      await workbench.quickInput("Type the amount again to confirm the top-up of $150.00.");
      const again = await workbench.quickInput("Cloudflare: Top Up");
      await again.fill("15");
      await workbench.page.locator(".quick-input-message", { hasText: "The amounts don't match." }).waitFor();
      await workbench.press("Enter");
      assert.deepEqual(await charges(), [25, 10, 11, 12.5, 13, 14]);
      await again.fill("150");
      await workbench.press("Enter");
      await told("Cloudflare charged the top-up of $150.00.");
      assert.deepEqual(await charges(), [25, 10, 11, 12.5, 13, 14, 150]);
    });
  });

  describe("a change", () => {
    before(nextHour);
    beforeEach(() => clear());

    it("that Cloudflare makes in its dashboard only is not asked of it", async () => {
      const before = await changes();
      for (const [action, sentence] of [
        ["Set the spending limit", "Spending limits can only be set in the Cloudflare dashboard"],
        ["Set auto top-up", "Auto top-up can only be changed in the Cloudflare dashboard"],
        ["Turn off auto top-up", "Auto top-up can only be turned off in the Cloudflare dashboard"],
      ] as const) {
        await begin(action);
        const modal = await workbench.modal(sentence);
        await modal.getByText("Open Dashboard", { exact: true }).waitFor();
        if (action === "Set auto top-up") await shot("dashboard-only");
        await workbench.pressModal("Cancel");
      }
      assert.deepEqual(await changes(), before);
    });

    it("removes Cloudflare's spending limit after its warning", async () => {
      const frame = await page("Cloudflare");
      const limits = card(frame, "Spending limits");
      await limits.getByText("$200.00").first().waitFor();
      const before = await changes();
      await begin("Remove the spending limit");
      const modal = await workbench.modal("Remove the spending limit?");
      assert.match(await modal.innerText(), /cannot be set again through the API/);
      await shot("remove-limit");
      await workbench.pressModal("Cancel");
      assert.deepEqual(await changes(), before);
      await begin("Remove the spending limit");
      await agree("Remove Limit");
      await limits.getByText("$200.00").first().waitFor({ state: "detached" });
      assert.deepEqual(await changes(), [...before, "DELETE billing/spending-limit"]);
    });

    it("sets xAI's limit, which its card shows", async () => {
      const frame = await page("xAI");
      await begin("Set the spending limit", "xAI");
      await workbench.answer("40", "xAI: Set Spending Limit");
      const modal = await workbench.modal("Set the spending limit to $40.00?");
      assert.match(
        await modal.innerText(),
        /Account: xAI\s+Monthly limit: \$40\.00\s+The current limit is \$1,000\.00\./,
      );
      await shot("set-limit");
      await agree("Set Limit");
      await card(frame, "Spending limits").getByText("$40.00").first().waitFor();
      await shot("xai-page");
    });

    it("sets xAI's default card by the button in its row", async () => {
      const frame = await page("xAI");
      const methods = card(frame, "Payment methods");
      await methods.locator("tbody tr").nth(1).locator("[data-action=setDefaultPaymentMethod]").click();
      await workbench.modal(/Make .+ the default\?/);
      await shot("default-card");
      await agree("Make Default");
      await methods.locator("tbody tr").first().getByText("Visa").waitFor({ state: "detached" });
      assert.ok((await changes()).includes("POST payment-method/default"));
    });

    it("sets one field of xAI's billing information, and leaves the others", async () => {
      const frame = await page("xAI");
      await begin("Change billing information", "xAI");
      await workbench.answer("Name", "xAI: Billing Information");
      await workbench.answer("Robin Sandbox", "Name to show on invoices.");
      const modal = await workbench.modal("Change name?");
      assert.match(await modal.innerText(), /Current: Sam Sandbox\s+New: Robin Sandbox/);
      await agree("Change");
      const information = card(frame, "Billing information");
      await information
        .getByRole("button", { name: /show|reveal/i })
        .first()
        .click()
        .catch(() => undefined);
      await information.getByText(/Robin Sandbox/).waitFor();
    });

    it("tops xAI up by its default card", async () => {
      await begin("Top up", "xAI");
      await workbench.answer("20", "xAI: Top Up");
      const modal = await workbench.modal("Top up xAI by $20.00?");
      assert.match(await modal.innerText(), /No known fees; tax may apply/);
      await shot("xai-modal");
      await agree("Top Up by $20.00");
      await told("xAI charged the top-up of $20.00.");
      assert.deepEqual(await charges("xai"), [20]);
    });
  });
});
