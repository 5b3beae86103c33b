import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import type { ChargeBook } from "../billing/charges/charge-book.ts";
import type { ChargeStore } from "../billing/charges/charge-store.ts";
import { decodeCharges, encodeCharges } from "../billing/charges/encoding.ts";
import { diskFiles } from "./files.ts";
import { createGenerations } from "./generations.ts";
import type { LedgerFilesOptions } from "./ledger-files.ts";

/** The book of charges in a folder of its own, which is made when first written to. */
export function createChargeFiles({ files, folder, newId, onDamage }: LedgerFilesOptions): ChargeStore {
  const generations = createGenerations<ChargeBook>({
    files,
    folder,
    encode: encodeCharges,
    decode: decodeCharges,
    newId,
    onDamage,
    strict: true,
  });
  return {
    async read() {
      const { number, value } = await generations.read();
      return { number, book: value ?? [] };
    },
    async write({ number }, book) {
      if (number === 0) {
        await files.makeFolder(folder);
        await files.syncFolder(dirname(folder));
      }
      return generations.write(number, book);
    },
  };
}

/** The book of all accounts. It stays when an account or all data is removed: who may have been charged is not forgotten. */
export const openCharges = (storage: string, warn: (line: string) => void): ChargeStore =>
  createChargeFiles({
    files: diskFiles,
    folder: `${storage}/charges`,
    newId: () => randomBytes(8).toString("hex"),
    onDamage: (name) =>
      warn(`The book of charges has a damaged file, ${name}: no top-ups until it is removed`),
  });
