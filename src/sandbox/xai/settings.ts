import { fieldsIn, fieldsOf, type Fields } from "../body.ts";
import { perAccount } from "../per-account.ts";
import { badRequest, Refused } from "../query.ts";
import type { Question } from "./route.ts";

const CARD = {
  paymentMethodId: "pm_sandbox_card",
  cardDetails: { brand: "visa", expMonth: 4, expYear: 2031, last4: "4242" },
};
/** No card: a wallet that pays. */
const LINK = { paymentMethodId: "pm_sandbox_link", cardDetails: null };

const kept = perAccount((): { info: Fields | null; first: string } => ({
  info: null,
  first: CARD.paymentMethodId,
}));

const infoOf = ({ customer }: Question) =>
  kept(customer.account()).info ?? {
    name: "Sam Sandbox",
    address: { line1: "1 Beach Road", line2: "", city: "Sandwich", postalCode: "CT13 9AA", country: "GB" },
    email: customer.email,
    taxIdType: "",
    taxNumber: "",
  };

export const billingInfo = (question: Question) => ({ billingInfo: infoOf(question) });

export function setBillingInfo({ customer, body }: Question): object {
  const info = fieldsIn(fieldsOf(body)["billingInfo"]);
  if (!info || typeof info["email"] !== "string") throw badRequest("billingInfo with an email is required");
  kept(customer.account()).info = info;
  return {};
}

/** The default comes first. */
export function paymentMethods(question: Question): object {
  const account = question.customer.account();
  const methods = account.card === "none" ? [] : [CARD, LINK];
  const isFirst = (id: string) => Number(id === kept(account).first);
  return {
    paymentMethods: methods
      .map((each) => ({ ...each, billingInfo: infoOf(question) }))
      .sort((a, b) => isFirst(b.paymentMethodId) - isFirst(a.paymentMethodId)),
    pendingPaymentMethod: null,
  };
}

export function setDefaultMethod({ customer, body }: Question): object {
  const asked = fieldsOf(body)["paymentMethodId"];
  const method = [CARD, LINK].find(({ paymentMethodId }) => paymentMethodId === asked);
  if (!method || customer.account().card === "none") {
    throw new Refused({ status: 404, message: "Payment method not found" });
  }
  kept(customer.account()).first = method.paymentMethodId;
  return {};
}
