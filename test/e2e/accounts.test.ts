import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Workbench } from "../support/workbench.ts";

describe("accounts of several vendors", () => {
  let sandbox: Sandbox;
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    sandbox = await startSandbox("ninety-days");
    installed = await installExtension({
      settings: {
        "aimlapi.baseUrl": sandbox.url,
        "aimlapi.baseUrls": { cloudflare: sandbox.url, xai: sandbox.url, deepseek: sandbox.url },
        "workbench.reduceMotion": "on",
      },
    });
    workbench = await installed.open();
    await workbench.page.setViewportSize({ width: 1200, height: 1600 });
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
  });

  const balance = () => workbench.statusBar("balance");
  const shot = (name: string) => workbench.screenshot(`accounts-${name}`);

  it("begin with one key, and not a word of accounts", async () => {
    await balance().waitFor("Set AI/ML API key");
    await workbench.command("AI/ML API: Set API Key");
    await workbench.answer(sandbox.apiKey);
    await balance().waitFor("$64.37");
    assert.doesNotMatch(await balance().tooltip(), /account/i);
  });

  it("are added by vendor, key and team, which the key itself tells", async () => {
    await workbench.command("AI/ML API: Add Account");
    await workbench.quickInput("Add Account");
    await shot("vendors");
    await workbench.answer("xAI");
    const input = await workbench.quickInput("xAI: Set Management Key");
    assert.equal(await input.getAttribute("type"), "password");
    await shot("management-key");
    await workbench.answer(sandbox.accounts.xai.managementKey);
    await balance().waitFor("AI/ML API $64.37");
    assert.match(await balance().tooltip(), /xAI: \$\d/);
  });

  it("are added by account ID where the token sees several", async () => {
    await workbench.command("AI/ML API: Add Account");
    await workbench.answer("Cloudflare");
    await workbench.answer(sandbox.accounts.cloudflare.apiToken, "Cloudflare: Set API Token");
    await workbench.quickInput("Cloudflare: Account ID");
    await shot("account-id");
    await workbench.answer(sandbox.accounts.cloudflare.accountId);
    await workbench.notification("Cloudflare").waitFor({ state: "hidden" });
    await workbench.page.waitForTimeout(2_000);
    assert.match(await balance().tooltip(), /Cloudflare: \$\d/);
    await balance().tooltip();
    await shot("tooltip");
  });

  it("stand on the page side by side, each with what its vendor tells", async () => {
    await workbench.command("AI/ML API: Show Balance Details");
    const page = await workbench.webview(".accounts [role=radio], .accounts input");
    await workbench.page.waitForTimeout(6_000);
    await shot("page-aimlapi");
    for (const name of ["xAI", "Cloudflare"]) {
      await page.getByText(name, { exact: true }).first().click();
      await workbench.page.waitForTimeout(6_000);
      await shot(`page-${name}`);
      await page.evaluate("document.scrollingElement.scrollTo(0, 1500)");
      await workbench.page.waitForTimeout(500);
      await shot(`page-${name}-below`);
    }
  });
});
