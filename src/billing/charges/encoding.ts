import type { Decoded } from "../ledger/encoding.ts";
import {
  isWrongShape,
  list,
  money,
  moneyParts,
  optional,
  parse,
  parts,
  string,
  time,
  WrongShape,
} from "../state/stored-json.ts";
import type { ChargeBook, ChargeEntry, ChargeState } from "./charge-book.ts";

/**
 * A higher number on disk was written by a newer extension: this one then charges nobody. Version 1 lacks `cost`,
 * `steady`, `closableAfterMs`, `earlier` and `untold`, and knows no attempt as "declined" or "earlier".
 */
const VERSION = 2;

/** JSON with amounts as decimal strings. */
export const encodeCharges = (book: ChargeBook): string =>
  JSON.stringify({
    version: VERSION,
    entries: book.map((entry) => ({
      ...entry,
      amount: moneyParts(entry.amount),
      cost: moneyParts(entry.cost),
      earlier: entry.earlier && { ...entry.earlier, amount: moneyParts(entry.earlier.amount) },
      state: wordsOf(entry.state),
    })),
  });

/** One entry in a wrong shape makes the whole damaged. */
export function decodeCharges(text: string): Decoded<ChargeBook> {
  const stored = parse(text);
  const version = stored?.["version"];
  if (!stored || typeof version !== "number") return { kind: "damaged" };
  if (version > VERSION) return { kind: "newer" };
  if (version !== VERSION && version !== 1) return { kind: "damaged" };
  try {
    return { kind: "value", value: list(stored["entries"]).map(entryOf) };
  } catch (error) {
    if (isWrongShape(error)) return { kind: "damaged" };
    throw error;
  }
}

function entryOf(value: unknown): ChargeEntry {
  const it = parts(value);
  const earlier = optional(it["earlier"], (told) => ({
    amount: money(told["amount"]),
    ...(told["at"] !== undefined && { at: time(told["at"]) }),
  }));
  const steady = optional(it["steady"], ({ run, ms }) => ({ run: string(run), ms: time(ms) }));
  return {
    id: string(it["id"]),
    payer: string(it["payer"]),
    amount: money(it["amount"]),
    ...(it["cost"] !== undefined && { cost: money(it["cost"]) }),
    at: time(it["at"]),
    ...(steady && { steady }),
    ...(it["closableAfterMs"] !== undefined && { closableAfterMs: time(it["closableAfterMs"]) }),
    state: stateOf(string(it["state"])),
    ...(it["paymentId"] !== undefined && { paymentId: string(it["paymentId"]) }),
    ...(it["record"] !== undefined && { record: string(it["record"]) }),
    before: list(it["before"]).map(string),
    ...(earlier && { earlier }),
    ...(it["untold"] === true && { untold: true }),
  };
}

const STATES: readonly ChargeState[] = [
  { kind: "open", why: "under-way" },
  { kind: "open", why: "no-answer" },
  { kind: "open", why: "unclear-answer" },
  { kind: "open", why: "pending" },
  { kind: "open", why: "declined" },
  { kind: "open", why: "earlier" },
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
