import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import { LARGE_ANSWER_BYTES } from "../../billing/vendor/provider.ts";
import type { Invoice, InvoiceLine, InvoicePreview, Report } from "../../billing/vendor/report.ts";
import { negated } from "../decode/cents.ts";
import { type Fields, momentOf, record, wordsOf } from "../decode/fields.ts";
import { amountOf, listIn, shownCent, TEAM, xaiEndpoint } from "./endpoint.ts";

const preview: Endpoint<InvoicePreview> = xaiEndpoint({
  path: `${TEAM}/postpaid/invoice/preview`,
  what: "the next invoice",
  answer: decodePreview,
});

export const invoicePreview: Report = {
  id: "invoice-preview",
  title: "Next invoice",
  read: async (ask) => ({ kind: "invoice-preview", preview: await ask(preview) }),
};

/** Amounts are US cents. Credits come with the inverted sign of the ledger. */
function decodePreview(answer: Fields): InvoicePreview {
  const invoice = record(answer["coreInvoice"]) ?? {};
  const credits = shownCent(invoice, "prepaidCredits");
  const used = shownCent(invoice, "prepaidCreditsUsed");
  return {
    ...monthOf(record(answer["billingCycle"]) ?? {}),
    status: null,
    lines: listIn(invoice, "lines").map(decodeLine),
    figures: [
      { label: "Before tax", amount: amountOf(invoice["amountBeforeVat"]) },
      { label: "Tax", amount: amountOf(invoice["vatCost"]) },
      { label: "Total incl. tax", amount: amountOf(invoice["amountAfterVat"]) },
      { label: "Free credits", amount: amountOf(invoice["defaultCreditsIssued"]) },
      { label: "Automatic credits", amount: amountOf(invoice["autoCreditsIssued"]) },
      { label: "Adjusted total", amount: shownCent(invoice, "totalWithCorr") },
      { label: "Prepaid credits", amount: credits && negated(credits) },
      { label: "Credits used", amount: used && (used.nanos < 0n ? negated(used) : used) },
      { label: "Spending limit", amount: amountOf(answer["effectiveSpendingLimit"]) },
    ],
  };
}

/** `unitPrice` is left out: its unit is not what is documented. */
const decodeLine = (line: Fields): InvoiceLine => ({
  description: wordsOf(line["description"]),
  quantity: countOf(line["numUnits"]),
  unit: wordsOf(line["unitType"]),
  amount: amountOf(line["amount"]),
});

/** A count, which is a text when it is an int64. */
function countOf(value: unknown): number | undefined {
  const count = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : undefined;
}

function monthOf({ year, month }: Fields): Pick<InvoicePreview, "from" | "to"> {
  if (!isWhole(year, 2000, 2199) || !isWhole(month, 1, 12)) return {};
  return { from: Date.UTC(year, month - 1), to: Date.UTC(year, month) };
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

const invoicesOf = (query: Readonly<Record<string, string>>): Endpoint<readonly Invoice[]> =>
  xaiEndpoint({
    path: `${TEAM}/invoices`,
    what: "invoices",
    mostBytes: LARGE_ANSWER_BYTES,
    query,
    answer: (answer) => listIn(answer, "invoices").map(decodeInvoice),
  });

/** Whether nothing will be collected for an invoice, by the vendor's word. FAILED is not that: money is owed. */
export const isNeverCharged = (invoiceId: string): Endpoint<boolean> =>
  xaiEndpoint({
    path: `${TEAM}/invoices`,
    query: { "invoiceIds.invoiceIds": invoiceId },
    answer: (answer) =>
      listIn(answer, "invoices").some(
        (invoice) =>
          invoice["invoiceId"] === invoiceId && invoice["invoiceStatus"] === "WILL_NEVER_BE_CHARGED",
      ),
  });

export const invoices: Report = {
  id: "invoices",
  title: "Invoices",
  filters: [
    { value: "year", label: "Last 12 months" },
    { value: "this-month", label: "This month" },
    { value: "last-month", label: "Last month" },
    { value: "all", label: "All" },
  ],
  read: async (ask, { filter, now }) => ({
    kind: "invoices",
    invoices: await ask(invoicesOf(queryOf(filter, now))),
    more: false,
  }),
};

/** The months of UTC that a filter means. */
function queryOf(filter: string | undefined, now: number): Readonly<Record<string, string>> {
  if (filter === "all") return {};
  if (filter === "this-month") return monthQuery("billingCycle", now, 0);
  return filter === "last-month" ? monthQuery("billingCycle", now, 1) : monthQuery("since", now, 11);
}

function monthQuery(name: string, now: number, ago: number) {
  const today = new Date(now);
  const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - ago));
  return {
    [`${name}.year`]: String(month.getUTCFullYear()),
    [`${name}.month`]: String(month.getUTCMonth() + 1),
  };
}

const decodeInvoice = (invoice: Fields): Invoice => ({
  id: wordsOf(invoice["invoiceId"]),
  number: wordsOf(invoice["invoiceNumber"]),
  at: momentOf(invoice["createTime"]),
  status: wordsOf(invoice["invoiceStatus"]),
  description: null,
  total: amountOf(invoice["total"]),
});
