import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { usd } from "../../../src/billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../../src/billing/state/account-state.ts";
import type { Cell } from "../../../src/billing/state/state-store.ts";
import { createFileCell } from "../../../src/host/file-cell.ts";
import { encodeRecord } from "../../../src/host/file-record.ts";
import { diskFiles, type Files } from "../../../src/host/store/file-system.ts";
import { StoreError } from "../../../src/host/store/store-error.ts";
import { createScratch, type Scratch } from "../../support/scratch.ts";
import { moment, until } from "../../support/until.ts";

const stateOf = (amount: number): AccountState => ({
  ...EMPTY_STATE,
  reading: { balance: usd(amount), at: amount },
});

describe("a cell of files", () => {
  let scratch: Scratch;
  let folder: string;
  let damaged: string[];

  beforeEach(async () => {
    scratch = await createScratch();
    folder = join(scratch.path, "accounts", "abc");
    damaged = [];
  });
  afterEach(() => scratch.dispose());

  const open = (files: Files = diskFiles): Cell =>
    createFileCell({
      files,
      folder,
      newId: () => randomBytes(8).toString("hex"),
      onDamage: (name) => damaged.push(name),
    });
  const amountIn = async (cell: Cell) => (await cell.read()).state.reading?.at;
  const write = async (cell: Cell, amount: number) => cell.swap(await cell.read(), stateOf(amount));
  const names = async () => (await readdir(folder)).sort();

  it("is empty before it was written, and makes no folder by being read", async () => {
    assert.deepEqual(await open().read(), { id: "", state: EMPTY_STATE });
    await assert.rejects(stat(folder), { code: "ENOENT" });
  });

  it("gives every window the last version, and a write to one of two that saw the same", async () => {
    const [one, two] = [open(), open()];
    assert.equal(await write(one, 1), true);
    const [seenByOne, seenByTwo] = [await one.read(), await two.read()];
    assert.deepEqual(seenByTwo, seenByOne);
    const won = await Promise.all([one.swap(seenByOne, stateOf(2)), two.swap(seenByTwo, stateOf(3))]);
    assert.deepEqual(won.toSorted(), [false, true]);
    assert.equal(await amountIn(open()), won[0] ? 2 : 3);
    assert.equal(await two.swap(seenByTwo, stateOf(9)), false, "it was overtaken");
  });

  it("counts right when many write at once", async () => {
    const increment = async (cell: Cell) => {
      for (let left = 15; left > 0;) {
        const version = await cell.read();
        if (await cell.swap(version, stateOf((version.state.reading?.at ?? 0) + 1))) left -= 1;
      }
    };
    await Promise.all(Array.from({ length: 6 }, () => increment(open())));
    assert.equal(await amountIn(open()), 90);
    assert.ok((await names()).length <= 8, (await names()).join());
  });

  it("does not take the write of one that slept while its number was used and cleaned up", async () => {
    const [sleeper, other] = [open(), open()];
    await write(other, 1);
    const seen = await sleeper.read();
    for (let amount = 2; amount < 9; amount += 1) await write(other, amount);
    assert.equal(await sleeper.swap(seen, stateOf(100)), false);
    assert.equal(await amountIn(open()), 8);
    assert.equal(await write(other, 9), true);
  });

  it("knows that its write counted though others wrote before it could look", async () => {
    const other = open();
    const slow: Files = {
      ...diskFiles,
      async link(from, to) {
        await diskFiles.link(from, to);
        for (let amount = 50; amount < 55; amount += 1) await write(other, amount);
      },
    };
    await write(other, 1);
    const cell = open(slow);
    assert.equal(await cell.swap(await cell.read(), stateOf(2)), true);
    assert.equal(await amountIn(other), 54);
  });

  it("leaves only a few files, readable by this person alone", async () => {
    const cell = open();
    for (let amount = 1; amount < 20; amount += 1) await write(cell, amount);
    assert.equal((await names()).length, 3);
    assert.equal((await stat(folder)).mode & 0o77, 0);
    for (const name of await names()) assert.equal((await stat(join(folder, name))).mode & 0o77, 0);
  });

  it("tells other windows, also when the folder was not there when they began", async () => {
    const [one, two] = [open(), open()];
    let told = 0;
    const watching = two.watch(() => (told += 1));
    await moment(20);
    await write(one, 1);
    assert.equal(await amountIn(two), 1, "a first read, after which it watches");
    told = 0;
    await write(one, 2);
    await until(() => told > 0);
    watching.dispose();
    told = 0;
    await write(one, 3);
    await moment(100);
    assert.equal(told, 0);
  });

  it("watches on when the folder was removed and made again", async () => {
    const [one, two] = [open(), open()];
    let told = 0;
    await write(one, 1);
    const watching = two.watch(() => (told += 1));
    await two.read();
    await rm(folder, { recursive: true });
    await until(() => told > 0);
    await write(one, 2);
    await two.read();
    told = 0;
    await write(one, 3);
    await until(() => told > 0);
    watching.dispose();
  });

  it("sets a damaged newest version aside, shows the one before it, and goes on above its number", async () => {
    const cell = open();
    await write(cell, 1);
    await write(cell, 2);
    const newest = join(folder, "000000000002.json");
    for (const text of ["", "x", "{}\n{}\n", (await readFile(newest, "utf8")).replace('"2"', '"3"')]) {
      await writeFile(newest, text);
      const reader = open();
      assert.equal(await amountIn(reader), 1, JSON.stringify(text));
      assert.equal(await amountIn(reader), 1);
    }
    assert.deepEqual(damaged, Array(4).fill("000000000002.json"), "told once by each window");
    assert.ok((await names()).includes("damaged-000000000002.json"));
    assert.equal(await write(open(), 5), true);
    assert.equal(await amountIn(cell), 5);
    assert.ok((await names()).includes("000000000003.json"));
  });

  it("begins anew when all is damaged, and keeps what was there", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "000000000007.json"), "rubbish");
    const cell = open();
    assert.equal(await amountIn(cell), undefined);
    assert.equal(await write(cell, 1), true);
    assert.equal(await amountIn(open()), 1);
    assert.equal(await readFile(join(folder, "damaged-000000000007.json"), "utf8"), "rubbish");
  });

  it("leaves alone what a newer extension wrote", async () => {
    const cell = open();
    await write(cell, 1);
    const text = encodeRecord(["ff"], EMPTY_STATE);
    const body = JSON.stringify({ version: 2 });
    const { createHash } = await import("node:crypto");
    const sum = createHash("sha256").update(body).digest("hex").slice(0, 16);
    assert.match(text, /^ff [0-9a-f]{16}\n/);
    await writeFile(join(folder, "000000000002.json"), `ff ${sum}\n${body}\n`);
    await assert.rejects(cell.read(), StoreError);
    assert.deepEqual(await names(), ["000000000001.json", "000000000002.json"]);
    assert.deepEqual(damaged, []);
  });

  it("survives that the folder is removed underneath, and does not bring it back by a late write", async () => {
    const cell = open();
    await write(cell, 1);
    const seen = await cell.read();
    await rm(folder, { recursive: true });
    assert.equal(await cell.swap(seen, stateOf(2)), false);
    await assert.rejects(stat(folder), { code: "ENOENT" });
    assert.equal(await amountIn(cell), undefined);
    assert.equal(await write(cell, 3), true);
  });

  it("does not bring back what was cleared by a late write, also when another window began anew", async () => {
    const [late, other] = [open(), open()];
    for (let amount = 1; amount < 6; amount += 1) await write(late, amount);
    const seen = await late.read();
    await other.clear();
    await write(other, 100);
    assert.equal(await late.swap(seen, stateOf(6)), false);
    assert.equal(await amountIn(late), 100);
    assert.deepEqual(await names(), ["000000000001.json"]);
  });

  it("is gone when cleared", async () => {
    const cell = open();
    await write(cell, 1);
    await cell.clear();
    await assert.rejects(stat(folder), { code: "ENOENT" });
    await cell.clear();
    assert.equal(await amountIn(open()), undefined);
  });

  it("takes no version of another cell for its own", async () => {
    const cell = open();
    await write(cell, 1);
    assert.equal(await cell.swap({ id: "memory-3", state: EMPTY_STATE }, stateOf(2)), false);
    assert.deepEqual(await names(), ["000000000001.json"]);
  });

  it("does not loop over a listing that is out of date", async () => {
    await mkdir(folder, { recursive: true });
    const stale: Files = { ...diskFiles, list: () => Promise.resolve(["000000000001.json"]) };
    await assert.rejects(open(stale).read(), StoreError);
  });

  it("has written though a leftover cannot be removed", async () => {
    const stubborn: Files = {
      ...diskFiles,
      remove: () => Promise.reject(Object.assign(new Error("busy"), { code: "EBUSY" })),
    };
    const cell = open(stubborn);
    for (let amount = 1; amount < 6; amount += 1) assert.equal(await write(cell, amount), true);
    assert.equal(await amountIn(open()), 5);
    await write(open(), 6);
    assert.ok((await names()).length <= 6, "another window removes what is old");
  });

  it("passes on what the disk says when it is full or read-only", async () => {
    for (const code of ["ENOSPC", "EROFS", "EACCES", "EIO"]) {
      const fail = () => Promise.reject(Object.assign(new Error(code), { code }));
      const cell = open({ ...diskFiles, writeNew: fail });
      await assert.rejects(write(cell, 1), { code });
      await assert.rejects(open({ ...diskFiles, list: fail }).read(), { code });
    }
    assert.deepEqual(await names(), []);
  });

  describe("and processes that are killed", () => {
    const children = new Set<ChildProcess>();
    const start = (...args: readonly string[]) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, "kill-writer.ts"), folder, ...args], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.add(child);
      child.once("close", () => children.delete(child));
      return child;
    };
    afterEach(() => {
      for (const child of children) child.kill("SIGKILL");
    });

    it("keeps the last version of each that was killed while it wrote", async () => {
      const cell = open();
      let before = 0;
      for (let round = 0; round < 6; round += 1) {
        const pair = [start(), start()];
        let told = 0;
        for (const child of pair) {
          child.stdout.setEncoding("utf8").on("data", (text: string) => {
            told = Math.max(told, ...text.trim().split("\n").map(Number));
          });
        }
        await until(() => told > before);
        await moment(10 + round * 13);
        await Promise.all(pair.map((child) => (child.kill("SIGKILL"), once(child, "close"))));
        const found = (await cell.read()).state.requests.automatic.at(-1) ?? 0;
        assert.ok(found >= told, `version ${told} was told, ${found} is there`);
        before = found;
      }
      assert.deepEqual(damaged, []);
    });

    it("goes on over the torn draft of one that was killed in the middle, and cleans it up", async () => {
      const child = start("torn");
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "close");
      assert.equal((await names()).filter((name) => name.endsWith(".draft")).length, 1);
      const cell = open();
      for (let amount = 1; amount < 8; amount += 1) assert.equal(await write(cell, amount), true);
      assert.deepEqual(
        (await names()).filter((name) => name.endsWith(".draft")),
        [],
      );
      assert.deepEqual(damaged, []);
    });
  });
});
