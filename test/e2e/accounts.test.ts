import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Workbench } from "../support/workbench.ts";

const THEMES = ["light", "high-contrast", "dark"] as const;

describe("accounts of several vendors", () => {
  let sandbox: Sandbox;
  let installed: Installed;
  let workbench: Workbench;
  let settings: Readonly<Record<string, unknown>>;

  before(async () => {
    sandbox = await startSandbox("healthy");
    settings = {
      "aimlapi.baseUrl": sandbox.url,
      "aimlapi.baseUrls": { cloudflare: sandbox.url, xai: sandbox.url },
      "workbench.reduceMotion": "on",
    };
    installed = await installExtension({ settings });
    workbench = await installed.open();
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
  });

  const balance = () => workbench.statusBar("balance");
  const neighbour = (place: number) => workbench.statusBar(`balance.right.${100 - place / 1024}`);
  const shot = (name: string) => workbench.screenshot(`accounts-${name}`);
  const page = () => workbench.webview(".account-options");
  const shows = async (title: string, amount: string) => {
    const frame = await page();
    await frame.locator("h1").filter({ hasText: title }).waitFor();
    await frame.locator(".big-amount").filter({ hasText: amount }).waitFor();
  };
  /** Each theme's picture of what is shown; the last one stays. */
  const shots = async (name: string) => {
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      await shot(`${name}-${theme}`);
    }
  };

  it("begin with one key, and not a word of accounts", async () => {
    await balance().waitFor("Set AI/ML API key");
    await workbench.command("AI/ML API: Set API Key");
    await workbench.answer(sandbox.apiKey);
    await balance().waitFor(/^\$123\.45$/);
    assert.doesNotMatch(await balance().tooltip(), /account/i);
  });

  it("are added by vendor and key, which tells its team", async () => {
    await workbench.command("AI/ML API: Add Account");
    await workbench.quickInput("Add Account");
    await shot("vendors");
    await workbench.answer("xAI");
    const input = await workbench.quickInput("xAI: Set Management Key");
    assert.equal(await input.getAttribute("type"), "password");
    await shot("management-key");
    await workbench.answer(sandbox.accounts.xai.inferenceKey);
    await workbench.notification("an inference key does not work here").waitFor();
    await shot("inference-key");
    await workbench
      .notification("an inference key")
      .getByRole("button", { name: "Try Again" })
      .press("Enter");
    await workbench.answer(sandbox.accounts.xai.managementKey, "xAI: Set Management Key");
    await balance().waitFor("AI/ML API $123.45");
  });

  it("are added by account ID where the token sees several", async () => {
    await workbench.command("AI/ML API: Add Account");
    await workbench.answer("Cloudflare");
    await workbench.answer(sandbox.accounts.cloudflare.apiToken, "Cloudflare: Set API Token");
    await workbench.quickInput("Cloudflare: Account ID");
    await shot("account-id");
    await workbench.answer(sandbox.accounts.cloudflare.accountId);
    await workbench.page.getByText("Cloudflare added").waitFor();
  });

  it("stand in the tooltip together, with what they come to", async () => {
    const text = await balance().tooltip();
    for (const line of ["AI/ML API: $123.45", "xAI: $51.81", "Cloudflare: $86.40"])
      assert.ok(text.includes(line));
    assert.match(text, /Total of 3 accounts: \$261\.66/);
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      await balance().element.hover();
      await workbench.page.waitForTimeout(1_000);
      await shot(`tooltip-${theme}`);
      await workbench.page.mouse.move(0, 0);
    }
  });

  it("are one page, which the arrow keys lead through", async () => {
    await workbench.page.setViewportSize({ width: 1200, height: 1500 });
    await workbench.command("AI/ML API: Open Usage & Balance");
    await shows("AI/ML API", "$123.45");
    const frame = await page();
    const focused = () => frame.evaluate("document.activeElement?.getAttribute('aria-label') ?? ''");
    /** By Tab, from wherever the pictures left the focus. */
    const reach = async (option: string) => {
      for (let steps = 0; steps < 60 && (await focused()) !== option; steps += 1)
        await workbench.press("Tab");
      assert.equal(await focused(), option);
    };
    await frame.locator(".rows .row:not(.pending)").first().waitFor();
    await shots("page-aimlapi");
    await reach("AI/ML API, $123.45");
    await workbench.press("ArrowRight");
    await shows("xAI", "$51.81");
    assert.equal(await focused(), "xAI, $51.81");
    await frame.locator(".card").first().waitFor();
    await shots("page-xai");
    await reach("xAI, $51.81");
    await workbench.press("ArrowRight");
    await shows("Cloudflare", "$86.40");
    await frame.locator(".card").first().waitFor();
    await shots("page-cloudflare");
    await reach("Cloudflare, $86.40");
    await workbench.press("ArrowRight");
    await shows("AI/ML API", "$123.45");
    await workbench.press("ArrowLeft");
    await shows("Cloudflare", "$86.40");
  });

  it("are chosen for the status bar from a list", async () => {
    await workbench.command("AI/ML API: Choose Status Bar Account");
    await workbench.quickInput("Choose Status Bar Account");
    await shot("choose");
    await workbench.answer("xAI");
    await balance().waitFor("xAI $51.81");
  });

  it("are renamed, and another window follows at once", async () => {
    const other = await installed.open();
    await other.statusBar("balance").waitFor("xAI $51.81");
    await workbench.page.bringToFront();
    await workbench.command("AI/ML API: Manage Accounts");
    await workbench.quickInput("Manage Accounts");
    await shot("manage");
    await workbench.answer("xAI");
    await workbench.quickInput("xAI");
    await shot("manage-one");
    await workbench.answer("Rename");
    await workbench.quickInput("Rename xAI");
    await shot("rename");
    await workbench.answer("Team");
    await balance().waitFor("Team $51.81");
    await other.statusBar("balance").waitFor("Team $51.81");
    await other.close();
  });

  it("stand side by side in the status bar, and a reload keeps everything", async () => {
    await installed.writeSettings({ ...settings, "aimlapi.statusBar.accounts": "all" });
    await sandbox.setScenario("hanging");
    await workbench.reload();
    await balance().waitFor("AI/ML API $123.45");
    await neighbour(1).waitFor("Team $51.81");
    await neighbour(2).waitFor("Cloudflare $86.40");
    const boxes = await Promise.all(
      [balance(), neighbour(1), neighbour(2)].map((it) => it.element.boundingBox()),
    );
    const edges = boxes.map((box) => box?.x ?? 0);
    assert.deepEqual(
      edges,
      [...edges].sort((a, b) => a - b),
      "in the person's order",
    );
    const { label } = await neighbour(1).look();
    assert.match(label, /^Team \(xAI\) balance, \$51\.81, updated /);
    assert.match(await neighbour(1).tooltip(), /^Team \(xAI\)/);
    await shots("all");
  });
});
