import type { PaymentRecord, TopUpAnswer } from "../../billing/vendor/account-actions.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import { LARGE_ANSWER_BYTES } from "../../billing/vendor/provider.ts";
import type { BalanceChange, Report } from "../../billing/vendor/report.ts";
import { negated } from "../decode/cents.ts";
import { type Fields, momentOf, unexpected, wordFor, wordsOf } from "../decode/fields.ts";
import { centIn, listIn, shownCent, TEAM, xaiEndpoint } from "./endpoint.ts";

const KINDS: Readonly<Record<string, string>> = {
  PURCHASE: "Purchase",
  SPEND: "Spend",
  REFUND: "Refund",
  MANUAL: "Adjustment",
  AUTO_PURCHASE: "Automatic purchase",
};

/**
 * Whether a purchase is through. Any other status, FAILED_TO_CHARGE too, leaves it undecided: the vendor tries again.
 * Source: https://docs.x.ai/developers/rest-api-reference/management/billing.
 */
export const isThrough = ({ topupStatus }: Fields): boolean => topupStatus === "SUCCEEDED";

const ledger: Endpoint<readonly Fields[]> = xaiEndpoint({
  path: `${TEAM}/prepaid/balance`,
  what: "prepaid credits",
  mostBytes: LARGE_ANSWER_BYTES,
  answer: (answer) => listIn(answer, "changes"),
});

export const changes: Report = {
  id: "changes",
  title: "Prepaid credits",
  read: async (ask) => ({ kind: "changes", changes: (await ask(ledger)).map(decodeChange) }),
};

/** The ledger is inverted: what adds to the balance is negative there. */
function decodeChange(change: Fields): BalanceChange {
  const amount = shownCent(change, "amount");
  return {
    at: momentOf(change["createTime"]),
    kind: wordFor(KINDS, change["changeOrigin"]) ?? "Other",
    amount: amount && negated(amount),
    invoice: wordsOf(change["invoiceNumber"]) ?? wordsOf(change["invoiceId"]),
    status: wordsOf(change["topupStatus"]),
  };
}

/** Purchases made by hand. */
export const payments: Endpoint<readonly PaymentRecord[]> = xaiEndpoint({
  path: `${TEAM}/prepaid/balance`,
  what: "prepaid credits",
  answer: (answer) =>
    listIn(answer, "changes")
      .filter((change) => change["changeOrigin"] === "PURCHASE")
      .map(decodePayment),
});

/** A record that cannot be read must not pass for one that is not there. */
function decodePayment(change: Fields): PaymentRecord {
  const amount = centIn(change, "amount");
  if (!amount) throw unexpected("a purchase has no amount");
  const invoice = wordsOf(change["invoiceId"]) ?? undefined;
  const id = nameOf(change) ?? invoice;
  if (id === undefined) throw unexpected("a purchase has neither invoice nor time");
  return {
    id,
    ...(invoice !== undefined && { invoice }),
    at: momentOf(change["createTime"]),
    amount: negated(amount),
    ...(!isThrough(change) && { undecided: true }),
    // The field is optional: without it, nothing is said of what becomes of the purchase.
    ...((change["topupStatus"] ?? null) === null && { resting: true }),
  };
}

/** What the answer to a top-up tells of its purchase. The vendor disregards the sign of an amount. */
export function purchaseOf(change: Fields): Pick<TopUpAnswer, "paymentId" | "amount" | "at"> {
  const amount = shownCent(change, "amount");
  return {
    paymentId: wordsOf(change["invoiceId"]) ?? nameOf(change),
    amount: amount && (amount.nanos < 0n ? negated(amount) : amount),
    at: momentOf(change["createTime"]),
  };
}

/** A purchase has no id of its own, and gets an invoice only later: time and amount name it from the beginning. */
function nameOf(change: Fields): string | undefined {
  const nanos = shownCent(change, "amount")?.nanos;
  const at = momentOf(change["createTime"]);
  if (nanos === undefined || at === undefined) return undefined;
  return `${new Date(at).toISOString()}:${(nanos < 0n ? -nanos : nanos) / NANOS_PER_CENT}`;
}

const NANOS_PER_CENT = 10_000_000n;
