import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import type { Workbench } from "../support/workbench.ts";

describe("the balance in the status bar", () => {
  let sandbox: Sandbox;
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    sandbox = await startSandbox("healthy");
    installed = await installExtension({ settings: { "aimlapi.baseUrl": sandbox.url } });
    workbench = await installed.open();
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
  });

  const balance = () => workbench.statusBar("balance");

  it("asks for a key first, and shows the amount once it has one", async () => {
    await balance().waitFor("Set AI/ML API key");
    await workbench.command("AI/ML API: Set API Key");
    await workbench.answer(sandbox.apiKey);
    const look = await balance().waitFor("$123.45");
    assert.equal(look.kind, "plain");
    assert.match(look.label, /^AI\/ML API balance, \$123\.45, updated just now$/);
    await workbench.screenshot("status-bar");
  });
});
