import type { ActionName } from "../page-data.ts";
import type { CardTable, CardView, CellKind } from "../page-view.ts";

/** What a kind of report makes of its data. */
export type CardBody = Pick<CardView, "note" | "facts" | "table" | "reveal" | "actions">;

/** What a person may do to the account. */
export type Allowed = ReadonlySet<ActionName>;

/** More than a person reads on a page; a broken answer might have them. */
export const MOST_ROWS = 200;

/** No vendor's id is longer; the guard of messages lets no longer one pass. */
const LONGEST_KEY = 500;

export interface Column<Row> {
  readonly label: string;
  readonly kind: CellKind;
  readonly cell: (row: Row) => string;
  /** Left out when no row has anything to say here. */
  readonly told?: (row: Row) => boolean;
}

/** Keys name rows to the editor, in the same order. */
export function cardTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  keys: readonly string[],
  none: string,
  more: (row: Row, key: string) => Partial<Pick<CardTable["rows"][number], "link" | "action">> = () => ({}),
): CardTable {
  const shown = rows.slice(0, MOST_ROWS);
  const told = columns.filter(({ told }) => !told || shown.some(told));
  return {
    columns: told.map(({ label, kind }) => ({ label, kind })),
    rows: shown.map((row, index) => {
      const key = keys[index] ?? String(index);
      return { key, cells: told.map(({ cell }) => cell(row)), ...more(row, key) };
    }),
    none,
  };
}

/** What the vendor's id is, where it has one and no row before has it; else its place and time. */
export function rowKeys(
  rows: readonly { readonly id: string | null; readonly at?: number | undefined }[],
): readonly string[] {
  const taken = new Set<string>();
  return rows.map(({ id, at }, index) => {
    const key = id === null || id.length > LONGEST_KEY || taken.has(id) ? `${index}@${at ?? ""}` : id;
    taken.add(key);
    return key;
  });
}
