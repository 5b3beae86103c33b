import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import type { Workbench } from "../support/workbench.ts";

const PYTHON = `import os
import requests

BASE = "https://api.aimlapi.com/v1"


def left(key):
    answer = requests.get(BASE + "/billing/balance", headers={"Authorization": f"Bearer {key}"})
    return answer.json()["balance"]
`;

const SHELL = `#!/bin/sh
curl -s -H "Authorization: Bearer $AIMLAPI_API_KEY" https://api.aimlapi.com/v1/billing/balance
`;

describe("deprecation diagnostics", () => {
  let installed: Installed;

  before(async () => {
    installed = await installExtension({ files: { "left.py": PYTHON, "left.sh": SHELL } });
  });

  after(() => installed.dispose());

  it("strike a deprecated path through, and list it with its rule", async () => {
    const workbench = await installed.open("left.py");
    await struck(workbench, ["/billing/balance", "balance"]);
    await workbench.press("Control+Shift+M");
    const rows = workbench.page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
    await rows.first().waitFor();
    const labels = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""));
    assert.match(labels.join("\n"), /\/v1\/billing\/balance is deprecated/);
    await workbench.screenshot("diagnostics-problems");
    await workbench.close();
  });
});

async function struck(workbench: Workbench, texts: readonly string[]): Promise<void> {
  const found = workbench.page.locator(".view-line span.squiggly-inline-deprecated");
  await found.first().waitFor({ timeout: 20_000 });
  const seen = await found.allInnerTexts();
  for (const text of texts) assert.ok(seen.includes(text), `${text} in ${seen.join(" | ")}`);
}
