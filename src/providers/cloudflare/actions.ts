import { compareMoney, type Money, usd } from "../../billing/money/money.ts";
import type {
  AccountActions,
  PaymentRecord,
  TopUp,
  TopUpAnswer,
  TopUpTerms,
} from "../../billing/vendor/account-actions.ts";
import type { VendorError } from "../../billing/vendor/billing-error.ts";
import type { Ask } from "../../billing/vendor/endpoint.ts";
import type { Invoice, PaymentMethod } from "../../billing/vendor/report.ts";
import { centsFrom, moneyFromCents } from "../decode/cents.ts";
import { lastDigitsOf, record, unexpected, wordsOf } from "../decode/fields.ts";
import { unlessRefused } from "../decode/refused.ts";
import { topUpBounds, type TopUpBounds } from "./auto-top-up.ts";
import { cloudflarePaymentMethods } from "./balance.ts";
import {
  BILLING,
  cloudflareEndpoint,
  cloudflareError,
  fieldsOf,
  isAuthentication,
  nothing,
} from "./envelope.ts";
import { invoiceHistory } from "./invoices.ts";
import { spendingLimit } from "./limits.ts";

const LEAST_TOP_UP = usd(10);
/** On top of the amount. Source: https://developers.cloudflare.com/ai-gateway/features/unified-billing/. */
const FEE_PERCENT = 5;
/** Stripe finalizes a draft after about an hour. Source: https://docs.stripe.com/invoicing/integration/automatic-advancement-collection. */
const INVOICED_WITHIN_MS = 75 * 60_000;

/** Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/subresources/topup/. */
const topUp: TopUp = {
  terms: readTerms,
  feePercent: FEE_PERCENT,
  method: async (ask) => (await ask(cloudflarePaymentMethods))?.[0],
  payments: async (ask) => {
    const { invoices, more } = await ask(invoiceHistory("manual"));
    return { records: invoices.map(paymentOf), since: more ? lastOf(invoices) : undefined };
  },
  recordedWithinMs: { declined: INVOICED_WITHIN_MS, finish: INVOICED_WITHIN_MS },
  recordedAs: (amount) => [amount, ...withFee(amount)],
  request: (amount, method) => ({
    ...cloudflareEndpoint({
      method: "POST",
      path: `${BILLING}/topup`,
      patient: true,
      body: { amount: centsFrom(amount), ...(method?.id && { payment_method_id: method.id }) },
      result: decodeTopUp,
      empty: (): TopUpAnswer => ({ state: "pending" }),
    }),
    error: topUpError,
  }),
  status: (paymentId) =>
    cloudflareEndpoint({
      method: "POST",
      path: `${BILLING}/topup/status`,
      body: { payment_intent_id: paymentId },
      result: (result) => {
        const { status } = fieldsOf(result);
        if (status !== "completed" && status !== "pending") throw unexpected("status is not known");
        return status;
      },
    }),
};

export const cloudflareActions: AccountActions = {
  topUp,
  setLimit: {
    least: usd(1),
    current: async (ask) => {
      const { enabled, amount } = await ask(spendingLimit);
      return enabled ? amount : undefined;
    },
    request: (amount) =>
      cloudflareEndpoint({
        method: "POST",
        path: `${BILLING}/spending-limit`,
        body: { amount: centsFrom(amount), duration: "monthly", strategy: "fixed" },
        result: () => undefined,
        empty: () => undefined,
      }),
    dashboardOnly:
      "Spending limits can only be set in the Cloudflare dashboard: AI Gateway, on each gateway.",
  },
  removeLimit: {
    request: () =>
      cloudflareEndpoint({
        method: "DELETE",
        path: `${BILLING}/spending-limit`,
        result: nothing,
        empty: nothing,
      }),
    warning: "The account's spending limit cannot be set again through the API.",
  },
  setRefill: {
    leastAmount: LEAST_TOP_UP,
    leastThreshold: usd(5),
    request: (amount, threshold) =>
      cloudflareEndpoint({
        method: "POST",
        path: `${BILLING}/topup/config`,
        body: { amount: centsFrom(amount), threshold: centsFrom(threshold) },
        result: nothing,
        empty: nothing,
      }),
    dashboardOnly: "Auto top-up can only be changed in the Cloudflare dashboard: AI Gateway, under Credits.",
  },
  removeRefill: {
    request: () =>
      cloudflareEndpoint({
        method: "DELETE",
        path: `${BILLING}/topup/config`,
        result: nothing,
        empty: nothing,
      }),
    dashboardOnly:
      "Auto top-up can only be turned off in the Cloudflare dashboard: AI Gateway, under Credits.",
  },
};

