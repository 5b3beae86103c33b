import type { TopUpAnswer } from "../account-actions.ts";
import { isTurnedDown, type Failure, type FailureKind } from "../errors.ts";
import type { ChargeState } from "./charge-book.ts";

const NO_ANSWER: readonly FailureKind[] = ["timeout", "connection", "offline", "dns", "tls", "proxy"];

/** What an answer to the request says of the charge. */
export function answered({ state }: TopUpAnswer): ChargeState {
  switch (state) {
    case "completed":
      return { kind: "charged", by: "answer" };
    case "pending":
    case "finish":
      return { kind: "open", why: state };
  }
}

/** What a request that failed says of the charge: nothing, unless it is certain. Undefined: an unknown error. */
export function failed(failure: Failure | undefined): ChargeState {
  // A proxy that asks for a password has passed nothing on.
  if (failure?.unsent || failure?.status === 407) return { kind: "not-charged", by: "never-sent" };
  if (failure?.kind === "needs-payer") return { kind: "open", why: "finish" };
  if (failure && isTurnedDown(failure)) return { kind: "not-charged", by: "refusal" };
  const silent = failure !== undefined && NO_ANSWER.includes(failure.kind);
  return { kind: "open", why: silent ? "no-answer" : "unclear-answer" };
}

/** An id as vendors write one; whatever finishes a payment, such as Stripe's client secret, is not kept as its id. */
export const safeId = (id: string | undefined): string | undefined =>
  id !== undefined && /^[\w.:-]{1,200}$/.test(id) && !/secret/i.test(id) ? id : undefined;
