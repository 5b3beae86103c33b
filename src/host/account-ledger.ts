import { randomBytes } from "node:crypto";
import type { BalanceLog } from "../billing/balance-log.ts";
import type { LedgerStore } from "../billing/ledger/store.ts";
import { accountFolder } from "./account-cells.ts";
import { createBalanceFiles } from "./balance-files.ts";
import { diskFiles } from "./files.ts";
import { createLedgerFiles, type LedgerFilesOptions } from "./ledger-files.ts";

/** The ledger and the balances seen of one account, in the folder of its cell: who removes that removes both. */
export function openAccountHistory(
  storage: string,
  fingerprint: string,
  warn: (line: string) => void,
): { readonly ledger: LedgerStore; readonly balances: BalanceLog } {
  const options: LedgerFilesOptions = {
    files: diskFiles,
    folder: accountFolder(storage, fingerprint),
    newId: () => randomBytes(8).toString("hex"),
    onDamage: (name) => warn(`Set aside a damaged file: ${name}`),
  };
  return { ledger: createLedgerFiles(options), balances: createBalanceFiles(options) };
}
