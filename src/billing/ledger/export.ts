import { isoDay } from "../calendar-day.ts";
import { toDecimal } from "../money.ts";
import { creditsToMoney, type Movement } from "../movement.ts";
import type { UsageGroup } from "../provider.ts";
import { csvLine } from "./csv.ts";
import type { MovementPager } from "./movement-pager.ts";

export type ExportFormat = "csv" | "json";

/** Rows a piece of an export: keeps memory small and the editor answering. */
const PIECE = 2_000;

/**
 * A ledger as a file in pieces, newest first. Amounts are positive, as the vendor gives them: the direction
 * carries the sign. USD are exact decimals; in JSON they are texts, so that no reader rounds them.
 */
export async function* exportMovements(
  pager: MovementPager,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  const write = format === "csv" ? csvWriter(MOVEMENT_COLUMNS) : jsonWriter("movements");
  yield write.head;
  for (let first = true; ;) {
    const { movements, last } = await pager.next(PIECE);
    if (movements.length > 0) yield write.rows(movements.map(movementFields), first);
    first &&= movements.length === 0;
    if (last) break;
  }
  yield write.foot;
}

/** Usage by day and model as a file. */
export function exportUsage(groups: readonly UsageGroup[], format: ExportFormat): string {
  const write = format === "csv" ? csvWriter(USAGE_COLUMNS) : jsonWriter("usage");
  return write.head + write.rows(groups.map(usageFields), true) + write.foot;
}

/** What the vendor does not tell is empty in CSV, and left out in JSON. */
type Fields = Readonly<Record<string, string | number | null | undefined>>;

const MOVEMENT_COLUMNS = ["time", "direction", "type", "usd", "credits", "model", "reference"] as const;

const movementFields = ({ at, direction, type, credits, model, reference }: Movement) => ({
  time: new Date(at).toISOString(),
  direction,
  type,
  usd: toDecimal(creditsToMoney(credits)),
  credits,
  model,
  reference,
});

const USAGE_COLUMNS = [
  "day",
  "model",
  "usd",
  "inputTokens",
  "outputTokens",
  "chargedRequests",
  "failedRequests",
] as const;

const usageFields = ({ day, model, spend, inputTokens, outputTokens, charged, failed }: UsageGroup) => ({
  day: isoDay(day),
  model,
  usd: toDecimal(spend),
  inputTokens,
  outputTokens,
  chargedRequests: charged,
  failedRequests: failed,
});

interface Writer {
  readonly head: string;
  rows(rows: readonly Fields[], first: boolean): string;
  readonly foot: string;
}

const csvWriter = (columns: readonly string[]): Writer => ({
  head: csvLine(columns),
  rows: (rows) => rows.map((row) => csvLine(columns.map((column) => row[column] ?? ""))).join(""),
  foot: "",
});

const jsonWriter = (name: string): Writer => ({
  head: `{"${name}":[`,
  rows: (rows, first) => (first ? "\n" : ",\n") + rows.map((row) => JSON.stringify(row)).join(",\n"),
  foot: "\n]}\n",
});