async function readTerms(ask: Ask): Promise<TopUpTerms> {
  const none: TopUpBounds = {};
  const { least, most } = await unlessRefused(ask(topUpBounds), none);
  const methods = await ask(cloudflarePaymentMethods);
  return {
    least: least && compareMoney(least, LEAST_TOP_UP) === 1 ? least : LEAST_TOP_UP,
    most,
    method: methods?.[0],
    ...(methods?.length === 0 && { noMethod: true }),
  };
}

/** How the vendor rounds is not published: both neighbours, where the fee is no whole cent. */
function withFee({ nanos }: Money): readonly Money[] {
  const [cents, rest] = [(nanos * 105n) / 1_000_000_000n, (nanos * 105n) % 1_000_000_000n];
  const whole = rest === 0n ? [cents] : [cents, cents + 1n];
  return whole.flatMap((each) => moneyFromCents(String(each)) ?? []);
}

/** Newest first, as they come, nothing after the last is missing; in any other order anything may be. */
function lastOf(invoices: readonly Invoice[]): number {
  const times = invoices.map(({ at }) => at ?? NaN);
  const isSorted =
    times.length > 1 && times.every((at, index) => index === 0 || at <= (times[index - 1] ?? NaN));
  return (isSorted ? times.at(-1) : undefined) ?? Infinity;
}

/** Nor is it published how the vendor says that the bank wants the payer's consent. */
const NEEDS_PAYER =
  /authentication[_ ]required|requires?[_ ](?:authentication|action|confirmation)|3d[_ -]?s/i;

/** A payment that waits for its payer may come with any status; the vendor's own authentication is another matter. */
function topUpError(status: number, json: unknown): VendorError {
  const told = cloudflareError(status, json);
  const errors = record(json)?.["errors"];
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const waits = list.some((error) => NEEDS_PAYER.test(wordsOf(record(error)?.["message"]) ?? ""));
  const isOurs = status !== 401 && status < 500 && !isAuthentication(list);
  return told.fromVendor && waits && isOurs ? { ...told, kind: "needs-payer" } : told;
}

const isFailed = ({ status }: Invoice) => status === "void" || status === "uncollectible";

/** One that is open or a draft may still be collected, and so may one in a state that is not known. */
const isDecided = (invoice: Invoice) =>
  isFailed(invoice) || invoice.status === "paid" || (invoice.paid?.nanos ?? 0n) > 0n;

/** A record that cannot be read must not pass for one that is not there. */
function paymentOf(invoice: Invoice): PaymentRecord {
  const { id, at, total, paid } = invoice;
  const amount = [total, paid].find((each) => each && each.nanos > 0n) ?? total;
  if (!amount) throw unexpected("an invoice has no amount");
  if (id === null && at === undefined) throw unexpected("an invoice has neither id nor time");
  return {
    id: id ?? `${String(at)} ${String(amount.nanos)}`,
    at,
    amount,
    ...(isFailed(invoice) && { failed: true }),
    ...(!isDecided(invoice) && { undecided: true, resting: invoice.resting }),
  };
}

/**
 * Shape: `{ client_secret: string | null, onboarding, payment_intent_id, … }`. The secret, which is there when the
 * payment waits for its payer, finishes it and is left behind here. The answer says that the vendor took the request,
 * so one without an id is still a payment under way.
 */
function decodeTopUp(result: unknown): TopUpAnswer {
  const { client_secret: secret, payment_intent_id: id, brand, last4 } = record(result) ?? {};
  const method: Pick<PaymentMethod, "brand" | "last4"> = {
    brand: wordsOf(brand),
    last4: lastDigitsOf(last4),
  };
  return {
    state: typeof secret === "string" && secret !== "" ? "finish" : "pending",
    paymentId: wordsOf(id) ?? undefined,
    ...((method.brand ?? method.last4) !== null && { method }),
  };
}
