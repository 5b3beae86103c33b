import type { Money } from "../../billing/money/money.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { Invoice, InvoiceLine, InvoicePreview, Report } from "../../billing/vendor/report.ts";
import { moneyFromCents } from "../decode/cents.ts";
import { type Fields, numberIn, record, recordsIn, wordsOf } from "../decode/fields.ts";
import { BILLING, cloudflareEndpoint, fieldsOf, timeOf } from "./envelope.ts";

/** All amounts of this API are US cents; one that names another currency is not known. */
export function currencyOf({ currency }: Fields): string | null {
  if ((currency ?? null) === null) return "USD";
  return typeof currency === "string" && currency.toUpperCase() === "USD" ? "USD" : null;
}

const amountIn = (fields: Fields, name: string): Money | undefined =>
  moneyFromCents(numberIn(fields, name), currencyOf(fields));

/** Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/methods/invoice_preview/. */
const preview: Endpoint<InvoicePreview> = cloudflareEndpoint({
  path: `${BILLING}/invoice-preview`,
  what: "the next invoice",
  result: (result) => decodePreview(fieldsOf(result)),
});

export const invoicePreview: Report = {
  id: "invoice-preview",
  title: "Next invoice",
  read: async (ask) => ({ kind: "invoice-preview", preview: await ask(preview) }),
};

/** Shape: `{ amount_due, amount_paid, amount_remaining, currency, period_start, period_end, status, invoice_lines }`. */
function decodePreview(answer: Fields): InvoicePreview {
  return {
    from: timeOf(answer["period_start"]),
    to: timeOf(answer["period_end"]),
    status: wordsOf(answer["status"]),
    lines: recordsIn(answer, "invoice_lines").map(decodeLine),
    figures: [
      { label: "Due", amount: amountIn(answer, "amount_due") },
      { label: "Paid", amount: amountIn(answer, "amount_paid") },
      { label: "Remaining", amount: amountIn(answer, "amount_remaining") },
    ],
  };
}

const decodeLine = (line: Fields): InvoiceLine => ({
  description: wordsOf(line["description"]),
  quantity: numberIn(line, "quantity"),
  amount: amountIn(line, "amount"),
});

interface Invoices {
  readonly invoices: readonly Invoice[];
  /** Older ones are left out: no way to ask for them is documented. */
  readonly more: boolean;
}

/** Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/methods/invoice_history/. */
export const invoiceHistory = (type: "all" | "auto" | "manual"): Endpoint<Invoices> =>
  cloudflareEndpoint({
    path: `${BILLING}/invoice-history`,
    what: "invoices",
    query: { type },
    result: (result) => {
      const answer = fieldsOf(result);
      const invoices = recordsIn(answer, "invoices").map(decodeInvoice);
      const { has_more: hasMore, total_count: total } = record(answer["pagination"]) ?? {};
      return { invoices, more: hasMore === true || (typeof total === "number" && total > invoices.length) };
    },
  });

export const invoices: Report = {
  id: "invoices",
  title: "Invoices",
  filters: [
    { value: "all", label: "All" },
    { value: "auto", label: "Auto top-ups" },
    { value: "manual", label: "Manual top-ups" },
  ],
  read: async (ask, { filter }) => ({
    kind: "invoices",
    ...(await ask(invoiceHistory(filter === "auto" || filter === "manual" ? filter : "all"))),
  }),
};

const decodeInvoice = (invoice: Fields): Invoice => ({
  id: wordsOf(invoice["id"]),
  number: null,
  at: timeOf(invoice["created"]),
  status: wordsOf(invoice["status"]),
  description: wordsOf(invoice["description"]),
  total: amountIn(invoice, "amount_due"),
  paid: amountIn(invoice, "amount_paid"),
  remaining: amountIn(invoice, "amount_remaining"),
  ...(isResting(invoice) && { resting: true }),
  link: linkOf(invoice["invoice_pdf"]),
});

/**
 * Stripe collects by itself only what it advances; where the field is left out, that is not known.
 * Source: https://docs.stripe.com/invoicing/integration/automatic-advancement-collection.
 */
const isResting = ({ auto_advance: advances }: Fields) => advances === false || advances === null;

/** Only what is plainly an address on the web. */
function linkOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const { protocol, username, password, href } = new URL(value);
  return protocol === "https:" && !username && !password ? href : undefined;
}
