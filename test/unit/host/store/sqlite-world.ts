import assert from "node:assert/strict";
import { join } from "node:path";
import type { Store } from "../../../../src/billing/store/store.ts";
import { loadSqlite, type Sqlite } from "../../../../src/host/store/sqlite-connection.ts";
import { createSqliteStore } from "../../../../src/host/store/sqlite-store.ts";
import { createScratch } from "../../../support/scratch.ts";
import type { TestClock, World } from "../../billing/store/contract/world.ts";

export interface SqliteWorld extends World {
  readonly folder: string;
  readonly file: string;
  readonly warnings: readonly string[];
  /** A window with an SQLite of its own, such as one that fails. */
  windowWith(sqlite: Sqlite): Store;
}

/** Windows that share one database in a folder of its own. */
export async function openSqliteWorld(clock: TestClock): Promise<SqliteWorld> {
  const scratch = await createScratch();
  const folder = join(scratch.path, "storage");
  const sqlite = await loadSqlite();
  assert.ok(sqlite, "the Node.js of the packages has SQLite");
  const stores: Store[] = [];
  const warnings: string[] = [];
  const windowWith = (module: Sqlite): Store => {
    const store = createSqliteStore({
      sqlite: module,
      folder,
      clock,
      random: () => 0.5,
      warn: (line) => warnings.push(line),
    });
    stores.push(store);
    return store;
  };
  return {
    clock,
    folder,
    file: join(folder, "store.db"),
    warnings,
    windowWith,
    window: () => windowWith(sqlite),
    async dispose() {
      for (const store of stores) store.dispose();
      await scratch.dispose();
    },
  };
}
