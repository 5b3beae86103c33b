import assert from "node:assert/strict";
import * as vscode from "vscode";
import { flagged, openFile } from "../diagnostics/looking.ts";
import { openScene } from "../accounts/scene.ts";
import { activate, eventually } from "../extension.ts";
import { runAsPerson } from "../person.ts";

describe("in Restricted Mode", () => {
  it("works, and takes no address from the workspace", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { surfaces } = await activate();
    assert.match(surfaces.status().text, /Set AI\/ML API key/);
    const baseUrl = vscode.workspace.getConfiguration("aimlapi").get("baseUrl");
    assert.equal(baseUrl, "https://api.aimlapi.com");
  });

  it("changes no account, though actions are switched on, and says so", async () => {
    const scene = await openScene();
    assert.equal(vscode.workspace.getConfiguration("aimlapi").get("actions.enabled"), true);
    await scene.put("x", "xai");
    await scene.put("c", "cloudflare");
    await scene.shows("$51.81");
    await eventually(
      async () => (await scene.api.surfaces.page()).accounts?.options.length,
      (count) => count === 2,
    );
    const asked = () => scene.sandbox.requests().filter(({ method }) => method !== "GET");
    const ways = [[], ["x"], ["x", "topUp"], ["c", "setRefill"], ["x", "setDefaultPaymentMethod", "pm_1"]];
    for (const given of ways) {
      const met = await runAsPerson(
        "aimlapi.accountActions",
        { pick: "", input: "25", button: "Charge $25.00" },
        given,
      );
      assert.deepEqual(met.said, ["Account actions are not available in Restricted Mode."]);
      assert.deepEqual([met.titles, met.buttons], [[], []]);
    }
    const { cards } = await scene.api.surfaces.page();
    for (const { actions, table } of cards?.cards ?? []) {
      assert.deepEqual(actions, []);
      for (const { action } of table?.rows ?? []) assert.equal(action, undefined);
    }
    assert.deepEqual(asked(), []);
    assert.deepEqual(scene.sandbox.charges(), []);
    await scene.close();
  });

  it("flags deprecated use", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await flagged(await openFile("left.sh"), ["/v1/billing/balance"]);
  });
});
