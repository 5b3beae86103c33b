import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { BalanceAnswer } from "../../billing/vendor/provider.ts";
import type { PaymentMethod, Report } from "../../billing/vendor/report.ts";
import { moneyFromCents } from "../decode/cents.ts";
import { type Fields, lastDigitsOf, numberIn, record, unexpected, wordsOf } from "../decode/fields.ts";
import { decodeRefill } from "./auto-top-up.ts";
import { BILLING, cloudflareEndpoint, fieldsOf } from "./envelope.ts";

/**
 * Shape: `{ balance, has_default_payment_method, payment_method: { brand, last4 } | null, topup_config }`; `balance` is
 * US cents and may have a fraction.
 * Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/methods/credit_balance/.
 */
const creditBalance = <T>(decode: (balance: Fields) => T): Endpoint<T> =>
  cloudflareEndpoint({
    path: `${BILLING}/credit-balance`,
    what: "the balance",
    result: (result) => decode(fieldsOf(result)),
  });

export const cloudflareBalance: Endpoint<BalanceAnswer> = creditBalance((answer) => {
  const cents = numberIn(answer, "balance");
  if (cents === undefined) throw unexpected("balance is missing or not a number");
  const balance = moneyFromCents(cents);
  if (!balance) throw unexpected("balance is not plausible");
  const { refill, trouble, missing } = decodeRefill(answer["topup_config"]);
  const names = missing.map((name) => ["topup_config", name].filter(Boolean).join("."));
  return { balance, detail: { balance, refill, refillTrouble: trouble, missing: names } };
});

/** What a purchase is charged to; undefined: the vendor does not say whether there is anything. */
export const cloudflarePaymentMethods: Endpoint<readonly PaymentMethod[] | undefined> =
  creditBalance(decodeMethods);

export const paymentMethods: Report = {
  id: "payment-methods",
  title: "Payment method",
  read: async (ask) => {
    const methods = await ask(cloudflarePaymentMethods);
    if (!methods) throw unexpected("has_default_payment_method is missing or not a boolean");
    return { kind: "payment-methods", methods };
  },
};

function decodeMethods(answer: Fields): readonly PaymentMethod[] | undefined {
  const has = answer["has_default_payment_method"];
  if (typeof has !== "boolean") return undefined;
  const { id, brand, last4 } = record(answer["payment_method"]) ?? {};
  const given = typeof id === "string" && /^pm_\w{1,100}$/.test(id) ? id : null;
  return has ? [{ id: given, brand: wordsOf(brand), last4: lastDigitsOf(last4), isDefault: true }] : [];
}
