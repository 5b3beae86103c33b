import type { AccountActions } from "../billing/account-actions.ts";
import type { Endpoint } from "../billing/provider.ts";
import type { PaymentMethod, Report } from "../billing/report.ts";
import { type Fields, lastDigitsOf, record, wordsOf } from "./answer.ts";
import { listIn, nothing, TEAM, xaiEndpoint } from "./xai-endpoint.ts";

/** Shape: `{ paymentMethods: [{ paymentMethodId, cardDetails: { brand, expMonth, expYear, last4 } | null }], pendingPaymentMethod }`. */
export const xaiPaymentMethods: Endpoint<readonly PaymentMethod[]> = xaiEndpoint({
  path: `${TEAM}/payment-method`,
  answer: (answer) => {
    const pending = record(answer["pendingPaymentMethod"]);
    return [
      ...listIn(answer, "paymentMethods").map(decodeMethod),
      ...(pending ? [{ ...decodeMethod(pending), pending: true }] : []),
    ];
  },
});

export const paymentMethods: Report = {
  id: "payment-methods",
  title: "Payment methods",
  read: async (ask) => ({ kind: "payment-methods", methods: await ask(xaiPaymentMethods) }),
};

export const setDefaultPaymentMethod: NonNullable<AccountActions["setDefaultPaymentMethod"]> = {
  methods: async (ask) => (await ask(xaiPaymentMethods)).filter(({ id, pending }) => id !== null && !pending),
  request: (paymentMethodId) =>
    xaiEndpoint({
      method: "POST",
      path: `${TEAM}/payment-method/default`,
      body: { paymentMethodId },
      answer: nothing,
    }),
};

function decodeMethod(method: Fields): PaymentMethod {
  const card = record(method["cardDetails"]) ?? {};
  const { expYear: year, expMonth: month } = card;
  const isDefault = method["isDefault"];
  return {
    id: wordsOf(method["paymentMethodId"]),
    brand: wordsOf(card["brand"]),
    last4: lastDigitsOf(card["last4"]),
    ...(Number.isInteger(year) &&
      Number.isInteger(month) && { expires: { year: Number(year), month: Number(month) } }),
    ...(typeof isDefault === "boolean" && { isDefault }),
  };
}
