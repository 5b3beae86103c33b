import { fieldsOf } from "../http/body.ts";
import { badRequest, Refused } from "../http/query.ts";
import { centsToCredits } from "../world/money.ts";
import type { Payment } from "../world/payments.ts";
import { type Change, postedChanges, totalOf, wholeCents } from "./billed.ts";
import { invoiceIdOf, invoiceNumberOf } from "./invoice-id.ts";
import { cent, centsOf } from "./proto.ts";
import type { Question } from "./route.ts";

const MAX_CENTS = 10_000_000;
/** World time from the order to the payment. */
const SETTLE_MS = 5_000;

/** The ledger of credits and its sum; 404 for a team that never had any. A purchase is in it from its order on. */
export function prepaidBalance({ customer, teamId, now }: Question): object {
  const account = customer.account();
  if (account.postpaid) throw new Refused({ status: 404, message: "The team has no prepaid credits" });
  const posted = postedChanges(account.movements(), now);
  const payments = account.payments();
  const landed = posted.map((each) => written(each, teamId, payments));
  const pending = payments
    .filter((each) => !isPosted(each, now))
    .map((each) => ({ ...ordered(each, teamId), ...invoiceOf(each.id) }));
  return { changes: [...pending.toReversed(), ...landed], total: cent(totalOf(posted)) };
}

const isPosted = ({ landsAt }: Payment, now: number) => landsAt !== null && landsAt <= now;

/**
 * Charges the default payment method, or tells of the purchase that is pending already, whatever its amount.
 * The sign of the amount is ignored.
 */
export function topUp({ customer, teamId, now, body }: Question): object {
  const cents = Math.abs(centsOf(fieldsOf(body)["amount"]));
  if (cents === 0 || cents > MAX_CENTS) throw badRequest(`amount must be from 1 to ${MAX_CENTS} cents`);
  const account = customer.account();
  const pending = account.payments().find((each) => !isPosted(each, now) && !each.abandoned);
  const payment = pending ?? account.pay(centsToCredits(cents), now, SETTLE_MS);
  if (!payment) throw new Refused({ status: 400, message: "The payment method was declined" });
  if (payment.landsAt === null && !payment.declined && !pending)
    throw new Refused({ status: 400, message: "The payment requires authentication in the console" });
  // Its invoice comes later.
  return { change: { ...ordered(payment, teamId), topupStatus: "TO_CHARGE" } };
}

/** A purchase that is not paid. */
function ordered({ credits, at, landsAt }: Payment, teamId: string) {
  return {
    teamId,
    changeOrigin: "PURCHASE",
    topupStatus: landsAt === null ? "FAILED_TO_CHARGE" : "TO_CHARGE",
    amount: cent(-wholeCents(credits)),
    ...timesOf(at),
    paymentProcessor: { kind: "STRIPE" },
  };
}

const invoiceOf = (paymentId: string) => ({
  invoiceId: invoiceIdOf(paymentId),
  invoiceNumber: invoiceNumberOf(paymentId),
});

const timesOf = (at: number) => {
  const time = new Date(at).toISOString();
  return { createTime: time, createTs: time };
};

function written(change: Change, teamId: string, payments: readonly Payment[]): object {
  const { origin, cents, at, paymentId, cycle } = change;
  const bought = origin === "PURCHASE" || origin === "AUTO_PURCHASE";
  const order = payments.find(({ id }) => id === paymentId);
  return {
    teamId,
    changeOrigin: origin,
    amount: cent(cents),
    ...timesOf(order?.at ?? at),
    ...(bought &&
      paymentId !== null && {
        topupStatus: "SUCCEEDED",
        ...invoiceOf(paymentId),
        paymentProcessor: { kind: "STRIPE" },
      }),
    ...(cycle && { spendBpKeyYear: cycle.year, spendBpKeyMonth: cycle.month }),
  };
}
