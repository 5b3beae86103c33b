import { fieldsOf } from "../body.ts";
import { centsToCredits } from "../money.ts";
import { badRequest, Refused } from "../query.ts";
import { type Change, postedChanges, totalOf } from "./posted.ts";
import { cent, centsOf } from "./proto.ts";
import type { Question } from "./route.ts";

const MAX_CENTS = 10_000_000;

/** The ledger of credits and its sum; 404 for a team that never had any. */
export function prepaidBalance({ customer, teamId, now }: Question): object {
  const account = customer.account();
  if (account.postpaid) throw new Refused({ status: 404, message: "The team has no prepaid credits" });
  const changes = postedChanges(account.movements(), now);
  return { changes: changes.map((each) => written(each, teamId)), total: cent(totalOf(changes)) };
}

/** Charges the default payment method. The sign of the amount is ignored. */
export function topUp({ customer, teamId, now, body }: Question): object {
  const cents = Math.abs(centsOf(fieldsOf(body)["amount"]));
  if (cents === 0 || cents > MAX_CENTS) throw badRequest(`amount must be from 1 to ${MAX_CENTS} cents`);
  const account = customer.account();
  const payment = account.pay(centsToCredits(cents), now, 0);
  if (!payment) throw new Refused({ status: 400, message: "The payment method was declined" });
  if (payment.landsAt === null)
    throw new Refused({ status: 400, message: "The payment requires authentication in the console" });
  const posted = postedChanges(account.movements(), now);
  const change = posted.find(({ paymentId }) => paymentId === payment.id);
  return { change: change && written(change, teamId) };
}

function written({ origin, cents, at, paymentId, cycle }: Change, teamId: string): object {
  const bought = origin === "PURCHASE" || origin === "AUTO_PURCHASE";
  return {
    teamId,
    changeOrigin: origin,
    amount: cent(cents),
    createTime: new Date(at).toISOString(),
    ...(bought &&
      paymentId !== null && {
        topupStatus: "SUCCEEDED",
        invoiceId: `in_${paymentId}`,
        invoiceNumber: `SBX-${paymentId.slice(0, 8).toUpperCase()}`,
        paymentProcessor: "STRIPE",
      }),
    ...(cycle && { spendBpKeyYear: cycle.year, spendBpKeyMonth: cycle.month }),
  };
}
