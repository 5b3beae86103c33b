import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { set, eventually } from "../extension.ts";
import { runAsPerson, type Answers } from "../person.ts";
import { filesOf, openScene, textsBelow, type Scene } from "./scene.ts";

const AIMLAPI = "$(credit-card) AI/ML API $123.45";
const XAI = "$(credit-card) xAI $51.81";
const DEEPSEEK = "$(credit-card) DeepSeek CNY\u00a0110.00";

describe("accounts are managed", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
    await set("statusBar.accounts", "all");
    await scene.put("main", "aimlapi");
    await scene.put("x", "xai");
    await scene.put("d", "deepseek");
    await bar([AIMLAPI, XAI, DEEPSEEK]);
    await scene.allAsked();
  });

  afterEach(() => scene.close());

  const bar = (wanted: readonly string[]) =>
    scene.bar((texts) => JSON.stringify(texts) === JSON.stringify(wanted));
  const manage = (name: string, way: string, more: Omit<Answers, "pick"> = {}) =>
    runAsPerson("aimlapi.manageAccounts", { pick: [name, way], ...more });
  const ways = async (name: string) =>
    (await runAsPerson("aimlapi.manageAccounts", { pick: [name] })).offered.slice(4, -4);

  it("in a list of what can be done with each", async () => {
    const met = await runAsPerson("aimlapi.manageAccounts", { pick: [] });
    assert.deepEqual(met.offered, ["AI/ML API", "xAI", "DeepSeek", "$(add) Add an account"]);
    assert.deepEqual(await ways("xAI"), [
      "$(edit) Rename",
      "$(key) Set another management key",
      "$(arrow-up) Move up",
      "$(arrow-down) Move down",
      "$(debug-pause) Pause",
      "$(trash) Remove",
    ]);
    assert.ok(!(await ways("AI/ML API")).includes("$(arrow-up) Move up"));
    assert.ok(!(await ways("DeepSeek")).includes("$(arrow-down) Move down"));
  });

  it("by another name, which is free, shown everywhere, and taken back by the vendor's", async () => {
    const before = scene.asked().length;
    const met = await manage("xAI", "Rename", { input: "  Team " });
    assert.deepEqual([met.titles.at(-1), met.asked[0]?.value], ["Rename xAI", "xAI"]);
    assert.equal(await met.asked[0]?.validateInput?.("DeepSeek"), "Another account already has this name.");
    assert.equal(await met.asked[0]?.validateInput?.("xAI"), undefined);
    await bar([AIMLAPI, "$(credit-card) Team $51.81", DEEPSEEK]);
    const [, team] = scene.api.surfaces.statuses();
    assert.equal(team?.tooltip.title, "Team (xAI)");
    assert.match(team.spoken, /^Team \(xAI\) balance, \$51\.81/);
    const page = await scene.api.surfaces.page();
    assert.deepEqual(
      page.accounts?.options.map(({ label }) => label),
      ["AI/ML API", "Team", "DeepSeek"],
    );
    await manage("Team", "Rename", { input: "xAI" });
    await bar([AIMLAPI, XAI, DEEPSEEK]);
    assert.equal((await scene.stored())["x"]?.["name"], undefined);
    assert.equal(scene.asked().length, before, "nobody is asked because of a name");
  });

  it("in another order", async () => {
    await manage("DeepSeek", "Move up");
    await bar([AIMLAPI, DEEPSEEK, XAI]);
    await manage("AI/ML API", "Move down");
    await bar([DEEPSEEK, AIMLAPI, XAI]);
    await manage("DeepSeek", "Move down");
    await manage("DeepSeek", "Move down");
    await bar([AIMLAPI, XAI, DEEPSEEK]);
  });

  it("for a while not at all: nothing is shown of a paused one and nobody asked for it", async () => {
    await manage("xAI", "Pause");
    await bar([AIMLAPI, DEEPSEEK]);
    const before = scene.asked().filter((path) => path.includes("/teams/")).length;
    await runAsPerson("aimlapi.refresh");
    assert.equal(scene.asked().filter((path) => path.includes("/teams/")).length, before);
    assert.ok((await ways("xAI")).includes("$(debug-start) Resume"));
    await manage("xAI", "Resume");
    await bar([AIMLAPI, XAI, DEEPSEEK]);
  });

  it("with another key, which goes to where the vendor is now, and which a paused one goes on with", async () => {
    await manage("xAI", "Rename", { input: "Team" });
    await manage("Team", "Pause");
    await bar([AIMLAPI, DEEPSEEK]);
    const { managementKey } = scene.sandbox.accounts.xai;
    const met = await manage("Team", "Set another management key", { input: managementKey });
    assert.equal(met.titles.at(-1), "Team (xAI): Set Management Key");
    assert.match(met.hints.join(), /Management key saved/);
    await bar([AIMLAPI, "$(credit-card) Team $51.81", DEEPSEEK]);
    assert.deepEqual(Object.keys(await scene.stored()).sort(), ["d", "main", "x"]);
  });

  it("of AI/ML API by a key for the configured address", async () => {
    const met = await manage("AI/ML API", "Set another API key", {
      input: scene.sandbox.accounts.aimlapi.otherApiKey,
    });
    assert.ok(met.asked[0]?.prompt?.includes(new URL(scene.url).host));
    await eventually(
      async () => (await scene.stored())["main"],
      (main) => main?.["apiKey"] === scene.sandbox.accounts.aimlapi.otherApiKey,
    );
    assert.equal((await scene.stored())["main"]?.["origin"], scene.url);
    await bar([AIMLAPI, XAI, DEEPSEEK]);
  });

  it("away: the secret and all that was read with it, once confirmed, and nothing else", async () => {
    const keeps = async (text: string) => (await textsBelow(filesOf(scene))).includes(text);
    await eventually(() => keeps("51.81"), Boolean);
    const unsure = await manage("xAI", "Remove");
    assert.deepEqual([unsure.said, unsure.buttons], [["Remove xAI?"], ["Remove"]]);
    await bar([AIMLAPI, XAI, DEEPSEEK]);

    await manage("xAI", "Remove", { button: "Remove" });
    await bar([AIMLAPI, DEEPSEEK]);
    assert.deepEqual(Object.keys(await scene.stored()).sort(), ["d", "main"]);
    await eventually(
      () => keeps("51.81"),
      (kept) => !kept,
    );
    assert.ok(await keeps("123.45"));
  });

  it("without the first of them: clearing the API key leaves the others", async () => {
    const met = await runAsPerson("aimlapi.clearKey", { button: "Remove" });
    assert.deepEqual(met.said, ["Remove the API key?"]);
    await bar([XAI, DEEPSEEK]);
    await runAsPerson("aimlapi.setKey", { input: scene.sandbox.accounts.aimlapi.apiKey });
    await bar([AIMLAPI, XAI, DEEPSEEK]);
  });

  it("and all of them deleted with everything else", async () => {
    await runAsPerson("aimlapi.deleteData", { button: "Delete" });
    await bar(["$(key) Set AI/ML API key"]);
    assert.deepEqual(await scene.stored(), {});
    assert.ok(!existsSync(filesOf(scene)));
  });

  it("and one of them chosen for the status bar, until another is", async () => {
    await set("statusBar.accounts", undefined);
    await bar([AIMLAPI]);
    const met = await runAsPerson("aimlapi.chooseAccount", { pick: "DeepSeek" });
    assert.deepEqual(met.offered, ["AI/ML API", "xAI", "DeepSeek"]);
    await bar([DEEPSEEK]);
    await vscode.commands.executeCommand("aimlapi.copyBalance");
    assert.equal(await vscode.env.clipboard.readText(), "CNY\u00a0110.00");
    await runAsPerson("aimlapi.chooseAccount", { pick: "xAI" });
    await bar([XAI]);
    await manage("xAI", "Remove", { button: "Remove" });
    await bar([DEEPSEEK]);
  });
});
