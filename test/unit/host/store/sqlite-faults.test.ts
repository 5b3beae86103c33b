import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync, type DatabaseSyncOptions } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Store } from "../../../../src/billing/store/store.ts";
import { StoreError } from "../../../../src/host/store/store-error.ts";
import { root } from "../../../support/run.ts";
import { stateOf } from "../../billing/store/contract/state.ts";
import { createTestClock, type TestClock } from "../../billing/store/contract/world.ts";
import { openSqliteWorld, type SqliteWorld } from "./sqlite-world.ts";

const cellOf = (store: Store) => store.account("abc").cell;
const countIn = async (store: Store) => (await cellOf(store).read()).state.reading?.at;
const write = async (store: Store, count: number) =>
  cellOf(store).swap(await cellOf(store).read(), stateOf(count));
/** A failure that callers know and that names nothing of the person's machine. */
const failsWith = (reason: string) => (error: unknown) => {
  assert.ok(error instanceof StoreError, String(error));
  assert.equal(error.reason, reason);
  return true;
};

describe("a database that fails", () => {
  let world: SqliteWorld;
  let clock: TestClock;
  beforeEach(async () => {
    clock = createTestClock();
    world = await openSqliteWorld(clock);
  });
  afterEach(() => world.dispose());
  const raw = (work: (database: DatabaseSync) => void) => {
    const database = new DatabaseSync(world.file);
    work(database);
    database.close();
  };

  it("is a file of this person alone, and makes none before it is used", async () => {
    const store = world.window();
    assert.ok(!existsSync(world.folder));
    await write(store, 1);
    assert.equal((await stat(world.file)).mode & 0o77, 0);
    assert.equal((await stat(world.folder)).mode & 0o77, 0);
  });

  it("sets a damaged file aside, and begins a new one with other windows", async () => {
    await mkdir(world.folder);
    await writeFile(world.file, "not a database".repeat(1000));
    const [one, two] = [world.window(), world.window()];
    assert.equal(await write(one, 1), true);
    assert.equal(await countIn(two), 1);
    assert.deepEqual(world.warnings, ["Set aside a damaged file: store.db.damaged"]);
    assert.match(await readFile(`${world.file}.damaged`, "utf8"), /^not a database/);
  });

  it("notices damage while it is open, and goes on", async () => {
    const [one, two] = [world.window(), world.window()];
    for (let count = 1; count < 4; count += 1) await write(one, count);
    assert.equal(await countIn(two), 3);
    const file = await open(world.file, "r+");
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 100, 7), 0, size - 100, 100);
    await file.close();
    // Others wrote meanwhile, as far as this window can tell: it reads the pages anew.
    const fresh = world.window();
    assert.equal(await countIn(fresh), undefined);
    assert.equal(await write(fresh, 8), true);
    assert.equal(await countIn(two), 8);
    assert.deepEqual(world.warnings, ["Set aside a damaged file: store.db.damaged"]);
  });

  it("does not bring a deleted file back by a late write", async () => {
    const store = world.window();
    await write(store, 1);
    const late = await cellOf(store).read();
    for (const name of [world.file, `${world.file}-journal`]) await rm(name, { force: true });
    await assert.rejects(cellOf(store).swap(late, stateOf(2)), failsWith("the file was deleted"));
    assert.ok(!existsSync(world.file));
    assert.equal(await cellOf(store).swap(late, stateOf(2)), false);
    assert.equal((await cellOf(store).read()).id, "");
  });

  it("goes by the file that has the name now when it was replaced", async () => {
    const [one, two] = [world.window(), world.window()];
    await write(one, 1);
    await copyFile(world.file, `${world.file}.copy`);
    await write(one, 2);
    const late = await cellOf(one).read();
    await rename(`${world.file}.copy`, world.file);
    assert.equal(await cellOf(one).swap(late, stateOf(3)), false);
    assert.equal(await countIn(one), 1);
    await write(two, 4);
    assert.equal(await countIn(one), 4);
  });

  it("tells of a folder in the file's place", async () => {
    await mkdir(world.file, { recursive: true });
    await assert.rejects(countIn(world.window()), failsWith("the file cannot be opened"));
  });

  it("tells of a full disk, and has what was there before", async () => {
    class SmallDisk extends DatabaseSync {
      constructor(path: string, options: DatabaseSyncOptions) {
        super(path, options);
        this.exec("PRAGMA max_page_count = 40");
      }
    }
    const store = world.windowWith({ DatabaseSync: SmallDisk });
    await write(store, 1);
    const { usage } = store.account("abc");
    const answer = (at: number) => ({
      usage: { from: 0, to: at, spend: { currency: "USD", nanos: 1n }, groups: [] },
      zone: { name: "x".repeat(20_000), fallback: false },
      at,
    });
    const filling = async () => {
      for (let count = 0; count < 20; count += 1) await usage.keep(String(count), answer(count));
    };
    await assert.rejects(filling(), failsWith("the disk is full"));
    assert.equal(await countIn(store), 1);
    await usage.clear();
    assert.equal(await write(store, 2), true);
  });

  it("reads where it may not write", async () => {
    class ReadOnly extends DatabaseSync {
      constructor(path: string, options: DatabaseSyncOptions) {
        super(path, { ...options, readOnly: true });
      }
    }
    await write(world.window(), 1);
    const store = world.windowWith({ DatabaseSync: ReadOnly });
    assert.equal(await countIn(store), 1);
    await assert.rejects(write(store, 2), failsWith("it is read-only"));
  });

  it("only reads what a newer extension wrote", async () => {
    await write(world.window(), 1);
    raw((database) => database.exec("PRAGMA user_version = 2"));
    const store = world.window();
    assert.equal(await countIn(store), 1);
    await assert.rejects(write(store, 2), failsWith("written by a newer version of this extension"));
    assert.deepEqual(world.warnings, []);
  });

  it("leaves another program's database alone", async () => {
    await mkdir(world.folder);
    raw((database) => database.exec("CREATE TABLE theirs (a)"));
    await assert.rejects(write(world.window(), 1), failsWith("the file is another program's"));
    raw((database) => database.exec("INSERT INTO theirs VALUES (1); PRAGMA user_version = 1"));
    await assert.rejects(countIn(world.window()), failsWith("the file is another program's"));
  });

  it("waits without the thread while another window writes, and tells of one that never ends", async () => {
    const store = world.window();
    await write(store, 1);
    const other = new DatabaseSync(world.file);
    other.exec("BEGIN IMMEDIATE");
    assert.equal(await countIn(store), 1, "readers go on");
    let waits = 0;
    const { after } = clock;
    const counting = Object.assign(clock, {
      after: (...wait: Parameters<typeof after>) => {
        waits += 1;
        if (waits === 20) other.exec("COMMIT");
        return after(...wait);
      },
    });
    assert.equal(await write(store, 2), true);
    assert.equal(waits, 20);
    other.exec("BEGIN IMMEDIATE");
    waits = 100;
    await assert.rejects(write(store, 3), failsWith("other windows keep it busy"));
    assert.ok(waits > 500 && waits < 1000, `${waits - 100} tries in ten seconds`);
    other.close();
    assert.equal(await countIn(store), 2);
    counting.after = after;
  });

  it("tries again when the system has the file for a moment, and tells of what it may not do", async () => {
    let failing: string[] = [];
    class Strict extends DatabaseSync {
      override exec(sql: string): void {
        const code = failing.shift();
        if (code !== undefined) throw Object.assign(new Error(world.file), { code });
        super.exec(sql);
      }
    }
    const store = world.windowWith({ DatabaseSync: Strict });
    failing = ["EBUSY", "EBUSY", "EBUSY"];
    assert.equal(await write(store, 1), true);
    assert.deepEqual(failing, []);
    failing = ["EPERM"];
    await assert.rejects(write(store, 2), failsWith("EPERM"));
    assert.equal(await countIn(store), 1);
  });

  it("counts on from any version", async () => {
    const [one, two] = [world.window(), world.window()];
    await write(one, 1);
    raw((database) => database.exec("UPDATE sequence SET last = 999999999998"));
    for (const count of [2, 3, 4]) {
      const late = await cellOf(two).read();
      assert.equal(await write(one, count), true);
      assert.equal(await cellOf(two).swap(late, stateOf(9)), false);
      assert.equal(await countIn(two), count);
    }
  });

  it("keeps nothing of what was deleted in the file", async () => {
    const store = world.window();
    await cellOf(store).swap(await cellOf(store).read(), { ...stateOf(1), owner: "a mark to be found" });
    assert.match(await readFile(world.file, "latin1"), /a mark to be found/);
    await store.clear();
    assert.doesNotMatch(await readFile(world.file, "latin1"), /a mark to be found/);
    assert.equal((await stat(`${world.file}-journal`)).size, 0);
  });

  it("has lost nothing that was acknowledged by windows that were killed", async () => {
    for (let time = 0; time < 4; time += 1) {
      const told = await killAtWork(world.folder, 3 + time);
      const kept = (await countIn(world.window())) ?? 0;
      assert.ok(told.length > 0 && kept >= Math.max(...told), `${kept} after ${told.join()}`);
    }
    raw((database) =>
      assert.deepEqual(Object.values(database.prepare("PRAGMA quick_check").get() ?? {}), ["ok"]),
    );
  });
});

/** A process that counts up in the store, killed once it told of some numbers. */
function killAtWork(folder: string, after: number): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const script = join(root, "test/bench/store/writer.ts");
    const child = spawn(process.execPath, ["--no-warnings", script, "SQLite", folder]);
    let text = "";
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString();
      if (text.split("\n").length > after) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", () => resolve(text.split("\n").slice(0, -1).map(Number)));
  });
}

describe("a Node.js without SQLite", () => {
  it("is found to have none", async () => {
    const module = pathToFileURL(join(root, "src/host/store/sqlite-connection.ts")).href;
    const script = `import(${JSON.stringify(module)}).then(async (it) => console.log(typeof (await it.loadSqlite())))`;
    const kindOf = async (...flags: readonly string[]) => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--no-warnings",
        ...flags,
        "-e",
        script,
      ]);
      return stdout.trim();
    };
    assert.equal(await kindOf("--no-experimental-sqlite"), "undefined");
    assert.equal(await kindOf(), "object");
  });
});
