// `npm run pictures`: the pictures of the README, taken of the packaged extension over the sandbox.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installExtension } from "./installed.ts";
import { root } from "./run.ts";
import { startSandbox } from "./sandbox.ts";

const folder = join(root, "media", "readme");
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox("healthy");
const installed = await installExtension({
  settings: { "aimlapi.baseUrl": sandbox.url, "workbench.activityBar.location": "hidden" },
});
try {
  const workbench = await installed.open();
  await workbench.page.setViewportSize({ width: 960, height: 520 });
  await workbench.statusBar("balance").waitFor("Set AI/ML API key", 60_000);
  await workbench.command("AI/ML API: Set API Key");
  await workbench.answer(sandbox.apiKey);
  await workbench.statusBar("balance").waitFor("$123.45");
  await workbench.command("AI/ML API: Show Balance Details");
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  await (await workbench.webview(".big-amount")).getByText("When the balance is").waitFor();
  // The messages of a moment ago go away by themselves.
  await workbench.page.waitForTimeout(6_000);
  await workbench.page.screenshot({ path: join(folder, "overview.png") });
} finally {
  await installed.dispose();
  await sandbox.stop();
}
