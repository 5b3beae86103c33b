import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { ChargeBook, ChargeStore } from "../../billing/charges/charge-book.ts";
import { decodeCharges, encodeCharges } from "../../billing/charges/encoding.ts";
import { createGenerations } from "../generations.ts";
import type { LedgerFilesOptions } from "../ledger-files.ts";
import { bringOver, decodeOld, encodeRetired, renamed, type OldBook } from "./charge-import.ts";
import { diskFiles } from "./file-system.ts";
import { stateFolder, thisMachine, type Machine } from "./state-folder.ts";
import { StoreError } from "./store-error.ts";

/** Loaded with the book: nothing else goes by the time since the machine started. */
export { withUptime } from "../uptime.ts";

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
        for (const above of [dirname(folder), dirname(dirname(folder))]) await files.syncFolder(above);
      }
      return generations.write(number, book);
    },
  };
}

/** Whom all profiles and editors of this machine charge for. */
export interface Person {
  /** The one this runs on, unless said. */
  readonly machine?: Machine;
  /** Today's names of payers by the names that 0.1.0 gave them, marked by `byAddress`; as far as accounts are known. */
  readonly namesOf: () => Promise<ReadonlyMap<string, string>>;
}

/** Below the person's state folder. */
export const CHARGES_FOLDER = join("aimlapi-balance", "charges");

/**
 * The book of all accounts. It stays when an account or all data is removed: who may have been charged is not forgotten.
 * There is one for a person on a machine. Without a person there is one for `storage` alone, as 0.1.0 had.
 */
export function openCharges(
  storage: string,
  warn: (line: string) => void,
  person?: Person,
  files = diskFiles,
): ChargeStore {
  const old: LedgerFilesOptions = {
    files,
    folder: `${storage}/charges`,
    newId: () => randomBytes(8).toString("hex"),
    onDamage: (name) =>
      warn(`The record of top-ups has a damaged file, ${name}: no top-ups until it is removed`),
  };
  if (!person) return createChargeFiles(old);
  const state = stateFolder(person.machine ?? thisMachine());
  if (state === undefined) return unavailable("there is no folder for it");
  return createSharedCharges(old, createChargeFiles({ ...old, folder: join(state, CHARGES_FOLDER) }), person);
}

/** The shared book, which holds what the profile's own one held before it is first read. */
function createSharedCharges(
  options: LedgerFilesOptions,
  shared: ChargeStore,
  { namesOf }: Person,
): ChargeStore {
  const old = createGenerations<OldBook>({
    ...options,
    encode: encodeRetired,
    decode: decodeOld,
    strict: true,
  });
  const makeFolder = async () => {
    await options.files.makeFolder(options.folder);
    await options.files.syncFolder(dirname(options.folder));
  };
  return {
    async read() {
      // Each time: an editor that runs 0.1.0 may have begun a book of its own meanwhile.
      await bringOver(old, shared, makeFolder);
      const { number, book } = await shared.read();
      return { number, book: await renamed(book, namesOf) };
    },
    write: (expected, book) => shared.write(expected, book),
  };
}

function unavailable(reason: string): ChargeStore {
  const reject = () => Promise.reject(new StoreError(reason));
  return { read: reject, write: reject };
}
