import type { InvoiceLine, InvoicePreview } from "../../vendor/report.ts";
import type { FactView } from "../page-view.ts";
import { cardTable, type CardBody, type Column } from "./card-body.ts";
import { textOf, wordOf, type CardWords } from "./card-words.ts";

export function presentInvoicePreview(
  { from, to, status, lines, figures }: InvoicePreview,
  words: CardWords,
): CardBody {
  const columns: readonly Column<InvoiceLine>[] = [
    { label: "Item", kind: "text", cell: ({ description }) => textOf(description) },
    {
      label: "Quantity",
      kind: "amount",
      cell: ({ quantity, unit }) => words.quantity(quantity, unit),
      told: ({ quantity }) => quantity !== undefined,
    },
    { label: "Amount", kind: "amount", cell: ({ amount }) => words.cell(amount) },
  ];
  const period = words.period(from, to);
  const facts: readonly FactView[] = [
    ...(period === undefined ? [] : [{ label: "Period", value: period, tone: "normal" } as const]),
    ...(status ? [{ label: "Status", value: wordOf(status), tone: "normal" } as const] : []),
    // A line the invoice leaves out is not on it.
    ...figures.flatMap(({ label, amount }): readonly FactView[] =>
      amount ? [{ label, value: words.money(amount), tone: "normal" }] : [],
    ),
  ];
  return {
    note: facts.length === 0 && lines.length === 0 ? "No charges yet." : undefined,
    facts,
    table: lines.length === 0 ? undefined : cardTable(columns, lines, [], ""),
    actions: [],
  };
}
