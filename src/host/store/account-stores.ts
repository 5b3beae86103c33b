import { randomBytes } from "node:crypto";
import type { AccountStores } from "../../billing/accounts/account-stores.ts";
import { createLazyLedgerStore } from "../../billing/ledger/lazy-store.ts";
import type { BalanceLog } from "../../billing/ledger/observed-balance-log.ts";
import { accountFolder, openAccountCell, reasonOf } from "../account-cells.ts";
import type { LedgerFilesOptions } from "../ledger-files.ts";
import { diskFiles } from "./file-system.ts";

/** All that is kept of one account, in one folder: who removes that removes everything. */
export function openAccountStores(
  storage: string,
  fingerprint: string,
  warn: (line: string) => void,
): AccountStores {
  const options: LedgerFilesOptions = {
    files: diskFiles,
    folder: accountFolder(storage, fingerprint),
    newId: () => randomBytes(8).toString("hex"),
    onDamage: (name) => warn(`Set aside a damaged file: ${name}`),
  };
  return {
    cell: openAccountCell(storage, fingerprint, warn),
    ledger: createLazyLedgerStore(async () =>
      (await import("../ledger-files.ts")).createLedgerFiles(options),
    ),
    balances: telling(
      createLazyBalanceLog(async () => (await import("../balance-files.ts")).createBalanceFiles(options)),
      warn,
    ),
  };
}

/** A log whose code is loaded when it is first used. */
function createLazyBalanceLog(load: () => Promise<BalanceLog>): BalanceLog {
  let loading: Promise<BalanceLog> | undefined;
  const log = () => (loading ??= load());
  return {
    read: async () => (await log()).read(),
    note: async (reading) => (await log()).note(reading),
    clear: async () => (await log()).clear(),
  };
}

/** Balances seen are an extra: that they cannot be kept is told once, and is no reason to stop. */
function telling(balances: BalanceLog, warn: (line: string) => void): BalanceLog {
  let told = false;
  return {
    ...balances,
    async note(reading) {
      try {
        await balances.note(reading);
        told = false;
      } catch (error) {
        if (!told) warn(`The balances seen cannot be kept (${reasonOf(error)})`);
        told = true;
      }
    },
  };
}
