import type { PaymentRecord, TopUp } from "../account-actions.ts";
import { compareMoney, type Money } from "../money.ts";
import { storableText } from "../plain-text.ts";
import { isUnderWay, type ChargeEntry } from "./charge-book.ts";

/** How far a vendor's clock may be behind ours. */
const SKEW_MS = 5 * 60_000;
/** A payment whose outcome is known stands on record within this time. */
const RECORDED_WITHIN_MS = 15 * 60_000;

const keyOf = ({ id }: PaymentRecord): string => storableText(id);
const isYoung = ({ at }: PaymentRecord, since: number) => at === undefined || at >= since - SKEW_MS;
const isNear = ({ at }: PaymentRecord, since: number) => at === undefined || at <= since + RECORDED_WITHIN_MS;

/** The records that could be mistaken for an attempt made at `at`. */
export const seenBefore = (payments: readonly PaymentRecord[], at: number): readonly string[] =>
  payments.filter((payment) => isYoung(payment, at)).map(keyOf);

/**
 * One payer's attempts in the light of the vendor's records. Those of `settling` that are open are settled where a
 * record shows it. What is not on record proves nothing. A record stands for one attempt only, and attempts whose
 * end is known come first: theirs may have been late.
 */
export function attribute(
  entries: readonly ChargeEntry[],
  settling: readonly string[],
  payments: readonly PaymentRecord[],
  recordedAs: TopUp["recordedAs"],
  now: number,
): readonly ChargeEntry[] {
  const used = new Set(entries.flatMap(({ record }) => record ?? []));
  const sorted = payments.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const candidates = (entry: ChargeEntry) => {
    const amounts = recordedAs?.(entry.amount) ?? [entry.amount];
    const free = sorted.filter(
      (payment) =>
        !used.has(keyOf(payment)) &&
        !entry.before.includes(keyOf(payment)) &&
        isYoung(payment, entry.at) &&
        isOneOf(payment.amount, amounts),
    );
    const own = free.filter(({ id }) => id === entry.paymentId);
    return own.length > 0 ? own : free;
  };
  const take = (entry: ChargeEntry, payment: PaymentRecord | undefined): ChargeEntry => {
    if (!payment) return entry;
    used.add(keyOf(payment));
    return { ...entry, record: keyOf(payment) };
  };
  const known = entries.map((entry) => {
    if (entry.state.kind === "open" || entry.record !== undefined) return entry;
    if (entry.state.kind === "not-charged" && entry.state.by !== "refusal") return entry;
    const failed = entry.state.kind === "not-charged";
    return take(
      entry,
      candidates(entry).find((payment) => isNear(payment, entry.at) && (payment.failed === true) === failed),
    );
  });
  return known.map((entry) => {
    if (entry.state.kind !== "open" || !settling.includes(entry.id) || isUnderWay(entry, now)) return entry;
    const found = candidates(entry);
    const paid = found.find(({ failed }) => !failed);
    if (paid) return { ...take(entry, paid), state: { kind: "charged", by: "records" } };
    // Another payment's failure may be on record before our success is.
    const failed = found.find((payment) => payment.at !== undefined && isNear(payment, entry.at));
    if (!failed || now < entry.at + RECORDED_WITHIN_MS) return entry;
    return { ...take(entry, failed), state: { kind: "not-charged", by: "records" } };
  });
}

const isOneOf = (amount: Money, amounts: readonly Money[]) =>
  amounts.some((each) => compareMoney(each, amount) === 0);
