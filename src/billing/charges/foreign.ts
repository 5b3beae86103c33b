import { compareMoney, type Money } from "../money/money.ts";
import { storableText } from "../text/plain-text.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { PaymentRecord, TopUp } from "../vendor/account-actions.ts";
import { failureIn } from "../vendor/billing-error.ts";
import type { ChargeEntry } from "./charge-book.ts";
import type { ChargeOrder } from "./charge-order.ts";

/** A payment this young may be the same wish, made on a machine whose book cannot be seen from here. */
const RECENT_MS = 15 * 60_000;
/** How far a vendor's clock may be behind ours. */
const SKEW_MS = 5 * 60_000;
/** What nobody collects is nobody's wish any more after this time; else one given up would stand in the way for good. */
const GIVEN_UP_MS = 7 * DAY_MS;

/** The vendor is asked about so many undecided payments at most; one more stands in the way unasked. */
const MOST_ASKED = 5;

/**
 * A payment made by hand that no attempt of this payer explains: one that may still be charged, however old, unless it
 * rests for a week, or one of the last 15 minutes. Our book does not know what was done on another machine, by a window
 * of 0.1.0 or in the dashboard.
 */
export async function foreignPayment(
  entries: readonly ChargeEntry[],
  records: readonly PaymentRecord[],
  { topUp, ask }: Pick<ChargeOrder, "topUp" | "ask">,
  now: number,
): Promise<PaymentRecord | undefined> {
  const over = new Set<PaymentRecord>();
  for (;;) {
    const rest = records.filter((payment) => !over.has(payment));
    const found = unexplainedIn(entries, rest, topUp.recordedAs, now);
    const question = found?.undecided && over.size < MOST_ASKED && topUp.neverCharged?.(found);
    // Where it cannot be asked, the payment stays in the way, and is named.
    if (!found || !question || !(await ask(question).catch(toNo))) return found;
    over.add(found);
  }
}

function toNo(error: unknown): false {
  if (!failureIn(error)) throw error;
  return false;
}

/** A recent one counts also when a clock set back makes it one of the future. */
function unexplainedIn(
  entries: readonly ChargeEntry[],
  records: readonly PaymentRecord[],
  recordedAs: TopUp["recordedAs"],
  now: number,
): PaymentRecord | undefined {
  const named = new Set(entries.flatMap(({ record, paymentId }) => [record, paymentId]));
  const unexplained = records.filter((payment) => !namesOf(payment).some((name) => named.has(name)));
  // An attempt that knows no id explains one payment of its amount and time.
  for (const entry of entries) {
    if (entry.record !== undefined || entry.paymentId !== undefined || isNeverSent(entry)) continue;
    const amounts = recordedAs?.(entry.amount) ?? [entry.amount];
    const place = unexplained.findIndex((payment) => isLike(payment, entry, amounts));
    if (place >= 0) unexplained.splice(place, 1);
  }
  return unexplained.find(
    ({ at, undecided, resting, failed }) =>
      (undecided === true && !(resting === true && at !== undefined && at <= now - GIVEN_UP_MS)) ||
      (failed !== true && at !== undefined && at > now - RECENT_MS),
  );
}

const namesOf = ({ id, invoice }: PaymentRecord): readonly string[] =>
  [id, ...(invoice === undefined ? [] : [invoice])].map(storableText);

const isNeverSent = ({ state }: ChargeEntry) => state.kind === "not-charged" && state.by === "never-sent";

const isLike = (payment: PaymentRecord, { at, before }: ChargeEntry, amounts: readonly Money[]): boolean =>
  payment.at !== undefined &&
  payment.at >= at - SKEW_MS &&
  payment.at <= at + RECENT_MS &&
  !namesOf(payment).some((name) => before.includes(name)) &&
  amounts.some((amount) => compareMoney(amount, payment.amount) === 0);
