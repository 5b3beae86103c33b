import { badRequest, momentOf, oneOf, parametersOf } from "../http/query.ts";
import type { Entry, MovementType } from "../world/ledger.ts";
import { creditsToUsd } from "../world/money.ts";

const TYPES: readonly MovementType[] = [
  "PAYMENT",
  "BONUS",
  "REFUND",
  "ADJUSTMENT",
  "MODEL_USAGE",
  "CREDITS_EXPIRED",
  "INIT",
];
const LARGEST_PAGE = 100;
const USUAL_PAGE = 50;

/** One page of the ledger, newest first: the answer of `/v2/billing/transactions`. */
export function transactions(ledger: readonly Entry[], query: URLSearchParams): object {
  const given = parametersOf(query, ["from", "to", "direction", "type", "limit", "cursor"]);
  const from = given.from === undefined ? -Infinity : momentOf("from", given.from, "required");
  const to = given.to === undefined ? Infinity : momentOf("to", given.to, "required");
  if (to <= from) throw badRequest("to must be later than from");
  const direction =
    given.direction === undefined ? null : oneOf("direction", given.direction, ["TOPUP", "CHARGE"]);
  const type = given.type === undefined ? null : oneOf("type", given.type, TYPES);
  const limit = given.limit === undefined ? USUAL_PAGE : limitOf(given.limit);
  const after = given.cursor === undefined ? null : positionOf(given.cursor);

  const page: Entry[] = [];
  const end = after ? ledger.findLastIndex((each) => isBefore(each, after)) : ledger.length - 1;
  let index = end;
  for (
    let each = ledger[index];
    each && each.at >= from && page.length <= limit;
    each = ledger[(index -= 1)]
  ) {
    const fits = (direction ?? each.direction) === each.direction && (type ?? each.type) === each.type;
    if (fits && each.at < to) page.push(each);
  }
  const more = page.length > limit;
  const rows = page.slice(0, limit);
  const last = rows.at(-1);
  return {
    data: rows.map((each) => ({
      created_at: new Date(each.at).toISOString(),
      direction: each.direction,
      type: each.type,
      amount: { usd: creditsToUsd(each.credits), credits: each.credits },
      model: each.model,
      reference_id: each.referenceId,
    })),
    pagination: { next_cursor: more && last ? cursorOf(last) : null, has_more: more },
  };
}

function limitOf(text: string): number {
  const limit = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LARGEST_PAGE)
    throw badRequest(`limit must be a whole number from 1 to ${LARGEST_PAGE}`);
  return limit;
}

/** The last movement of a page, by its moment and place among those of that moment. */
type Position = Pick<Entry, "at" | "serial">;

const isBefore = (a: Position, b: Position) => a.at < b.at || (a.at === b.at && a.serial < b.serial);

function cursorOf({ at, serial }: Position): string {
  const position = { v: 1, c: new Date(at).toISOString(), n: serial };
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Only a cursor in the very form that `cursorOf` writes is taken: padded, decoded or written anew it is a 400. */
function positionOf(cursor: string): Position {
  const match = /"c":"([^"]+)","n":(\d+)/u.exec(Buffer.from(cursor, "base64url").toString("utf8"));
  const at = Date.parse(match?.[1] ?? "");
  const position = { at, serial: Number(match?.[2]) };
  if (Number.isNaN(at) || cursorOf(position) !== cursor) throw badRequest("cursor is not valid");
  return position;
}
