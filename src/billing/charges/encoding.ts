import type { Decoded } from "../ledger/encoding.ts";
import { list, money, moneyParts, parse, parts, string, time, isWrongShape, WrongShape } from "../shape.ts";
import type { ChargeBook, ChargeEntry, ChargeState } from "./charge-book.ts";

/** A higher number on disk was written by a newer extension: this one then charges nobody. */
const VERSION = 1;

/** JSON with amounts as decimal strings. */
export const encodeCharges = (book: ChargeBook): string =>
  JSON.stringify({
    version: VERSION,
    entries: book.map((entry) => ({
      ...entry,
      amount: moneyParts(entry.amount),
      state: wordsOf(entry.state),
    })),
  });

/** One entry in a wrong shape makes the whole damaged. */
export function decodeCharges(text: string): Decoded<ChargeBook> {
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

/** Such as "open: no-answer", which is also how the log has it. */
export const wordsOf = (state: ChargeState): string => Object.values(state).join(": ");

function stateOf(words: string): ChargeState {
  const state = STATES.find((known) => wordsOf(known) === words);
  if (!state) throw new WrongShape();
  return state;
}
