import { usd } from "../../billing/money/money.ts";
import type { AccountActions, TopUp, TopUpAnswer } from "../../billing/vendor/account-actions.ts";
import type { Read } from "../../billing/vendor/endpoint.ts";
import type { PaymentMethod } from "../../billing/vendor/report.ts";
import { centsFrom } from "../decode/cents.ts";
import { type Fields, record } from "../decode/fields.ts";
import { setBillingInformation } from "./billing-information.ts";
import { isThrough, payments, purchaseOf } from "./changes.ts";
import { centFrom, TEAM, xaiEndpoint } from "./endpoint.ts";
import { isNeverCharged } from "./invoices.ts";
import { setLimit } from "./limits.ts";
import { setDefaultPaymentMethod, xaiPaymentMethods } from "./payment-methods.ts";

const MINUTE_MS = 60_000;

const readyMethods: Read<readonly PaymentMethod[]> = async (ask) =>
  (await ask(xaiPaymentMethods)).filter(({ pending, blocked }) => !pending && !blocked);

const chargedOf = (ready: readonly PaymentMethod[]): PaymentMethod | undefined =>
  ready.find(({ isDefault }) => isDefault) ?? (ready.length === 1 ? ready[0] : undefined);

/** Charged to the default payment method. The vendor publishes neither bounds nor a fee. */
const topUp: TopUp = {
  terms: async (ask) => {
    const ready = await readyMethods(ask);
    return { least: usd(1), method: chargedOf(ready), ...(ready.length === 0 && { noMethod: true }) };
  },
  method: async (ask) => chargedOf(await readyMethods(ask)),
  payments: async (ask) => ({ records: await ask(payments) }),
  neverCharged: ({ invoice }) => (invoice === undefined ? undefined : isNeverCharged(invoice)),
  // The ledger is whole and has a purchase from its beginning on.
  recordedWithinMs: { declined: 15 * MINUTE_MS },
  // The vendor tries a payment that failed again.
  closableAfterMs: 24 * 60 * MINUTE_MS,
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

/** What `change` tells. It may be an older purchase that is pending, of another amount. */
const decodeTopUp = (change: Fields): TopUpAnswer => ({
  state: isThrough(change) ? "completed" : "pending",
  ...purchaseOf(change),
});
