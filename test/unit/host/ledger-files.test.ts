import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeDay, decodeIndex, encodeDay, encodeIndex } from "../../../src/billing/ledger/encoding.ts";
import { EMPTY_INDEX, knownSince } from "../../../src/billing/ledger/ledger-index.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { createBalanceFiles } from "../../../src/host/balance-files.ts";
import { createLedgerFiles } from "../../../src/host/ledger-files.ts";
import { diskFiles } from "../../../src/host/store/file-system.ts";
import { hostile, ninetyDays } from "../../../src/sandbox/scenarios/plans.ts";
import { createLedgerWorld, HOUR_MS } from "../billing/ledger/ledger-world.ts";

describe("the ledger's files", () => {
  let folder = "";
  let damaged: string[] = [];
  const open = () =>
    createLedgerFiles({
      files: diskFiles,
      folder,
      newId: () => randomBytes(8).toString("hex"),
      onDamage: (name) => damaged.push(name),
    });
  const days = () => readdir(join(folder, "ledger/days"));
  const indexes = async () => (await readdir(join(folder, "ledger/index"))).sort();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ledger-"));
    damaged = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function filled(plan = ninetyDays) {
    const world = createLedgerWorld(plan, 1, { store: open() });
    const reader = world.open();
    for (let hour = 0; hour < 5; hour += 1) {
      if ((await reader.look("asked")).kind === "complete") break;
      world.advance(HOUR_MS);
    }
    return { world, reader };
  }

  it("hold the vendor's ledger to the row, and one file a day and few indexes", async () => {
    const { world } = await filled();
    assert.equal(knownSince(await world.index()), 0);
    const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    assert.deepEqual(sorted(await world.stored()), sorted(world.vendors()));
    const { index } = await open().read();
    assert.deepEqual(index, await world.index());
    assert.ok((await indexes()).length <= 3);
    assert.ok((await days()).length < index.days.length + 25, `${(await days()).length} files`);
  });

  it("do not pile up", async () => {
    const { world, reader } = await filled();
    for (let count = 0; count < 12; count += 1) {
      world.customer.account().adjustTo(count, world.now());
      world.advance(20 * 60_000);
      await reader.look("asked");
    }
    const { index } = await open().read();
    assert.ok((await days()).length <= index.days.length + 6, `${(await days()).length} files`);
    assert.equal((await indexes()).length, 3);
  });

  it("take nothing from a writer that slept until its number was used and cleaned up", async () => {
    await filled();
    const store = open();
    const version = await store.read();
    const { index } = version;
    const late = { id: "1", index };
    assert.equal(await store.commit(late, { ...index, freshAt: 1 }, new Map()), undefined);
    assert.deepEqual(await store.read(), version);
    assert.ok(await store.commit(version, index, new Map()));
  });

  it("hold names of any kind", async () => {
    const { world } = await filled(hostile);
    const names = (rows: readonly { readonly model: string | null }[]) =>
      new Set(rows.map(({ model }) => model));
    assert.equal(names(await world.stored()).size, 8);
    for (const name of names(await world.stored())) assert.ok(name === null || name.length <= 200);
  });

  it("set a damaged day aside, and get it back from the vendor", async () => {
    const { world, reader } = await filled();
    const summary = (await world.index()).days[3] ?? assert.fail();
    const path = join(folder, "ledger/days", summary.file);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/\d{4}/u, "0000"));
    assert.equal(await open().day(summary), undefined);
    assert.deepEqual(damaged, [`${summary.day}.day`]);
    assert.ok((await days()).some((name) => name.startsWith("damaged-")));
    world.advance(2 * HOUR_MS);
    assert.equal((await reader.repair(summary.day)).kind, "complete");
    const again = (await world.index()).days.find(({ day }) => day === summary.day) ?? assert.fail();
    assert.equal(again.rows, summary.rows);
    assert.equal((await open().day(again))?.length, summary.rows);
  });

  it("fall back to the index before a damaged one, with its days", async () => {
    const { world, reader } = await filled();
    world.advance(HOUR_MS);
    await reader.look("asked");
    const [, before = "", newest = ""] = await indexes();
    assert.notEqual(newest, before);
    await writeFile(join(folder, "ledger/index", newest), "half of it");
    const store = open();
    const { index, id } = await store.read();
    assert.equal(id, String(Number(newest.slice(0, 12))));
    assert.ok(index.days.length > 80);
    for (const summary of index.days) assert.equal((await store.day(summary))?.length, summary.rows);
    assert.deepEqual(damaged, [newest]);
    for (const name of await indexes()) {
      if (!name.startsWith("damaged")) await writeFile(join(folder, "ledger/index", name), "");
    }
    assert.deepEqual((await open().read()).index, EMPTY_INDEX);
  });

  it("take a version from one writer only, and none after they were deleted", async () => {
    const { world } = await filled();
    const [a, b] = [open(), open()];
    const version = await a.read();
    const both = await Promise.all([a, b].map((store) => store.commit(version, version.index, new Map())));
    assert.equal(both.filter((it) => it !== undefined).length, 1);
    const newest = await a.read();
    await a.clear();
    assert.equal(await b.commit(newest, newest.index, new Map([[1, []]])), undefined);
    assert.equal(await b.commit(newest, newest.index, new Map()), undefined);
    assert.deepEqual(await world.store.read(), { id: "", index: EMPTY_INDEX });
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
    const none = await b.read();
    assert.equal(await b.commit(none, { ...EMPTY_INDEX, freshAt: 1 }, new Map([[1, []]])), undefined);
    await assert.rejects(readdir(folder), { code: "ENOENT" });
  });

  it("are left alone when a newer extension wrote them, and damaged as a whole when one part is", () => {
    assert.equal(decodeIndex(encodeIndex(EMPTY_INDEX).replace(`"version":1`, `"version":2`)).kind, "newer");
    assert.equal(decodeDay(encodeDay(5, []).replace(`"version":1`, `"version":2`)).kind, "newer");
    const index = EMPTY_INDEX;
    for (const text of ["", "5", "{}", "[]", encodeIndex(index).replace(`"all":[]`, `"all":[{}]`)]) {
      assert.equal(decodeIndex(text).kind, "damaged", text);
    }
    const day = encodeDay(5, [
      { at: 5 * 86_400_000, direction: "topup", type: "BONUS", credits: 7, model: null, reference: null },
    ]);
    for (const [good, bad] of [[",7,", ",-7,"], [",7,", ",7.5,"], ["[0,1,", "[0,2,"], [`"BONUS"`, "5"], [",-1,", ",9,"]] as const) {
      assert.equal(decodeDay(day.replace(good, bad)).kind, "damaged", bad);
    }
    assert.equal(decodeDay(day).kind, "value");
  }); // prettier-ignore
});

describe("the balances seen", () => {
  it("are kept in files that windows share, and one that is older says nothing new", async () => {
    const folder = await mkdtemp(join(tmpdir(), "balances-"));
    try {
      const open = () =>
        createBalanceFiles({
          files: diskFiles,
          folder,
          newId: () => randomBytes(8).toString("hex"),
          onDamage() {},
        });
      const [a, b] = [open(), open()];
      await Promise.all([a.note({ balance: usd(5), at: 100 }), b.note({ balance: usd(5), at: 100 })]);
      await b.note({ balance: usd(4), at: 200 });
      await a.note({ balance: usd(5), at: 150 });
      const found = await b.read();
      await a.clear();
      assert.deepEqual(await b.read(), []);
      await rm(folder, { recursive: true });
      await b.note({ balance: usd(4), at: 200 });
      await assert.rejects(readdir(folder), { code: "ENOENT" });
      assert.deepEqual(found, [
        { at: 100, until: 100, balance: usd(5) },
        { at: 200, until: 200, balance: usd(4) },
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
