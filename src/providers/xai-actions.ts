import type { AccountActions, TopUp, TopUpAnswer } from "../billing/account-actions.ts";
import { usd } from "../billing/money.ts";
import { type Fields, record } from "./answer.ts";
import { centsFrom } from "./cents.ts";
import { setBillingInformation } from "./xai-billing-information.ts";
import { isThrough, paymentIdOf, payments } from "./xai-changes.ts";
import { centFrom, TEAM, xaiEndpoint } from "./xai-endpoint.ts";
import { setLimit } from "./xai-limits.ts";
import { setDefaultPaymentMethod, xaiPaymentMethods } from "./xai-payment-methods.ts";

/** Charged to the default payment method. The vendor publishes neither bounds nor a fee. */
const topUp: TopUp = {
  terms: async (ask) => {
    const methods = await ask(xaiPaymentMethods);
    const ready = methods.filter(({ pending, blocked }) => !pending && !blocked);
    return {
      least: usd(1),
      feePercent: 0,
      method: ready.find(({ isDefault }) => isDefault) ?? (ready.length === 1 ? ready[0] : undefined),
      ...(ready.length === 0 && { noMethod: true }),
    };
  },
  payments: (ask) => ask(payments),
  request: (amount) =>
    xaiEndpoint({
      method: "POST",
      path: `${TEAM}/prepaid/top-up`,
      patient: true,
      body: { amount: centFrom(centsFrom(amount)) },
      answer: (answer) => decodeTopUp(record(answer["change"]) ?? {}),
      empty: (): TopUpAnswer => ({ state: "pending" }),
    }),
};

export const xaiActions: AccountActions = {
  topUp,
  setLimit,
  setDefaultPaymentMethod,
  setBillingInformation,
};

/** What `change` tells: a status, where there is one, says whether the payment is through. */
const decodeTopUp = (change: Fields): TopUpAnswer => ({
  state: isThrough(change) ? "completed" : "pending",
  paymentId: paymentIdOf(change),
});
