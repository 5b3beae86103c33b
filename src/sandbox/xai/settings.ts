import { fieldsIn, fieldsOf } from "../http/body.ts";
import { badRequest, Refused } from "../http/query.ts";
import type { Question } from "./route.ts";

const CARD = {
  paymentMethodId: "pm_sandbox_card",
  cardDetails: { brand: "visa", expMonth: "4", expYear: "2031", last4: "4242" },
  usBankAccountDetails: null,
  linkDetails: null,
  paymentType: "card",
};
/** No card: a wallet that pays. */
const LINK = {
  paymentMethodId: "pm_sandbox_link",
  cardDetails: null,
  usBankAccountDetails: null,
  linkDetails: { email: "sam@sandbox.example" },
  paymentType: "link",
};

const infoOf = ({ customer, settings }: Question) =>
  settings.info ?? {
    name: "Sam Sandbox",
    address: { line1: "1 Beach Road", line2: "", city: "Sandwich", postalCode: "CT13 9AA", country: "GB" },
    email: customer.email,
    taxIdType: "",
    taxNumber: "",
  };

export const billingInfo = (question: Question) => ({ billingInfo: infoOf(question) });

export function setBillingInfo({ settings, body }: Question): object {
  const info = fieldsIn(fieldsOf(body)["billingInfo"]);
  if (!info || typeof info["email"] !== "string") throw badRequest("billingInfo with an email is required");
  settings.info = info;
  return {};
}

/** The default comes first. */
export function paymentMethods(question: Question): object {
  const methods = question.customer.account().card === "none" ? [] : [CARD, LINK];
  const isFirst = (id: string) => Number(id === question.settings.method);
  return {
    paymentMethods: methods
      .map((each) => ({ ...each, billingInfo: infoOf(question) }))
      .sort((a, b) => isFirst(b.paymentMethodId) - isFirst(a.paymentMethodId)),
    pendingPaymentMethod: null,
  };
}

export function setDefaultMethod({ customer, settings, body }: Question): object {
  const asked = fieldsOf(body)["paymentMethodId"];
  const method = [CARD, LINK].find(({ paymentMethodId }) => paymentMethodId === asked);
  if (!method || customer.account().card === "none") {
    throw new Refused({ status: 404, message: "Payment method not found" });
  }
  settings.method = method.paymentMethodId;
  return {};
}
