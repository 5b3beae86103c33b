import assert from "node:assert/strict";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ChargeStore } from "../../src/billing/charges/charge-book.ts";
import { failureIn, isAborted } from "../../src/billing/vendor/billing-error.ts";
import type { Transport } from "../../src/billing/vendor/transport.ts";
import { seal } from "../../src/host/sealed-text.ts";
import { CHARGES_FOLDER } from "../../src/host/store/charge-files.ts";
import { isStoreError } from "../../src/host/store/store-error.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openFakeEditor, type FakeEditor } from "../support/fake-editor.ts";
import { root, run } from "../support/run.ts";
import { createScratch, type Scratch } from "../support/scratch.ts";

/** The bundles of the package, minified, each with classes of its own. */
describe("errors that go from one built bundle to another", function () {
  this.timeout(300_000);
  let scratch: Scratch;
  let sandbox: Sandbox;
  let editor: FakeEditor;
  const usual = process.env["XDG_STATE_HOME"];

  before(async () => {
    scratch = await createScratch();
    sandbox = await startSandbox({ scenario: "no-ledger" });
    await run(process.execPath, ["esbuild.js", "--minify", "--outdir", join(scratch.path, "dist")], root);
    process.env["XDG_STATE_HOME"] = join(scratch.path, "state");
    editor = await openFakeEditor({
      folder: scratch.path,
      settings: { "actions.enabled": true, "actions.dailyLimit": 100 },
      input: "25",
      button: /^Top Up by /,
    });
  });
  after(async () => {
    await editor.dispose();
    if (usual === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = usual;
    await sandbox.close();
    await scratch.dispose();
  });
  const shared = () => join(scratch.path, "state", CHARGES_FOLDER);
  const own = () => join(scratch.path, "storage", "charges");
  /** Only the records of top-ups, which nobody writes to between two of them: the window goes on beside them. */
  const forget = async () => {
    for (const folder of [shared(), own()])
      await rm(folder, { recursive: true, force: true, maxRetries: 50 });
  };
  afterEach(forget);

  const load = (bundle: string) =>
    createRequire(join(scratch.path, "x"))(join(scratch.path, "dist", bundle)) as unknown;

  it("are made by bundles that each carry their own class", async () => {
    const { createTransport } = load("node-fetch-transport.cjs") as { createTransport: () => Transport };
    const stopped = new AbortController();
    stopped.abort();
    const address = new URL("http://127.0.0.1:9/");
    const aborted = createTransport()(address, {}, stopped.signal);
    await assert.rejects(aborted, isAborted);
    const refused = createTransport()(address, {}, new AbortController().signal);
    await assert.rejects(refused, (error) => failureIn(error)?.kind === "connection");

    const { openCharges } = load("charge-files.cjs") as {
      openCharges: (storage: string, warn: () => void) => ChargeStore;
    };
    await mkdir(own(), { recursive: true });
    await writeFile(join(own(), "000000000001.json"), "x");
    const damaged = openCharges(join(scratch.path, "storage"), () => undefined).read();
    await assert.rejects(damaged, (error) => isStoreError(error) && error.reason === "a file is damaged");
  });

  it("tell why nothing is charged, from the record of top-ups through the extension to the message", async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      [shared(), "x", "a file is damaged"],
      [shared(), seal(`{"version":99}`), "written by a newer version of this extension"],
      [own(), "x", "the record of this profile: a file is damaged"],
    ];
    saveAccount(sandbox.url);
    for (const [folder, text, reason] of cases) {
      await forget();
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "000000000001.json"), text);
      assert.deepEqual(await topUp(), [`Cannot record top-ups safely (${reason}). Nothing was charged.`]);
    }
    assert.equal(sandbox.charges().length, 0);
  });

  it("tell why a vendor could not be asked, from the transport through the client to the message", async () => {
    saveAccount("http://127.0.0.1:9", "unreachable");
    const said = await topUp("unreachable");
    assert.deepEqual(said, ["Connection to xAI lost."]);
  });

  it("keep nobody from a top-up: it is made by the built bundles, in the shared record", async () => {
    saveAccount(sandbox.url);
    const said = await topUp();
    assert.match(said.at(-1) ?? "", /^xAI charged the top-up of \$25\.00\./);
    assert.ok((await readdir(shared())).length > 0);
    assert.equal(sandbox.charges("xai").length, 1);
  });

  function saveAccount(origin: string, id = "x"): void {
    const { managementKey: apiKey, teamId: subject } = sandbox.accounts.xai;
    const account = { origin, apiKey, subject, provider: "xai", place: 1 };
    editor.save(`aimlapi.credential.${id}`, JSON.stringify(account));
  }
  /** What is said, once the extension has read its accounts. */
  async function topUp(id = "x"): Promise<readonly string[]> {
    for (;;) {
      const from = editor.said.length;
      await editor.run("aimlapi.accountActions", id, "topUp");
      const said = editor.said.slice(from);
      if (!/no longer exists/.test(said[0] ?? "")) return said;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
