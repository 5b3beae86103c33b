import { join } from "node:path";
import type { AccountStore, Store } from "../../billing/store/store.ts";
import type { Clock } from "../../billing/time/clock.ts";
import { createSqliteBalances, createSqliteState, createSqliteUsage } from "./sqlite-account.ts";
import type { Sqlite } from "./sqlite-connection.ts";
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
  /** See `loadSqlite`: where there is none, each window has a store in memory. */
  readonly sqlite: Sqlite;
}

/** The store that all windows of a profile share. Nothing is opened before it is used. */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  const { folder, clock, random, warn, sqlite } = options;
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
