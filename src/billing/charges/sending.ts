import { compareMoney } from "../money/money.ts";
import type { Clock } from "../time/clock.ts";
import type { TopUpAnswer } from "../vendor/account-actions.ts";
import {
  AbortedError,
  failureIn,
  isAborted,
  isTurnedDown,
  type Failure,
  type FailureKind,
} from "../vendor/billing-error.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import { isSameCard } from "./card.ts";
import type { ChargeEntry, ChargeState } from "./charge-book.ts";
import type { ChargeOrder } from "./charge-order.ts";
import { ownRecord, SKEW_MS } from "./match-records.ts";
import type { Tried } from "./outcome.ts";
import type { Bookkeeper, News } from "./update-book.ts";

/** When a payment that is pending is looked at again. */
const POLLS_MS = [2_000, 3_000, 5_000, 10_000] as const;

/** Sends the one request of an attempt, before it returns, and writes down what the answer tells. */
export async function send(
  entry: ChargeEntry,
  request: Endpoint<TopUpAnswer>,
  order: ChargeOrder,
  clock: Clock,
  { note }: Pick<Bookkeeper, "note">,
): Promise<Tried> {
  let answer: TopUpAnswer;
  try {
    answer = await order.ask(request);
  } catch (error) {
    if (isAborted(error)) {
      await note(entry, { state: { kind: "open", why: "no-answer" } });
      throw error;
    }
    const failure = failureIn(error);
    return note(entry, { state: failed(failure), failure });
  }
  const tried = await note(entry, answered(entry, answer));
  return { ...(await follow(tried, order, clock, note)), ...otherCard(order, answer) };
}

/** What an answer leaves out is as the person was told. */
function otherCard({ method: confirmed }: ChargeOrder, { method }: TopUpAnswer): Pick<Tried, "charged"> {
  if (!confirmed || !method) return {};
  const current = { brand: method.brand ?? confirmed.brand, last4: method.last4 ?? confirmed.last4 };
  return isSameCard(confirmed, current) ? {} : { charged: { confirmed, current } };
}

/** Waits a little for a payment that is pending. */
async function follow(
  tried: Tried,
  { topUp, ask, signal }: ChargeOrder,
  clock: Clock,
  note: Bookkeeper["note"],
): Promise<Tried> {
  const { paymentId, state } = tried.entry;
  if (state.kind !== "open" || paymentId === undefined) return tried;
  const isThrough = async () => {
    if (topUp.status) return (await ask(topUp.status(paymentId))) === "completed";
    const own = ownRecord(tried.entry, await topUp.payments(ask));
    return own !== undefined && !own.failed && !own.undecided;
  };
  // One that seems to wait for its payer may be through all the same: one look tells.
  const delays = state.why === "pending" ? POLLS_MS : POLLS_MS.slice(0, 1);
  for (const delay of delays) {
    await pause(clock, delay, signal);
    try {
      if (!(await isThrough())) continue;
    } catch (error) {
      if (isAborted(error)) throw error;
      continue;
    }
    return note(tried.entry, { state: { kind: "charged", by: topUp.status ? "status" : "records" } });
  }
  return tried;
}

/** Resolves after `delayMs`; rejects with an `AbortedError` as soon as `signal` is aborted. */
function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AbortedError());
      return;
    }
    const stop = () => {
      timer.dispose();
      reject(new AbortedError());
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}

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
const safeId = (id: string | undefined): string | undefined =>
  id !== undefined && /^[\w.:=-]{1,200}$/.test(id) && !/secret/i.test(id) ? id : undefined;
