import { badRequest } from "../http/query.ts";
import { type Month, monthOf } from "../world/months.ts";
import type { Payment } from "../world/payments.ts";
import { type Change, postedChanges, wholeCents } from "./billed.ts";
import { invoiceIdOf, invoiceNumberOf } from "./invoice-id.ts";
import type { Question } from "./route.ts";

interface Invoice extends Month {
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly cents: number;
  readonly description: string;
  readonly status: "PAID" | "PENDING" | "FAILED" | "WILL_NEVER_BE_CHARGED";
}

/** One a closed cycle and one a purchase, newest first. Without a filter all of them. Amounts in cents. */
export function invoices({ customer, now, query }: Question): object {
  const account = customer.account();
  const open = account.payments().filter(({ landsAt }) => landsAt === null || landsAt > now);
  const posted = postedChanges(account.movements(), now).flatMap(invoiceOf);
  return {
    invoices: [...open.map(openInvoice).toReversed(), ...posted].filter(filterOf(query)).map(written),
  };
}

function openInvoice({ id, credits, at, declined, abandoned }: Payment): Invoice {
  return {
    ...monthOf(at),
    id: invoiceIdOf(id),
    number: invoiceNumberOf(id),
    at,
    cents: wholeCents(credits),
    description: "Prepaid credits",
    status: abandoned ? "WILL_NEVER_BE_CHARGED" : declined ? "FAILED" : "PENDING",
  };
}

function invoiceOf({ cycle, origin, cents, at, paymentId }: Change): readonly Invoice[] {
  const common = { at, cents: Math.abs(cents), status: "PAID" } as const;
  const description = origin === "SPEND" ? "API usage" : "Prepaid credits";
  if (cycle) {
    const name = `${cycle.year}-${cycle.month}`;
    return [{ ...common, ...cycle, description, id: invoiceIdOf(name), number: `SBX-${name}` }];
  }
  return paymentId === null
    ? []
    : [
        {
          ...common,
          ...monthOf(at),
          description,
          id: invoiceIdOf(paymentId),
          number: invoiceNumberOf(paymentId),
        },
      ];
}

function filterOf(query: URLSearchParams): (invoice: Invoice) => boolean {
  const ids = query.getAll("invoiceIds.invoiceIds");
  const cycle = monthIn("billingCycle", query);
  const since = monthIn("since", query);
  return (invoice) =>
    (ids.length === 0 || ids.includes(invoice.id)) &&
    (!cycle || count(invoice) === count(cycle)) &&
    (!since || count(invoice) >= count(since));
}

const count = ({ year, month }: Month) => year * 12 + month;

/** Null when not said. */
function monthIn(name: string, query: URLSearchParams): Month | null {
  const [year, month] = [query.get(`${name}.year`), query.get(`${name}.month`)];
  if (year === null && month === null) return null;
  if (!/^\d{4}$/u.test(year ?? "") || !/^([1-9]|1[0-2])$/u.test(month ?? "")) {
    throw badRequest(`${name} must have a year and a month`);
  }
  return { year: Number(year), month: Number(month) };
}

function written({ id, number, at, cents, description, status }: Invoice): object {
  const amount = String(cents);
  const tried = status === "PAID" || status === "FAILED";
  return {
    invoiceId: id,
    invoiceNumber: number,
    createTime: new Date(at).toISOString(),
    invoiceStatus: status,
    chargerAttempts: tried ? [{ ticket: 0, successful: status === "PAID", paymentMethodId: "" }] : [],
    subtotal: amount,
    tax: "0",
    total: amount,
    lines: [{ description, amount }],
  };
}
