import { BillingError } from "../../billing/vendor/billing-error.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import { LARGE_ANSWER_BYTES, type BalanceAnswer } from "../../billing/vendor/provider.ts";
import { negated } from "../decode/cents.ts";
import { type Fields, record } from "../decode/fields.ts";
import { centIn, TEAM, xaiEndpoint, xaiError } from "./endpoint.ts";

/**
 * What is left of the prepaid credits, in USD. The vendor's ledger is inverted: credits are negative. What was used of
 * them since the last invoice has been seen with either sign.
 */
export const xaiBalance: Endpoint<BalanceAnswer> = xaiEndpoint({
  path: `${TEAM}/postpaid/invoice/preview`,
  what: "the balance",
  answer: (answer) => {
    const invoice = record(answer["coreInvoice"]) ?? {};
    const credits = centIn(invoice, "prepaidCredits");
    const used = centIn(invoice, "prepaidCreditsUsed");
    // No credits, none used: the ledger tells whether it has run out or there never was any.
    if (!credits || !used || (credits.nanos === 0n && used.nanos === 0n)) return {};
    const size = used.nanos < 0n ? -used.nanos : used.nanos;
    return { balance: { currency: "USD", nanos: -credits.nanos - size } };
  },
});

/** The posted ledger: what is spent is in it only when its month is closed, so there may be less. */
export const xaiPostedBalance: Endpoint<BalanceAnswer> = xaiEndpoint({
  path: `${TEAM}/prepaid/balance`,
  what: "prepaid credits",
  mostBytes: LARGE_ANSWER_BYTES,
  answer: (answer: Fields) => {
    const total = centIn(answer, "total");
    if (!total) throw new BillingError({ kind: "no-balance", detail: "there is no total" });
    return { balance: negated(total), posted: true };
  },
  // A team that only pays by invoice has none.
  error: (status, json) => {
    const error = xaiError(status, json);
    return status === 404 && error.fromVendor ? { ...error, kind: "no-balance" } : error;
  },
});
