import { type Month, monthOf } from "../months.ts";
import { badRequest } from "../query.ts";
import { type Change, postedChanges } from "./posted.ts";
import type { Question } from "./route.ts";

interface Invoice extends Month {
  readonly id: string;
  readonly change: Change;
}

/** One a closed cycle and one a purchase, newest first. Without a filter all of them. Amounts in cents. */
export function invoices({ customer, now, query }: Question): object {
  const wanted = filterOf(query);
  const all = postedChanges(customer.account().movements(), now).flatMap((change): readonly Invoice[] => {
    const month = change.cycle ?? monthOf(change.at);
    if (change.cycle) return [{ ...month, id: `in_cycle_${month.year}_${month.month}`, change }];
    return change.paymentId === null ? [] : [{ ...month, id: `in_${change.paymentId}`, change }];
  });
  return { invoices: all.filter(wanted).map(written) };
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

function written({ id, change: { origin, cents, at } }: Invoice): object {
  const amount = String(Math.abs(cents));
  const description = origin === "SPEND" ? "API usage" : "Prepaid credits";
  return {
    invoiceId: id,
    invoiceNumber: `SBX-${id.slice(3, 11).toUpperCase()}`,
    createTime: new Date(at).toISOString(),
    invoiceStatus: "PAID",
    subtotal: amount,
    tax: "0",
    total: amount,
    lines: [{ description, amount }],
  };
}
