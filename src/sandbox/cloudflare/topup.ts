import { fieldsOf } from "../http/body.ts";
import { badRequest, Refused } from "../http/query.ts";
import { centsToCredits } from "../world/money.ts";
import { CARD } from "./balance.ts";
import type { Question } from "./route.ts";

const MIN_CENTS = 1_000;
const MAX_CENTS = 1_000_000;
/** World time from the charge to the credits. */
const SETTLE_MS = 5_000;

export const topupLimits = () => ({ min_cents: MIN_CENTS, max_cents: MAX_CENTS, currency: "usd" });

/** What the vendor calls a payment: despite its field's name, the id of an invoice. */
export const invoiceIdOf = (id: string) => `in_${id}`;

/** Charges the card. With a `client_secret` nothing is credited until a person has satisfied the bank. */
export function topup({ customer, now, body }: Question): object {
  const { amount, payment_method_id: method } = fieldsOf(body);
  if (!Number.isInteger(amount) || Number(amount) < MIN_CENTS || Number(amount) > MAX_CENTS) {
    throw badRequest(`amount must be an integer from ${MIN_CENTS} to ${MAX_CENTS}`);
  }
  if (method !== undefined && (typeof method !== "string" || !method.startsWith("pm_"))) {
    throw badRequest("payment_method_id is not valid");
  }
  const account = customer.account();
  if (account.card === "none") throw badRequest("No payment method on file");
  const payment = account.pay(centsToCredits(Number(amount)), now, SETTLE_MS);
  if (!payment || payment.declined)
    throw new Refused({ status: 402, message: "Your card was declined.", code: 10_002 });
  return {
    client_secret: payment.landsAt === null ? `pi_${payment.id}_secret_sandbox` : null,
    onboarding: true,
    payment_intent_id: invoiceIdOf(payment.id),
    ...CARD,
  };
}

export function topupStatus({ customer, now, body }: Question): object {
  const { payment_intent_id: asked } = fieldsOf(body);
  if (typeof asked !== "string") throw badRequest("payment_intent_id must be a string");
  const payment = customer.payments().find(({ id }) => invoiceIdOf(id) === asked);
  if (!payment) throw new Refused({ status: 404, message: "Invoice not found", code: 7002 });
  const landed = payment.landsAt !== null && payment.landsAt <= now;
  return { payment_intent_id: asked, status: landed ? "completed" : "pending" };
}
