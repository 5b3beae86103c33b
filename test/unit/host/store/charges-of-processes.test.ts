import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ChargeEntry } from "../../../../src/billing/charges/charge-book.ts";
import { addressedPayerOf } from "../../../../src/billing/charges/charge-order.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { createChargeFiles } from "../../../../src/host/store/charge-files.ts";
import { diskFiles } from "../../../../src/host/store/file-system.ts";
import { startSandbox, type Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { createScratch, type Scratch } from "../../../support/scratch.ts";
import { CHARGED, type Charged } from "../charging.ts";

describe("processes that top up one account", function () {
  this.timeout(300_000);
  let scratch: Scratch;
  let sandbox: Sandbox;

  beforeEach(async () => {
    scratch = await createScratch();
    sandbox = await startSandbox({ timeFactor: 60, scenario: "no-ledger" });
  });
  afterEach(async () => {
    await sandbox.close();
    await scratch.dispose();
  });

  /** A process of a profile, ready to top up; `state` is the machine it runs on. */
  async function prepare(vendor: Charged, profile: string, state = "state") {
    const script = join(import.meta.dirname, "charge-once.ts");
    const args = [script, join(scratch.path, profile), join(scratch.path, state), sandbox.url];
    const child = spawn(process.execPath, [...args, sandbox.accounts.aimlapi.apiKey, vendor], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const closed = once(child, "close");
    assert.equal((await lines.next()).value, "ready");
    return {
      async topUp(): Promise<unknown> {
        child.stdin.write("\n");
        const said: unknown = (await lines.next()).value;
        await closed;
        return said;
      },
      async kill() {
        child.stdin.write("\n");
        while (sandbox.charges(vendor).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        child.kill("SIGKILL");
        await closed;
      },
    };
  }
  const prepareAll = (vendor: Charged, profiles: readonly string[]) =>
    Promise.all(profiles.map((profile) => prepare(vendor, profile)));
  const PROFILES = ["default", "work", "cursor", "codium"];

  for (const vendor of CHARGED)
    describe(`at ${vendor}`, () => {
      it("from profiles of their own at the same moment charge once", async () => {
        const all = await prepareAll(vendor, PROFILES);
        const said = await Promise.all(all.map((each) => each.topUp()));
        assert.equal(sandbox.charges(vendor).length, 1, said.join());
        assert.equal(said.filter((words) => String(words).startsWith("charged")).length, 1, said.join());
      });

      it("charge nobody while one of their profiles has an attempt of 0.1.0 that is open", async () => {
        const { cloudflare, xai } = sandbox.accounts;
        const subject = vendor === "cloudflare" ? cloudflare.accountId : xai.teamId;
        const entry: ChargeEntry = {
          id: "old",
          payer: await addressedPayerOf({ providerId: vendor, origin: sandbox.url, subject }),
          amount: usd(25),
          at: Date.now() - 600_000,
          state: { kind: "open", why: "no-answer" },
          before: [],
        };
        await mkdir(join(scratch.path, "default"));
        const files = { files: diskFiles, folder: join(scratch.path, "default", "charges") };
        const old = createChargeFiles({
          ...files,
          newId: () => "0a",
          onDamage: () => assert.fail("nothing is damaged"),
        });
        await old.write(await old.read(), [entry]);
        assert.equal(await (await prepare(vendor, "default")).topUp(), "waiting");
        const said = await Promise.all((await prepareAll(vendor, PROFILES)).map((each) => each.topUp()));
        assert.deepEqual(new Set(said), new Set(["waiting"]));
        assert.equal(sandbox.charges(vendor).length, 0);
      });

      it("do not make again in another profile what one was killed over", async () => {
        sandbox.play("answer-lost-silently", vendor);
        const [killed, other] = await prepareAll(vendor, ["default", "work"]);
        await killed?.kill();
        sandbox.play("no-ledger", vendor);
        assert.equal(await other?.topUp(), "waiting");
        assert.equal(sandbox.charges(vendor).length, 1);
      });

      it("on machines that share nothing do not make again what the vendor lists as made by hand", async () => {
        assert.match(String(await (await prepare(vendor, "default")).topUp()), /^charged/);
        sandbox.world.clock.advance(60_000);
        assert.equal(await (await prepare(vendor, "default", "remote")).topUp(), "foreign");
        assert.equal(sandbox.charges(vendor).length, 1);
      });
    });
});
