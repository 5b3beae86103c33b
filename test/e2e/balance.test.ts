import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import { createPatience, type Patience } from "../support/patience.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Workbench } from "../support/workbench.ts";

const MINUTE = 60_000;

describe("the balance in the status bar", () => {
  let patience: Patience;
  let sandbox: Sandbox;
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    patience = await createPatience();
    sandbox = await startSandbox("healthy");
    const settings = { "aimlapi.baseUrl": sandbox.url, "workbench.reduceMotion": "on" };
    installed = await installExtension({ settings, ...patience.options });
    workbench = await installed.open();
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
    await patience.dispose();
  });

  const balance = () => workbench.statusBar("balance");
  const shot = (name: string) => workbench.screenshot(`balance-${name}`);
  const shots = async (name: string) => {
    for (const theme of ["dark", "high-contrast", "high-contrast-light", "light"] as const) {
      await workbench.setTheme(theme);
      await shot(`${name}-${theme}`);
    }
  };
  /** As a person does a while after the last read: sooner, the value there is would do. */
  const refresh = async () => {
    await patience.pass(10_000);
    await workbench.command("AI/ML API: Refresh Balance");
  };

  it("asks for a key first, and shows the amount once it has one", async () => {
    await balance().waitFor("Set AI/ML API key");
    await shot("no-key");
    await workbench.command("AI/ML API: Set API Key");
    const input = await workbench.quickInput("AI/ML API: Set API Key");
    assert.equal(await input.getAttribute("type"), "password");
    await shot("set-key");
    await workbench.answer(sandbox.apiKey);
    const look = await balance().waitFor("$123.45");
    assert.equal(look.kind, "plain");
    assert.equal(look.label, "AI/ML API balance, $123.45, updated just now");
    await shots("fine");
  });

  it("shows it again after a reload, before any request", async () => {
    await sandbox.setScenario("hanging");
    const before = (await sandbox.requests()).length;
    await patience.pass(8 * MINUTE);
    await workbench.reload();
    const look = await balance().waitFor("$123.45");
    assert.match(look.label, /updated \d+ minutes ago$/);
    // The value is due: it is asked for by now or soon, and this vendor never answers.
    assert.ok((await sandbox.requests()).length <= before + 1);
    await balance().waitFor(({ text }) => text === "$123.45", 1000);
  });

  it("shows it after a reload while the vendor is gone", async () => {
    await sandbox.stop();
    await workbench.reload();
    await balance().waitFor("$123.45");
    sandbox = await startSandbox("low", sandbox);
    assert.deepEqual(await sandbox.requests(), []);
  });

  it("turns to a warning when the balance is low", async () => {
    await refresh();
    // Crossing the threshold asks for the refill state as well, which decides the colour a moment later.
    const look = await balance().waitFor(({ text, kind }) => text.includes("$3.21") && kind === "warning");
    assert.match(look.label, /\$3\.21, low, updated/);
    assert.match(await balance().tooltip(), /Balance: \$3\.21 \(low\)\s+Auto top-up: off/);
    await shots("low");
  });

  it("turns to an error when nothing is left", async () => {
    await sandbox.setScenario("empty");
    await refresh();
    const look = await balance().waitFor("$0.00");
    assert.equal(look.kind, "error");
    await shots("empty");
  });

  it("keeps the last value when the vendor cannot be reached, and says so once", async () => {
    await sandbox.setScenario("healthy");
    await refresh();
    await balance().waitFor("$123.45");
    // The editor shows three messages at a time: those of the balance that went and came back would hide the next.
    await workbench.command("Notifications: Clear All Notifications");
    await sandbox.stop();
    await patience.pass(8 * MINUTE);
    await refresh();
    await workbench.notification(/Show Log/).waitFor();
    const look = await balance().waitFor(/\$123\.45 · \d+ min/);
    assert.equal(look.kind, "plain");
    assert.match(look.label, /\$123\.45, outdated, updated \d+ minutes ago/);
    await shot("offline");
    await workbench.command("Notifications: Clear All Notifications");
    await shots("offline");
  });

  it("is up to date again as soon as the vendor answers", async () => {
    sandbox = await startSandbox("refill-armed", sandbox);
    await refresh();
    const look = await balance().waitFor("$4.20");
    assert.equal(look.kind, "plain");
    assert.match(look.label, /low, auto top-up on, updated just now/);
    await shot("refill-armed");
  });

  it("hides the amount from onlookers, and shows it again", async () => {
    await workbench.command("AI/ML API: Hide Amounts");
    const look = await balance().waitFor("•••");
    assert.match(look.label, /amount hidden/);
    assert.doesNotMatch(look.label + (await balance().tooltip()), /4\.20|20\.00|5\.00/);
    await shot("hidden");
    await workbench.command("AI/ML API: Show Amounts");
    await balance().waitFor("$4.20");
  });

  it("gives way to the demo, is marked as such, and comes back", async () => {
    const before = (await sandbox.requests()).length;
    await workbench.command("AI/ML API: Try with a Demo Account");
    const look = await balance().waitFor(/DEMO \$\d\d\.\d\d/);
    assert.match(look.label, /^AI\/ML API demo account balance, \$/);
    await shot("demo");
    await workbench.command("AI/ML API: Leave the Demo Account");
    await balance().waitFor("$4.20");
    assert.equal((await sandbox.requests()).length, before);
  });

  it("says so when the key is refused", async () => {
    await sandbox.setScenario("unauthorized");
    await refresh();
    await balance().waitFor(/ · /);
    await refresh();
    // The colour follows the text a moment later.
    await balance().waitFor(({ text, kind }) => text.includes("API key rejected") && kind === "warning");
    await shot("refused");
    await workbench.command("Notifications: Clear All Notifications");
  });

  it("forgets the account with its key", async () => {
    await workbench.command("AI/ML API: Remove API Key");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    await shot("clear-key");
    await workbench.press("Enter");
    await balance().waitFor("Set AI/ML API key");
  });
});
