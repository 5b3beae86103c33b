// `npm run pictures`: the pictures of the README, taken of the packaged extension over the sandbox.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packagedFile, packageExtension } from "./package.ts";
import { installExtension } from "./installed.ts";
import { root } from "./run.ts";
import { startSandbox } from "./sandbox.ts";

const folder = join(root, "media", "readme");
await mkdir(dirname(packagedFile), { recursive: true });
await packageExtension(packagedFile);
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox("healthy");
await sandbox.setScenario("ninety-days", "aimlapi");
const { url, accounts } = sandbox;
const installed = await installExtension({
  settings: {
    "aimlapi.baseUrl": url,
    "aimlapi.baseUrls": { cloudflare: url, xai: url },
    "aimlapi.statusBar.accounts": "all",
    "workbench.activityBar.location": "hidden",
  },
});
try {
  const workbench = await installed.open();
  await workbench.statusBar("balance").waitFor("Set AI/ML API key", 60_000);
  // Resized once it stands, so that the editor lays itself out anew.
  await workbench.page.setViewportSize({ width: 1120, height: 760 });
  await workbench.page.waitForTimeout(1_000);
  await workbench.command("AI/ML API: Set API Key");
  await workbench.answer(sandbox.apiKey);
  await workbench.statusBar("balance").waitFor("$");
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  await workbench.command("AI/ML API: Open Usage & Balance");
  await (await workbench.webview(".big-amount")).locator(".rows .row:not(.pending)").first().waitFor();
  // The ledger is read to its end, and the messages of a moment ago go away by themselves.
  await workbench.page.waitForTimeout(8_000);
  await inBothThemes("page");
  await workbench.command("AI/ML API: Add Account");
  await workbench.answer("Cloudflare", "Add Account");
  await workbench.answer(accounts.cloudflare.apiToken, "Cloudflare: Set API Token");
  await workbench.answer(accounts.cloudflare.accountId, "Cloudflare: Account ID");
  await workbench.statusBar("balance").waitFor("AI/ML API $");
  await workbench.command("AI/ML API: Add Account");
  await workbench.answer("xAI", "Add Account");
  await workbench.answer(accounts.xai.managementKey, "xAI: Set Management Key");
  const page = await workbench.webview(".accounts [role=radio] ~ [role=radio] ~ [role=radio]");
  await page.locator(".accounts [role=radio]").last().click();
  // What the vendor tells is read, and the messages go away by themselves.
  await workbench.page.waitForTimeout(12_000);
  await inBothThemes("accounts");

  async function inBothThemes(name: string): Promise<void> {
    for (const theme of ["light", "dark"] as const) {
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(500);
      await workbench.page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    }
  }
} finally {
  await installed.dispose();
  await sandbox.stop();
}
