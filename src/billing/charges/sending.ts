import type { Clock } from "../time/clock.ts";
import type { TopUpAnswer } from "../vendor/account-actions.ts";
import { failureIn, isAborted } from "../vendor/billing-error.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import { isSameCard } from "./card.ts";
import type { ChargeEntry } from "./charge-book.ts";
import type { ChargeOrder } from "./charge-order.ts";
import { ownRecord } from "./match-records.ts";
import type { Tried } from "./outcome.ts";
import { pause } from "./pause.ts";
import type { Bookkeeper } from "./update-book.ts";
import { answered, failed } from "./verdict.ts";

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
