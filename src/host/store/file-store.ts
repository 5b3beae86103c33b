import { randomBytes } from "node:crypto";
import { createMemoryUsage, withLeases } from "../../billing/store/memory-store.ts";
import { overDays } from "../../billing/store/over-days.ts";
import type { AccountStore, Store } from "../../billing/store/store.ts";
import type { Clock } from "../../billing/time/clock.ts";
import { accountFolder, removeAccountCells } from "../account-cells.ts";
import { createBalanceFiles } from "../balance-files.ts";
import { createFileCell } from "../file-cell.ts";
import { createLedgerFiles, type LedgerFilesOptions } from "../ledger-files.ts";
import { diskFiles } from "./file-system.ts";

/** Today's files behind the port, until the database takes over: usage is this window's alone. */
export function createFileStore(storage: string, clock: Clock, warn: (line: string) => void): Store {
  const accounts = new Map<string, AccountStore>();

  function open(fingerprint: string): AccountStore {
    const options: LedgerFilesOptions = {
      files: diskFiles,
      folder: accountFolder(storage, fingerprint),
      newId: () => randomBytes(8).toString("hex"),
      onDamage: (name) => warn(`Set aside a damaged file: ${name}`),
    };
    return {
      cell: withLeases(createFileCell(options), clock),
      ledger: overDays(createLedgerFiles(options)),
      balances: createBalanceFiles(options),
      usage: createMemoryUsage(),
    };
  }

  return {
    account(fingerprint) {
      const account = accounts.get(fingerprint) ?? open(fingerprint);
      accounts.set(fingerprint, account);
      return account;
    },
    clear: () => removeAccountCells(storage),
    dispose() {},
  };
}
