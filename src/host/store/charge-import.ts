import {
  isOpen,
  type ChargeBook,
  type ChargeEntry,
  type ChargeStore,
} from "../../billing/charges/charge-book.ts";
import { byAddress, isByAddress } from "../../billing/charges/charge-order.ts";
import { decodeCharges, encodeCharges } from "../../billing/charges/encoding.ts";
import type { Decoded } from "../../billing/ledger/encoding.ts";
import { parse } from "../../billing/state/stored-json.ts";
import type { Generations } from "../generations.ts";
import { isStoreError, StoreError } from "./store-error.ts";

/** The book of one profile, as 0.1.0 kept it. Once retired, it stays as a record and nobody writes to it. */
export interface OldBook {
  readonly retired: boolean;
  readonly book: ChargeBook;
}

/** 0.1.0 takes a higher number for the work of a newer extension, and then charges nobody. */
const RETIRED_VERSION = 2;
const MOST_TRIES = 50;

export const encodeRetired = ({ book }: OldBook): string =>
  JSON.stringify({ version: RETIRED_VERSION, retired: true, book: encodeCharges(book) });

export function decodeOld(text: string): Decoded<OldBook> {
  if (parse(text)?.["retired"] === true) return { kind: "value", value: { retired: true, book: [] } };
  const decoded = decodeCharges(text);
  return decoded.kind === "value"
    ? { kind: "value", value: { retired: false, book: decoded.value } }
    : decoded;
}

/**
 * Brings what a profile's own book holds over to the shared one, then retires that book. A window of 0.1.0 beside this
 * one writes its attempt before the retirement, and then it is brought over as well; or it finds the book retired and
 * charges nobody.
 */
export async function bringOver(
  old: Generations<OldBook>,
  shared: ChargeStore,
  makeFolder: () => Promise<void>,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { number, value } = await readOld(old);
    if (value?.retired) return;
    const book = value?.book ?? [];
    const named = book.map((entry) => ({ ...entry, payer: byAddress(entry.payer) }));
    // What may still be charged comes first.
    await add(shared, named.filter(isOpen));
    await add(shared, named);
    if (number === 0) await makeFolder();
    if (await old.write(number, { retired: true, book })) return;
  }
  throw new StoreError("other windows were always first");
}

async function readOld(old: Generations<OldBook>) {
  try {
    return await old.read();
  } catch (error) {
    throw isStoreError(error) ? new StoreError(`the record of this profile: ${error.reason}`) : error;
  }
}

/** Ends only when it has read that all of it is there. */
async function add(shared: ChargeStore, entries: ChargeBook): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const version = await shared.read();
    const next = withAll(version.book, entries);
    if (next === version.book) return;
    await shared.write(version, next);
  }
  throw new StoreError("other windows were always first");
}

/** What is settled in either book is settled. */
function withAll(book: ChargeBook, entries: ChargeBook): ChargeBook {
  const news = entries.filter((entry) => {
    const known = book.find(({ id }) => id === entry.id);
    return !known || (isOpen(known) && !isOpen(entry));
  });
  if (news.length === 0) return book;
  const rest = book.filter(({ id }) => !news.some((entry) => entry.id === id));
  return [...rest, ...news].toSorted((a, b) => a.at - b.at);
}

/** The book with the payers' names of today, as far as it is known who they are. */
export async function renamed(
  book: ChargeBook,
  namesOf: () => Promise<ReadonlyMap<string, string>>,
): Promise<ChargeBook> {
  if (!book.some(({ payer }) => isByAddress(payer))) return book;
  const names = await namesOf();
  return book.map((entry): ChargeEntry => {
    const payer = names.get(entry.payer);
    return payer === undefined ? entry : { ...entry, payer };
  });
}
