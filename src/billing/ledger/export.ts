import { creditsToMoney, type Movement } from "../money/credits.ts";
import { toDecimal } from "../money/money.ts";
import { isoDay } from "../time/calendar-day.ts";
import { createIsoTimes } from "../time/iso-time.ts";
import type { Usage, UsageGroup } from "../vendor/provider.ts";
import type { MovementPager } from "./transaction-pager.ts";

export type ExportFormat = "csv" | "json";

/** Rows a piece of an export: keeps memory small and the editor answering. */
const PIECE = 2_000;

/**
 * A ledger as a file in pieces, newest first, in the times of a zone. Amounts are positive, as the vendor gives them: the direction
 * carries the sign. USD are exact decimals; in JSON they are texts, so that no reader rounds them.
 */
export async function* exportMovements(
  pager: MovementPager,
  format: ExportFormat,
  timeZone = "UTC",
): AsyncGenerator<string, void, undefined> {
  const write =
    format === "csv" ? csvWriter(MOVEMENT_COLUMNS) : jsonWriter("movements", [...MOVEMENT_COLUMNS]);
  const timeOf = createIsoTimes(timeZone);
  yield write.head;
  for (let first = true; ;) {
    const { movements, last } = await pager.next(PIECE);
    if (movements.length > 0)
      yield write.rows(
        movements.map((each) => movementFields(each, timeOf)),
        first,
      );
    first &&= movements.length === 0;
    if (last) break;
  }
  yield write.foot;
}

/** Usage by day and model as a file, without the columns of which the vendor tells nothing at all. */
export function exportUsage(
  { spend, groups }: Pick<Usage, "spend" | "groups">,
  format: ExportFormat,
): string {
  const currency = spend.currency.toLowerCase();
  const rows = groups.map((group) => usageFields(group, currency));
  const isTold = (column: string) => rows.some((row) => (row[column] ?? null) !== null);
  const columns = usageColumns(currency).filter((column) => rows.length === 0 || isTold(column));
  const write = format === "csv" ? csvWriter(columns) : jsonWriter("usage", columns);
  return write.head + write.rows(rows, true) + write.foot;
}

/** What the vendor does not tell is empty in CSV, and left out in JSON. */
type Fields = Readonly<Record<string, string | number | null | undefined>>;

const MOVEMENT_COLUMNS = ["time", "direction", "type", "usd", "credits", "model", "reference"] as const;

const movementFields = (
  { at, direction, type, credits, model, reference }: Movement,
  timeOf: (at: number) => string,
) => ({
  time: timeOf(at),
  direction,
  type,
  usd: toDecimal(creditsToMoney(credits)),
  credits,
  model,
  reference,
});

const usageColumns = (currency: string) => [
  "day",
  "model",
  currency,
  "inputTokens",
  "outputTokens",
  "chargedRequests",
  "failedRequests",
];

const usageFields = (group: UsageGroup, currency: string): Fields => ({
  day: isoDay(group.day),
  model: group.model,
  [currency]: toDecimal(group.spend),
  inputTokens: group.inputTokens,
  outputTokens: group.outputTokens,
  chargedRequests: group.charged,
  failedRequests: group.failed,
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

const jsonWriter = (name: string, columns: string[]): Writer => ({
  head: `{"${name}":[`,
  rows: (rows, first) => (first ? "\n" : ",\n") + rows.map((row) => JSON.stringify(row, columns)).join(",\n"),
  foot: "\n]}\n",
});

/** What makes a spreadsheet take a text for a formula, also behind blanks and in full-width form. */
const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * One line of RFC 4180. A text that a spreadsheet would run begins with an apostrophe, which makes it text there;
 * a number, or a text that is nothing but a decimal, stays as it is.
 */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number): string {
  if (typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value)) return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
