import { join } from "node:path";
import type { AccountStore, Store } from "../../billing/store/store.ts";
import type { Clock } from "../../billing/time/clock.ts";
import { createSqliteBalances, createSqliteState, createSqliteUsage } from "./sqlite-account.ts";
import { loadSqlite, type Sqlite } from "./sqlite-connection.ts";
import { createDatabase } from "./sqlite-database.ts";
import { createSqliteLedger } from "./sqlite-ledger.ts";

/** In the profile's storage. */
const FILE = "store.db";

export interface SqliteStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly warn: (line: string) => void;
  /** Today's `node:sqlite`, unless said. */
  readonly sqlite?: Sqlite | undefined;
}

/** Undefined where there is no SQLite: then each window has a store in memory. */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store | undefined> {
  const { folder, clock, random, warn, sqlite = await loadSqlite() } = options;
  if (!sqlite) return undefined;
  const onDamage = (name: string) => warn(`Set aside a damaged file: ${name}`);
  const database = createDatabase({ sqlite, path: join(folder, FILE), clock, random, onDamage });
  const damaged = new Set<string>();
  const accounts = new Map<string, AccountStore>();

  function open(fingerprint: string): AccountStore {
    const account = {
      database,
      fingerprint,
      clock,
      onDamage(what: string) {
        if (!damaged.has(what)) warn(`Could not read ${what}`);
        damaged.add(what);
      },
    };
    return {
      cell: createSqliteState(account),
      ledger: createSqliteLedger(account),
      balances: createSqliteBalances(account),
      usage: createSqliteUsage(account),
    };
  }

  return {
    account(fingerprint) {
      const account = accounts.get(fingerprint) ?? open(fingerprint);
      accounts.set(fingerprint, account);
      return account;
    },
    async clear() {
      await database.write((connection) => {
        for (const table of ["accounts", "names"]) connection.run(`DELETE FROM ${table}`);
      });
      await database.compact();
    },
    dispose: () => database.dispose(),
  };
}
