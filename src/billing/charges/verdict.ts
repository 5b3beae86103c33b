import { compareMoney } from "../money/money.ts";
import type { TopUpAnswer } from "../vendor/account-actions.ts";
import { isTurnedDown, type Failure, type FailureKind } from "../vendor/billing-error.ts";
import type { ChargeEntry, ChargeState } from "./charge-book.ts";
import { SKEW_MS } from "./match-records.ts";
import type { News } from "./update-book.ts";

const NO_ANSWER: readonly FailureKind[] = ["timeout", "connection", "offline", "dns", "tls", "proxy"];

/** What an answer to the request says of the charge. */
export function answered(entry: ChargeEntry, answer: TopUpAnswer): News {
  const { state, amount = entry.amount, at } = answer;
  if (isEarlier(entry, answer)) return { state: { kind: "open", why: "earlier" }, earlier: { amount, at } };
  const paymentId = safeId(answer.paymentId);
  return state === "completed"
    ? { state: { kind: "charged", by: "answer" }, paymentId }
    : { state: { kind: "open", why: state }, paymentId };
}

/** An answer may tell of a payment that was there before; then ours was probably not made, which nobody promises. */
function isEarlier(entry: ChargeEntry, { amount, at, paymentId }: TopUpAnswer): boolean {
  return (
    (amount !== undefined && compareMoney(amount, entry.amount) !== 0) ||
    (at !== undefined && at < entry.at - SKEW_MS) ||
    (paymentId !== undefined && entry.before.includes(paymentId))
  );
}

/** What a request that failed says of the charge: nothing, unless it is certain. Undefined: an unknown error. */
export function failed(failure: Failure | undefined): ChargeState {
  // A proxy that asks for a password has passed nothing on.
  if (failure?.unsent || failure?.status === 407) return { kind: "not-charged", by: "never-sent" };
  if (failure?.kind === "needs-payer") return { kind: "open", why: "finish" };
  // What is declined now may be collected later: the records tell.
  if (failure?.kind === "declined" && failure.fromVendor) return { kind: "open", why: "declined" };
  if (failure && isTurnedDown(failure)) return { kind: "not-charged", by: "refusal" };
  const silent = failure !== undefined && NO_ANSWER.includes(failure.kind);
  return { kind: "open", why: silent ? "no-answer" : "unclear-answer" };
}

/** An id as vendors write one; whatever finishes a payment, such as Stripe's client secret, is not kept as its id. */
export const safeId = (id: string | undefined): string | undefined =>
  id !== undefined && /^[\w.:=-]{1,200}$/.test(id) && !/secret/i.test(id) ? id : undefined;
