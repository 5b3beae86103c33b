import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestApi } from "../../../src/extension.ts";
import { CHARGES_FOLDER, createChargeFiles } from "../../../src/host/store/charge-files.ts";
import { diskFiles } from "../../../src/host/store/file-system.ts";
import { stateFolder, thisMachine } from "../../../src/host/store/state-folder.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { activate, aMoment, eventually, set } from "../extension.ts";
import { runAsPerson, type Answers, type Encounter } from "../person.ts";

const COMMAND = "aimlapi.accountActions";
const ID = "cf";
const SLOT = `aimlapi.credential.${ID}`;
/** A yes that comes sooner is taken for an Enter that was meant for the box before. */
const read = () => aMoment(1_100);

describe("a change of an account", () => {
  let api: TestApi;
  let sandbox: Sandbox;

  before(async () => {
    api = await activate();
  });
  beforeEach(async () => {
    sandbox = await startSandbox();
    await set("baseUrls", { cloudflare: sandbox.url });
    await set("actions.enabled", true);
    await storeKey(sandbox.accounts.cloudflare.apiToken);
  });
  afterEach(async () => {
    await api.context.secrets.delete(SLOT);
    for (const key of ["baseUrls", "actions.enabled", "actions.dailyLimit"]) await set(key, undefined);
    await rm(folder(), { recursive: true, force: true });
    await sandbox.close();
  });

  /** Where all editors of a person keep the record of top-ups; the editor under test has a place of its own. */
  const folder = () => join(stateFolder(thisMachine()) ?? assert.fail(), CHARGES_FOLDER);
  /** Their ids in the record, which is also written to once a person was told. */
  const attempts = async () => {
    const options = {
      files: diskFiles,
      folder: folder(),
      newId: () => "0",
      onDamage: (name: string) => assert.fail(name),
    };
    return (await createChargeFiles(options).read()).book.map(({ id }) => id);
  };
  /** Stores it as another window would, and waits until this one follows. */
  const storeKey = async (apiKey: string) => {
    const { accountId: subject } = sandbox.accounts.cloudflare;
    const account = { origin: sandbox.url, apiKey, subject, provider: "cloudflare", place: 1 };
    await api.context.secrets.store(SLOT, JSON.stringify(account));
    await eventually(
      () => sandbox.requests().length,
      (count) => count > 0,
    );
  };
  const run = (answers: Answers = {}, ...given: readonly unknown[]): Promise<Encounter> =>
    runAsPerson(COMMAND, answers, given);
  const topUp = (meanwhile: () => unknown = read, amount = "25") =>
    run({ input: amount, button: `Top Up by $${amount}.00`, meanwhile }, ID, "topUp");
  const writes = () =>
    sandbox
      .requests()
      .filter(({ method, path }) => method === "DELETE" || /topup$|limit$/.test(path))
      .filter(({ method }) => method !== "GET");

  it("is not made where a folder switches actions on, only where the person does", async () => {
    await set("actions.enabled", undefined);
    const met = await topUp();
    assert.deepEqual(met.said, ["Account actions are turned off."]);
    assert.deepEqual([met.asked, writes()], [[], []]);
  });

  it("keeps to the person's daily limit, whatever a folder says", async () => {
    const met = await run({}, ID, "topUp");
    assert.match(met.asked[0]?.prompt ?? "", /^From \$10\.00 to \$95\.23 \(remaining daily limit\)\./);
  });

  it("is made once, by a person who said yes", async () => {
    const met = await topUp();
    assert.equal(met.said[0], "Top up Cloudflare by $25.00?");
    assert.match(
      met.details[0] ?? "",
      /^Account: Cloudflare\nAmount: \$25\.00 \(USD\)\nFee: \$1\.25, total \$26\.25\nCharged to: Visa •••• 4242$/,
    );
    assert.equal(met.said.at(-1), "Cloudflare charged the top-up of $25.00.");
    assert.equal(sandbox.charges("cloudflare").length, 1);
  });

  it("is asked for anew when the yes came before anybody can have read", async () => {
    const met = await run({ input: "25", button: ["Top Up by $25.00", "Top Up by $25.00"] }, ID, "topUp");
    assert.deepEqual(
      met.said,
      Array.from({ length: 3 }, () => "Top up Cloudflare by $25.00?"),
    );
    assert.deepEqual(writes(), []);
  });

  it("never skips its question, whatever another extension sends along", async () => {
    for (const given of [
      [ID, "topUp", "25"],
      [ID, "topUp", { amount: 25, confirmed: true }],
      [ID, "topUp", true, true, true],
      [ID, "removeLimit", "yes"],
      [ID, "setRefill", "25"],
      [ID, "constructor"],
      [ID, "__proto__"],
      [{ id: ID }, ["topUp"]],
      [null, null, null],
    ]) {
      const met = await run({ input: "25" }, ...given);
      assert.ok(met.said.length + met.offered.length > 0, JSON.stringify(given));
      assert.deepEqual(writes(), [], JSON.stringify(given));
    }
  });

  it("is not made of another account than the one that was named", async () => {
    const met = await run({ input: "25" }, "gone", "topUp");
    assert.deepEqual(met.said, ["This account no longer exists or cannot be changed."]);
    assert.deepEqual(met.asked, []);
  });

  it("is given up when actions are switched off while it asks", async () => {
    const met = await topUp(async () => {
      await set("actions.enabled", false);
      await read();
    });
    assert.equal(met.said.at(-1), "Account actions were turned off. Nothing was sent.");
    assert.deepEqual(writes(), []);
  });

  for (const [what, change] of [
    ["is removed", () => api.context.secrets.delete(SLOT)],
    ["gets another key", () => storeKey(sandbox.accounts.cloudflare.accountToken)],
  ] as const)
    for (const [action, answers] of [
      ["topUp", { input: "25", button: "Top Up by $25.00" }],
      ["removeLimit", { button: "Remove Limit" }],
    ] as const)
      it(`is given up when its account ${what} while it asks: ${action}`, async () => {
        const meanwhile = async () => {
          await change();
          await read();
        };
        const met = await run({ ...answers, meanwhile }, ID, action);
        assert.equal(met.said.at(-1), "The account or its key has changed. Nothing was sent.");
        assert.deepEqual(writes(), []);
      });

  it("holds the limit that stands when it is sent", async () => {
    const met = await topUp(async () => {
      await set("actions.dailyLimit", 24.99);
      await read();
    });
    assert.equal(
      met.said.at(-1),
      "This top-up would exceed your daily limit of $24.99 ($0.00 used in the last 24 hours). Nothing was charged.",
    );
    assert.deepEqual(writes(), []);
    for (const nothing of [0, -1, "50", null, {}]) {
      await set("actions.dailyLimit", nothing);
      const refused = await topUp();
      assert.deepEqual(refused.asked, []);
      assert.match(refused.said[0] ?? "", /^Daily limit of \$0\.00 reached\.$/);
    }
  });

  it("confirmed twice at once charges once", async () => {
    const answers = { input: "25", button: ["Top Up by $25.00", "Top Up by $25.00"], meanwhile: read };
    const { commands } = await import("vscode");
    let second: Thenable<unknown> | undefined;
    const meanwhile = async () => {
      second ??= commands.executeCommand(COMMAND, ID, "topUp");
      await read();
    };
    const met = await run({ ...answers, meanwhile }, ID, "topUp");
    await second;
    assert.equal(sandbox.charges("cloudflare").length, 1, met.said.join("\n"));
  });

  it("takes one reading of an amount only", async () => {
    const [question] = (await run({}, ID, "topUp")).asked;
    const problem = (text: string) => question?.validateInput?.(text);
    for (const text of [
      "",
      "1e3",
      "25,00",
      "1,000",
      "1.000",
      "０",
      "２５",
      "٢٥",
      "-25",
      "+25",
      "0x19",
      "25.001",
      "25.",
      ".5",
      "1000000000",
      "Infinity",
      "NaN",
      "25 50",
      "€25",
      "25USD",
    ])
      assert.equal(problem(text), "Enter an amount in USD, such as 25 or 25.50.", text);
    for (const text of ["0", "9.99", "00"]) assert.equal(problem(text), "Minimum: $10.00.", text);
    for (const text of ["95.24", "999999999"])
      assert.equal(problem(text), "Maximum: $95.23 (remaining daily limit).", text);
    for (const text of ["25", " 25 ", "$25", "25.5", "025", "10", "95.23"])
      assert.equal(problem(text), undefined, text);
  });

  it("is not sent where it cannot be written down", async () => {
    await rm(folder(), { recursive: true, force: true });
    await mkdir(join(folder(), ".."), { recursive: true });
    await writeFile(folder(), "in the way");
    const met = await topUp();
    assert.deepEqual(met.said, ["Cannot record top-ups safely (ENOTDIR). Nothing was charged."]);
    assert.deepEqual(writes(), []);
  });

  it("is not sent while the record of top-ups is damaged, and says so", async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), "000000000001.json"), "x");
    const met = await topUp();
    assert.deepEqual(met.said, ["Cannot record top-ups safely (a file is damaged). Nothing was charged."]);
    assert.deepEqual(writes(), []);
  });

  it("stands in the record that all editors share, and stays there when all data is deleted", async () => {
    await topUp();
    const before = await attempts();
    assert.equal(before.length, 1);
    await runAsPerson("aimlapi.deleteData", { button: "Delete" });
    assert.deepEqual(await attempts(), before);
  });
});
