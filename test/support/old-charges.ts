import type {
  ChargeBook,
  ChargeEntry,
  ChargeState,
  ChargeStore,
} from "../../src/billing/charges/charge-book.ts";
import type { Decoded } from "../../src/billing/ledger/encoding.ts";
import {
  isWrongShape,
  list,
  money,
  moneyParts,
  parse,
  parts,
  string,
  time,
  WrongShape,
} from "../../src/billing/state/stored-json.ts";
import { createGenerations } from "../../src/host/generations.ts";
import type { LedgerFilesOptions } from "../../src/host/ledger-files.ts";

/** The record of top-ups as version 0.1.0 reads and writes it. This stays as it was, whatever the format becomes. */
export function createOldChargeFiles({ files, folder, newId, onDamage }: LedgerFilesOptions): ChargeStore {
  const generations = createGenerations<ChargeBook>({
    files,
    folder,
    encode: encodeOldCharges,
    decode: decodeOldCharges,
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
      if (number === 0) await files.makeFolder(folder);
      return generations.write(number, book);
    },
  };
}

const VERSION = 1;

const encodeOldCharges = (book: ChargeBook): string =>
  JSON.stringify({
    version: VERSION,
    entries: book.map(({ id, payer, amount, at, state, paymentId, record, before }) => ({
      id,
      payer,
      amount: moneyParts(amount),
      at,
      state: wordsOf(state),
      paymentId,
      record,
      before,
    })),
  });

function decodeOldCharges(text: string): Decoded<ChargeBook> {
  const stored = parse(text);
  const version = stored?.["version"];
  if (!stored || typeof version !== "number") return { kind: "damaged" };
  if (version !== VERSION) return { kind: version > VERSION ? "newer" : "damaged" };
  try {
    return { kind: "value", value: list(stored["entries"]).map(entryOf) };
  } catch (error) {
    if (isWrongShape(error)) return { kind: "damaged" };
    throw error;
  }
}

function entryOf(value: unknown): ChargeEntry {
  const it = parts(value);
  return {
    id: string(it["id"]),
    payer: string(it["payer"]),
    amount: money(it["amount"]),
    at: time(it["at"]),
    state: stateOf(string(it["state"])),
    ...(it["paymentId"] !== undefined && { paymentId: string(it["paymentId"]) }),
    ...(it["record"] !== undefined && { record: string(it["record"]) }),
    before: list(it["before"]).map(string),
  };
}

const STATES: readonly ChargeState[] = [
  { kind: "open", why: "under-way" },
  { kind: "open", why: "no-answer" },
  { kind: "open", why: "unclear-answer" },
  { kind: "open", why: "pending" },
  { kind: "open", why: "finish" },
  { kind: "charged", by: "answer" },
  { kind: "charged", by: "status" },
  { kind: "charged", by: "records" },
  { kind: "not-charged", by: "refusal" },
  { kind: "not-charged", by: "never-sent" },
  { kind: "not-charged", by: "records" },
  { kind: "closed" },
];

const wordsOf = (state: ChargeState): string => Object.values(state).join(": ");

function stateOf(words: string): ChargeState {
  const state = STATES.find((known) => wordsOf(known) === words);
  if (!state) throw new WrongShape();
  return state;
}
