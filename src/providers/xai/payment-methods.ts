import type { AccountActions } from "../../billing/vendor/account-actions.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { PaymentMethod, Report } from "../../billing/vendor/report.ts";
import { type Fields, lastDigitsOf, record, wordFor, wordsOf } from "../decode/fields.ts";
import { listIn, nothing, TEAM, xaiEndpoint } from "./endpoint.ts";

/**
 * Shape: `{ paymentMethods: [{ paymentMethodId, cardDetails: { brand, expMonth, expYear, last4 } | null,
 * usBankAccountDetails: { bankName, last4, blocked } | null, linkDetails: {} | null, paymentType }], pendingPaymentMethod }`;
 * the month and the year a card expires are texts.
 */
export const xaiPaymentMethods: Endpoint<readonly PaymentMethod[]> = xaiEndpoint({
  path: `${TEAM}/payment-method`,
  answer: (answer) => {
    const pending = record(answer["pendingPaymentMethod"]);
    return [
      ...listIn(answer, "paymentMethods").map(decodeMethod),
      ...(pending ? [decodePending(pending)] : []),
    ];
  },
});

export const paymentMethods: Report = {
  id: "payment-methods",
  title: "Payment methods",
  read: async (ask) => ({ kind: "payment-methods", methods: await ask(xaiPaymentMethods) }),
};

export const setDefaultPaymentMethod: NonNullable<AccountActions["setDefaultPaymentMethod"]> = {
  methods: async (ask) =>
    (await ask(xaiPaymentMethods)).filter(({ id, pending, blocked }) => id !== null && !pending && !blocked),
  request: (paymentMethodId) =>
    xaiEndpoint({
      method: "POST",
      path: `${TEAM}/payment-method/default`,
      body: { paymentMethodId },
      answer: nothing,
      empty: nothing,
    }),
};

function decodeMethod(method: Fields): PaymentMethod {
  const card = record(method["cardDetails"]) ?? {};
  const bank = record(method["usBankAccountDetails"]);
  const expires = expiryOf(wholeOf(card["expYear"]), wholeOf(card["expMonth"]));
  const isDefault = method["isDefault"];
  return {
    id: wordsOf(method["paymentMethodId"]),
    brand: wordsOf(card["brand"]) ?? nameOf(method, bank),
    last4: lastDigitsOf(card["last4"] ?? bank?.["last4"]),
    ...(expires && { expires }),
    ...(typeof isDefault === "boolean" && { isDefault }),
    ...(wordsOf(record(bank?.["blocked"])?.["blockReason"]) !== null && { blocked: true }),
  };
}

/** A bank account that waits to be verified is told as an address for that, without any of its details. */
function decodePending(method: Fields): PaymentMethod {
  const decoded = decodeMethod(method);
  const isBank = "achMicrodepositHostedVerificationUrl" in method;
  return { ...decoded, brand: decoded.brand ?? (isBank ? "Bank account" : null), pending: true };
}

/** Source: https://docs.x.ai/developers/rest-api-reference/management/billing. */
const TYPES: Readonly<Record<string, string>> = {
  card: "Card",
  cashapp: "Cash App",
  link: "Link",
  us_bank_account: "Bank account",
};

/** What is no card: by its details, or by the vendor's word for it. */
function nameOf(method: Fields, bank: Fields | undefined): string | null {
  const name = wordsOf(bank?.["bankName"]);
  if (bank) return name === null ? "Bank account" : `${name} bank account`;
  if (record(method["linkDetails"])) return "Link";
  const type = wordsOf(method["paymentType"]);
  return type && (wordFor(TYPES, type.toLowerCase()) ?? type);
}

/** Zeros stand for a card whose expiry is not known. */
const expiryOf = (year = 0, month = 0): PaymentMethod["expires"] =>
  year >= 2000 && month >= 1 && month <= 12 ? { year, month } : undefined;

/** An int64 is a text. */
function wholeOf(value: unknown): number | undefined {
  const whole = typeof value === "string" && /^\d{1,4}$/.test(value) ? Number(value) : value;
  return typeof whole === "number" && Number.isInteger(whole) ? whole : undefined;
}
