import { randomBytes } from "node:crypto";
import type { AccountStores } from "../billing/account-stores.ts";
import { accountFolder, openAccountCell } from "./account-cells.ts";
import { createBalanceFiles } from "./balance-files.ts";
import { diskFiles } from "./files.ts";
import { createLedgerFiles, type LedgerFilesOptions } from "./ledger-files.ts";

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
    ledger: createLedgerFiles(options),
    balances: createBalanceFiles(options),
  };
}
