import { compareMoney } from "../../money/money.ts";
import type { Invoice, ReportData } from "../../vendor/report.ts";
import { cardTable, rowKeys, type CardBody, type Column } from "./card-body.ts";
import { textOf, wordOf, type CardWords } from "./card-words.ts";

type Invoices = Extract<ReportData, { kind: "invoices" }>;

/** The link stays with the editor: the page only learns that there is one. */
export function presentInvoices({ invoices, more }: Invoices, words: CardWords): CardBody {
  const columns: readonly Column<Invoice>[] = [
    { label: "Date", kind: "word", cell: ({ at }) => words.date(at) },
    { label: "Invoice", kind: "text", cell: titleOf },
    { label: "Status", kind: "word", cell: ({ status }) => wordOf(status), told: ({ status }) => !!status },
    { label: "Paid", kind: "amount", cell: ({ paid }) => words.cell(paid), told: isPaidApart },
    {
      label: "Due",
      kind: "amount",
      cell: ({ remaining }) => words.cell(remaining),
      told: ({ remaining }) => remaining !== undefined && remaining.nanos !== 0n,
    },
    { label: "Total", kind: "amount", cell: ({ total }) => words.cell(total) },
  ];
  return {
    note: more ? "Only the most recent are shown." : undefined,
    facts: [],
    table: cardTable(columns, invoices, rowKeys(invoices), "No invoices.", (invoice) =>
      invoice.link === undefined
        ? {}
        : { link: { label: "View", spoken: `View invoice ${spokenName(invoice, words)}` } },
    ),
    actions: [],
  };
}

/** Number and description, where they are two. */
function titleOf({ number, description }: Invoice): string {
  const both = [number, description].filter((text) => text !== null && text.trim() !== "");
  return both.length === 0 ? "—" : [...new Set(both)].map(textOf).join(" · ");
}

const spokenName = ({ number, at }: Invoice, words: CardWords) =>
  number ? textOf(number) : `of ${words.date(at)}`;

/** Neither the total nor what is due says it already. */
const isPaidApart = ({ paid, total, remaining }: Invoice) =>
  paid !== undefined && !remaining && (!total || compareMoney(paid, total) !== 0);
