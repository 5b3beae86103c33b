import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCharger, type Charger } from "../../../../src/billing/charges/charger.ts";
import type { ChargeOutcome } from "../../../../src/billing/charges/outcome.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { reasonOf, removeAccountCells } from "../../../../src/host/account-cells.ts";
import { seal } from "../../../../src/host/sealed-text.ts";
import { createChargeFiles, openCharges } from "../../../../src/host/store/charge-files.ts";
import { diskFiles, type Files } from "../../../../src/host/store/file-system.ts";
import { createScratch, type Scratch } from "../../../support/scratch.ts";
import {
  createChargingVendor,
  inShort,
  LOST,
  type ChargingVendor,
} from "../../billing/charges/charge-stage.ts";
import { createFakeClock, type FakeClock } from "../../billing/fake-clock.ts";

const newId = () => randomBytes(8).toString("hex");

describe("the book of charges on disk", () => {
  let scratch: Scratch;
  let folder: string;
  let vendor: ChargingVendor;
  let clock: FakeClock;
  let damaged: string[];

  beforeEach(async () => {
    scratch = await createScratch();
    folder = join(scratch.path, "balance", "charges");
    clock = createFakeClock(Date.now());
    vendor = createChargingVendor(clock.now);
    damaged = [];
  });
  afterEach(() => scratch.dispose());

  const storeOf = (files: Files) =>
    createChargeFiles({ files, folder, newId, onDamage: (name) => damaged.push(name) });
  const open = (files = diskFiles, store = storeOf(files)): Charger =>
    createCharger({ store, clock, newId, dailyLimit: () => usd(1_000), reasonOf, log: () => undefined });
  const topUp = async (window: Charger): Promise<ChargeOutcome> => {
    const standing = await window.standing("xai:0");
    const latest = standing.kind === "standing" ? standing.latest : undefined;
    return window.begin({ payer: "xai:0", topUp: vendor.topUp, ask: vendor.ask, amount: usd(25), latest });
  };
  const generations = async () => (await readdir(folder)).filter((name) => /^\d+\.json$/.test(name)).sort();

  it("is made by the first charge, and holds it through a restart", async () => {
    vendor.answer = LOST;
    await topUp(open());
    assert.deepEqual(await generations(), ["000000000001.json", "000000000002.json"]);
    assert.equal(inShort(await topUp(open())), "waiting");
  });

  it("lets one of many windows charge at the same moment", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => topUp(open())));
    assert.equal(vendor.charges.length, 1);
    assert.equal(outcomes.map(inShort).filter((it) => it === "charged: answer").length, 1);
  });

  it("is whole and forced to disk, with its name, before anything is sent", async () => {
    const done: string[] = [];
    const noting = (what: string, path: string) =>
      done.push(`${what} ${path.slice(scratch.path.length + 1).replace(/-[0-9a-f]+/, "")}`);
    const files: Files = {
      ...diskFiles,
      async writeNew(path, text) {
        await diskFiles.writeNew(path, text);
        noting("write", path);
      },
      async link(from, to) {
        await diskFiles.link(from, to);
        noting("link", to);
      },
      async syncFolder(path) {
        await diskFiles.syncFolder(path);
        noting("sync", path);
      },
    };
    vendor.onRequest = () => void done.push("request");
    await topUp(open(files));
    assert.deepEqual(done.slice(0, 6), [
      "sync balance",
      "sync ",
      "write balance/charges/000000000001.draft",
      "link balance/charges/000000000001.json",
      "sync balance/charges",
      "request",
    ]);
  });

  it("charges nobody when its newest file is damaged, and never goes back to the one before", async () => {
    vendor.answer = LOST;
    await topUp(open());
    const newest = join(folder, (await generations()).at(-1) ?? "");
    const text = await readFile(newest, "utf8");
    for (const bad of ["", "x", text.replace("25", "26"), seal("{}"), seal(`{"version":2}`)]) {
      await writeFile(newest, bad);
      assert.equal((await topUp(open())).kind, "no-book", bad);
    }
    assert.equal(vendor.charges.length, 1);
    assert.deepEqual(new Set(damaged), new Set(["000000000002.json"]));
    await writeFile(newest, text);
    assert.equal(inShort(await topUp(open())), "waiting");
  });

  it("charges nobody when the disk is full, read-only, or knows no links", async () => {
    for (const code of ["ENOSPC", "EROFS", "EPERM", "EIO"]) {
      const fail = () => Promise.reject(Object.assign(new Error(`${code} /home/somebody`), { code }));
      for (const broken of ["writeNew", "link", "makeFolder", "list"] as const) {
        const outcome = await topUp(open({ ...diskFiles, [broken]: fail }));
        assert.deepEqual(outcome, { kind: "no-book", reason: code }, broken);
      }
    }
    assert.deepEqual(vendor.charges, []);
    assert.equal(inShort(await topUp(open())), "charged: answer");
  });

  it("charges nobody when the name cannot be forced to disk, and does not keep the attempt open", async () => {
    let times = 0;
    const files: Files = {
      ...diskFiles,
      syncFolder(path) {
        if (path === folder) times += 1;
        return path === folder && times === 1
          ? Promise.reject(Object.assign(new Error(), { code: "EIO" }))
          : diskFiles.syncFolder(path);
      },
    };
    assert.equal((await topUp(open(files))).kind, "no-book");
    assert.deepEqual(vendor.charges, []);
    assert.equal(inShort(await topUp(open())), "charged: answer");
  });

  it("stays when all accounts are removed", async () => {
    vendor.answer = LOST;
    await topUp(
      open(
        diskFiles,
        openCharges(join(scratch.path, "balance"), () => undefined),
      ),
    );
    await removeAccountCells(join(scratch.path, "balance"));
    assert.equal(inShort(await topUp(open())), "waiting");
  });

  it("does not take a late write for what was removed and begun anew", async () => {
    await topUp(open());
    const late = storeOf(diskFiles);
    const seen = await late.read();
    await rm(folder, { recursive: true });
    assert.equal(await late.write(seen, seen.book), false);
    vendor.answer = LOST;
    clock.jump(1);
    await diskFiles.makeFolder(folder);
    assert.equal(await late.write(seen, seen.book), false);
    assert.deepEqual(await generations(), []);
    await topUp(open());
    assert.equal(inShort(await topUp(open())), "waiting");
  });

  describe("of a process that is killed", () => {
    const killAt = async (moment: string) => {
      const script = join(import.meta.dirname, "kill-charger.ts");
      const child = spawn(process.execPath, [script, folder, moment, String(clock.now())], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "close");
    };

    for (const moment of ["records", "draft"]) {
      it(`at its ${moment} does not keep others from charging`, async () => {
        await killAt(moment);
        assert.equal(inShort(await topUp(open())), "charged: answer");
      });
    }

    for (const moment of ["link", "request", "answer"]) {
      it(`at its ${moment} keeps others from charging until it is closed or on record`, async () => {
        await killAt(moment);
        assert.equal(inShort(await topUp(open())), "waiting");
        assert.deepEqual(vendor.charges, []);
        await clock.advance(150_000);
        const window = open();
        const standing = await window.standing("xai:0");
        assert.ok(standing.kind === "standing" && standing.open[0]?.state.kind === "open");
        assert.equal(inShort(await topUp(window)), "waiting");
        await window.closeByHand(standing.open[0].id);
        assert.equal(inShort(await topUp(open())), "charged: answer");
      });
    }
  });
});
