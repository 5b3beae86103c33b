import { oneOf } from "../http/query.ts";
import { creditsToCents } from "../world/money.ts";
import { endOf, monthOf, startOf } from "../world/months.ts";
import { creditsIn, groupBy, usageIn } from "../world/sums.ts";
import type { Question } from "./route.ts";
import { invoiceIdOf } from "./topup.ts";

/** Credits to the whole cents a card is charged for them: a purchase costs 5 % on top. */
const priceOf = (credits: number) => Math.round((creditsToCents(credits) * 105) / 100);

/** One page: the vendor documents no way to ask for another. */
const PER_PAGE = 20;

/** Moments of invoices are in seconds, unlike those of usage. */
const seconds = (at: number) => Math.floor(at / 1_000);

interface Bill {
  readonly id: string;
  readonly credits: number;
  readonly at: number;
  readonly way: "auto" | "manual";
  /** In Stripe's terms. */
  readonly status: "paid" | "open" | "void";
}

/** Every purchase of credits, the newest first. Amounts in cents. */
export function invoiceHistory({ customer, query }: Question): object {
  const type = oneOf("type", query.get("type") ?? "all", ["auto", "manual", "all"]);
  const account = customer.account();
  const orders = new Map(account.payments().map(({ id, at }) => [id, at]));
  const bought = account
    .movements()
    .filter((each) => each.type === "PAYMENT")
    .map(({ referenceId, credits, at, auto }): Bill => ({
      id: invoiceIdOf(referenceId ?? String(at)),
      credits,
      at: orders.get(referenceId ?? "") ?? at,
      way: auto ? "auto" : "manual",
      status: "paid",
    }));
  const known = new Set(bought.map(({ id }) => id));
  const open = account
    .payments()
    .map(({ id, credits, at, abandoned }): Bill => ({
      id: invoiceIdOf(id),
      credits,
      at,
      way: "manual",
      status: abandoned ? "void" : "open",
    }))
    .filter(({ id }) => !known.has(id));
  const bills = [...bought, ...open]
    .filter(({ way }) => type === "all" || way === type)
    .sort((a, b) => b.at - a.at);
  return {
    invoices: bills.slice(0, PER_PAGE).map(invoiceOf),
    pagination: {
      has_more: PER_PAGE < bills.length,
      page: 1,
      per_page: PER_PAGE,
      total_count: bills.length,
    },
  };
}

/** An open one is tried again by itself: https://docs.stripe.com/invoicing/integration/automatic-advancement-collection. */
function invoiceOf({ id, credits, at, way, status }: Bill) {
  const price = priceOf(credits);
  const paid = status === "paid";
  return {
    id,
    amount_due: price,
    amount_paid: paid ? price : 0,
    amount_remaining: paid ? 0 : price,
    attempt_count: 1,
    attempted: true,
    auto_advance: status === "open",
    created: seconds(at),
    created_by: way === "auto" ? "system" : "api",
    currency: "usd",
    description: way === "auto" ? "AI Gateway auto top-up" : null,
    invoice_origin: way,
    invoice_pdf: paid ? `https://pay.example.com/invoice/${id}/pdf` : null,
    status,
  };
}

/** This month so far: a line a model, all of it paid with credits. Amounts in cents. */
export function invoicePreview({ customer, now }: Question): object {
  const month = monthOf(now);
  const period = { start: seconds(startOf(month)), end: seconds(endOf(month)) };
  const used = usageIn(customer.account().movements()).filter(({ at }) => at >= startOf(month));
  const lines = groupBy(used, ({ model }) => model).map(([model, entries]) => {
    const amount = creditsToCents(creditsIn(entries));
    return {
      amount,
      currency: "usd",
      description: model,
      period,
      pricing: { unit_amount_decimal: model === null ? null : "0.0001" },
      quantity: entries.length,
      pretax_credit_amounts: [{ amount, type: "credit_balance_transaction" }],
    };
  });
  return {
    id: "upcoming_in_sandbox",
    amount_due: 0,
    amount_paid: 0,
    amount_remaining: 0,
    currency: "usd",
    period_start: period.start,
    period_end: period.end,
    status: "draft",
    invoice_lines: lines,
  };
}
