import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installExtension, type Installed } from "../support/installed.ts";
import { startSandbox, type Sandbox } from "../support/sandbox.ts";
import { createScratch, type Scratch } from "../support/scratch.ts";
import { root } from "../support/run.ts";
import type { Workbench } from "../support/workbench.ts";

const BALANCE = "/v2/billing";
const DETAIL = "/v2/billing/detail";

describe("four windows with one key", () => {
  let scratch: Scratch;
  let sandbox: Sandbox;
  let installed: Installed;
  let windows: Workbench[];
  let asked = 0;

  before(async () => {
    scratch = await createScratch();
    await sleepFor(0);
    sandbox = await startSandbox("healthy");
    installed = await installExtension({
      settings: { "aimlapi.baseUrl": sandbox.url, "aimlapi.pollInterval": 120 },
      env: { AIMLAPI_TEST_CLOCK: clockFile() },
      nodeOptions: ["--import", join(root, "test", "support", "shifted-clock.ts")],
    });
    windows = [await installed.open()];
  });

  after(async () => {
    await installed.dispose();
    await sandbox.stop();
    await scratch.dispose();
  });

  const clockFile = () => join(scratch.path, "clock");
  /** Sets the clocks of all windows ahead, by this much in all. */
  const sleepFor = (seconds: number) => writeFile(clockFile(), String(seconds * 1000));
  const first = () => windows[0] ?? assert.fail();
  const show = (amount: string) =>
    Promise.all(windows.map((window) => window.statusBar("balance").waitFor(amount)));
  /** What the vendor was asked since this was last called. */
  const newRequests = async () => {
    const paths = (await sandbox.requests()).map(({ path }) => path);
    const before = asked;
    asked = paths.length;
    return paths.slice(before);
  };

  it("ask the vendor once", async () => {
    await first().statusBar("balance").waitFor("Set AI/ML API key");
    await first().command("AI/ML API: Set API Key");
    await first().answer(sandbox.apiKey);
    await show("$123.45");
    windows.push(await installed.open(), await installed.open(), await installed.open());
    await show("$123.45");
    assert.deepEqual(await newRequests(), [BALANCE, DETAIL]);
  });

  it("all show what one of them refreshed, and ask no more for it", async () => {
    await sleepFor(10);
    await sandbox.setBalance("77.05");
    await first().command("AI/ML API: Refresh Balance");
    await show("$77.05");
    assert.deepEqual(await newRequests(), [BALANCE, DETAIL]);
  });

  it("ask once an interval, also when the one that asked last is closed", async () => {
    await windows.shift()?.close();
    for (const [passed, amount] of [
      [150, "66.60"],
      [300, "55.50"],
    ] as const) {
      await sandbox.setBalance(amount);
      await sleepFor(passed);
      // Coming back to a window makes it look at the clock, which it otherwise does twice a minute.
      await Promise.all(
        windows.map(async (window) => {
          await window.setFocus(false);
          await window.setFocus(true);
        }),
      );
      await show(`$${amount}`);
      assert.deepEqual(await newRequests(), [BALANCE]);
    }
  });

  it("forget everything when one of them deletes all local data", async () => {
    const accounts = join(
      dirname(installed.folder),
      "data/User/globalStorage/aimlapi-balance.aimlapi-balance/accounts",
    );
    assert.ok(existsSync(accounts));
    await first().command("AI/ML API: Delete All Local Data");
    await first().page.locator(".monaco-dialog-box").getByText("Delete", { exact: true }).click();
    await show("Set AI/ML API key");
    assert.ok(!existsSync(accounts));
    await sleepFor(900);
    await first().page.waitForTimeout(1000);
    assert.ok(!existsSync(accounts), "no window brought it back");
    assert.deepEqual(await newRequests(), []);
  });
});
