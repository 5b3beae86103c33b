import { creditsToMoney, MOST_CREDITS, type Movement } from "../../billing/money/credits.ts";
import { moneyFrom, toDecimal } from "../../billing/money/money.ts";
import type { LedgerPage } from "../../billing/vendor/provider.ts";
import { type Fields, momentIn, numberIn, record, recordsIn, textIn, unexpected } from "../decode/fields.ts";

/** Shape: `{ data: [row], pagination: { next_cursor: string | null, has_more } }`. */
export function decodePage(json: unknown): LedgerPage {
  const answer = record(json);
  const pagination = record(answer?.["pagination"]);
  if (!answer || !pagination) throw unexpected("the answer has no pagination");
  const rows = recordsIn(answer, "data");
  const movements = rows.map(decodeMovement);
  const disagreeing = rows.filter((row, index) => !agrees(row, movements[index]?.credits ?? 0)).length;
  return { movements, next: nextOf(pagination, movements.length), disagreeing };
}

function nextOf(pagination: Fields, rows: number): string | null {
  const more = pagination["has_more"];
  const next = pagination["next_cursor"];
  if (typeof more !== "boolean") throw unexpected("has_more is missing or not a boolean");
  if (!more) return null;
  if (typeof next !== "string" || next === "") throw unexpected("there is more, but no cursor");
  if (rows === 0) throw unexpected("there is more, but the page is empty");
  return next;
}

/** Shape: `{ created_at, direction: "TOPUP" | "CHARGE", type, amount: { usd, credits }, model, reference_id }`. */
function decodeMovement(row: Fields): Movement {
  const direction = row["direction"];
  if (direction !== "TOPUP" && direction !== "CHARGE")
    throw unexpected("direction is neither TOPUP nor CHARGE");
  const type = textIn(row, "type");
  if (type === null) throw unexpected("type is missing");
  return {
    at: momentIn(row, "created_at"),
    direction: direction === "TOPUP" ? "topup" : "charge",
    type,
    credits: creditsOf(row),
    model: textIn(row, "model"),
    reference: textIn(row, "reference_id"),
  };
}

function creditsOf(row: Fields): number {
  const credits = numberIn(record(row["amount"]) ?? {}, "credits");
  if (credits === undefined) throw unexpected("amount.credits is missing or not a number");
  if (!Number.isSafeInteger(credits) || credits < 0 || credits > MOST_CREDITS) {
    throw unexpected("amount.credits is not a plausible whole number");
  }
  // -0 is a whole number too.
  return credits + 0;
}

/** The USD of a row may be rounded, to cents at the coarsest; anything further from its credits is another amount. */
function agrees(row: Fields, credits: number): boolean {
  const usd = moneyFrom(numberIn(record(row["amount"]) ?? {}, "usd"), "USD");
  if (!usd) return false;
  const places = Math.min(Math.max(toDecimal(usd).split(".")[1]?.length ?? 0, 2), 6);
  const tolerance = 10n ** BigInt(9 - places) / 2n;
  const difference = usd.nanos - creditsToMoney(credits).nanos;
  return difference <= tolerance && -difference <= tolerance;
}
