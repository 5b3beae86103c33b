import type { PaymentRecord } from "../billing/account-actions.ts";
import { LARGE_ANSWER_BYTES, type Endpoint } from "../billing/provider.ts";
import type { BalanceChange, Report } from "../billing/report.ts";
import { type Fields, momentOf, unexpected, wordFor, wordsOf } from "./answer.ts";
import { negated } from "./cents.ts";
import { centIn, listIn, shownCent, TEAM, xaiEndpoint } from "./xai-endpoint.ts";

const KINDS: Readonly<Record<string, string>> = {
  PURCHASE: "Purchase",
  SPEND: "Spend",
  REFUND: "Refund",
  MANUAL: "Adjustment",
  AUTO_PURCHASE: "Automatic purchase",
};

/** The vendor does not publish the words of `topupStatus`. */
const FAILED = /FAIL|DECLINE|CANCEL/i;
const COMPLETED = /(?:^|_)(?:SUCCEEDED|SUCCESS|COMPLETED?|PAID|SETTLED)$/i;

/** Whether a purchase is through, as its status has it; one without a status stands in the ledger. */
export function isThrough({ topupStatus, changeOrigin }: Fields): boolean {
  const status = wordsOf(topupStatus);
  return status === null ? changeOrigin === "PURCHASE" : COMPLETED.test(status);
}

const isFailed = ({ topupStatus }: Fields) => FAILED.test(wordsOf(topupStatus) ?? "");

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

/** Purchases made by hand that went through, or failed; one under way is neither yet. */
export const payments: Endpoint<readonly PaymentRecord[]> = xaiEndpoint({
  path: `${TEAM}/prepaid/balance`,
  what: "prepaid credits",
  answer: (answer) =>
    listIn(answer, "changes")
      .filter((change) => change["changeOrigin"] === "PURCHASE" && (isThrough(change) || isFailed(change)))
      .map(decodePayment),
});

/** A record that cannot be read must not pass for one that is not there. */
function decodePayment(change: Fields): PaymentRecord {
  const amount = centIn(change, "amount");
  if (!amount) throw unexpected("a purchase has no amount");
  const id = paymentIdOf(change);
  if (id === undefined) throw unexpected("a purchase has neither invoice nor time");
  return {
    id,
    at: momentOf(change["createTime"]),
    amount: negated(amount),
    ...(isFailed(change) && { failed: true }),
  };
}

/** A purchase has no id of its own. */
export function paymentIdOf(change: Fields): string | undefined {
  const { createTime } = change;
  const amount = shownCent(change, "amount");
  return (
    wordsOf(change["invoiceId"]) ??
    (amount && momentOf(createTime) !== undefined ? `${String(createTime)} ${amount.nanos}` : undefined)
  );
}
