import type { BalanceChange } from "../../vendor/report.ts";
import { cardTable, type CardBody, type Column } from "./card-body.ts";
import { textOf, wordOf, type CardWords } from "./card-words.ts";

export function presentChanges(changes: readonly BalanceChange[], words: CardWords): CardBody {
  const columns: readonly Column<BalanceChange>[] = [
    { label: "Date", kind: "word", cell: ({ at }) => words.date(at) },
    { label: "Kind", kind: "text", cell: ({ kind }) => textOf(kind) },
    { label: "Status", kind: "word", cell: ({ status }) => wordOf(status), told: ({ status }) => !!status },
    {
      label: "Invoice",
      kind: "text",
      cell: ({ invoice }) => textOf(invoice),
      told: ({ invoice }) => !!invoice,
    },
    { label: "Amount", kind: "amount", cell: ({ amount }) => words.signed(amount) },
  ];
  return { facts: [], table: cardTable(columns, changes, [], "No changes yet."), actions: [] };
}
