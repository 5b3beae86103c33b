import { compareMoney, type Money } from "../money/money.ts";
import { storableText } from "../text/plain-text.ts";
import type { PaymentRecord, Payments, TopUp } from "../vendor/account-actions.ts";
import { ageOf, isOpen, isUnderWay, type ChargeEntry, type Moment } from "./charge-book.ts";

/** How far a vendor's clock may be behind ours. */
export const SKEW_MS = 5 * 60_000;
/** A vendor writes a payment down within this time after it was asked for it. */
const RECORDED_WITHIN_MS = 15 * 60_000;

/** What there is to settle attempts by. */
export interface Evidence {
  readonly payments: Payments;
  readonly topUp: Pick<TopUp, "recordedAs" | "recordedWithinMs">;
  readonly moment: Moment;
}

const namesOf = ({ id, invoice }: PaymentRecord): readonly string[] =>
  [id, ...(invoice === undefined ? [] : [invoice])].map(storableText);
const keyOf = ({ id }: PaymentRecord): string => storableText(id);
const isYoung = ({ at }: PaymentRecord, since: number) => at === undefined || at >= since - SKEW_MS;
const isNear = (payment: PaymentRecord, since: number) =>
  isYoung(payment, since) && (payment.at === undefined || payment.at <= since + RECORDED_WITHIN_MS);

const amountsOf = ({ recordedAs }: Pick<TopUp, "recordedAs">, amount: Money): readonly Money[] =>
  recordedAs?.(amount) ?? [amount];

/** The names of the records that could be mistaken for an attempt made at `at`: by its time, or by its amount. */
export function seenBefore(
  { records }: Payments,
  { at, amount }: Pick<ChargeEntry, "at" | "amount">,
  topUp: Pick<TopUp, "recordedAs">,
): readonly string[] {
  const amounts = amountsOf(topUp, amount);
  return records
    .filter((payment) => isYoung(payment, at) || isOneOf(payment.amount, amounts))
    .flatMap(namesOf);
}

/** The record that the vendor's own id names as this attempt's. */
export const ownRecord = ({ paymentId }: ChargeEntry, { records }: Payments): PaymentRecord | undefined =>
  paymentId === undefined ? undefined : records.find((payment) => namesOf(payment).includes(paymentId));

/** Whether the vendor shows too little to tell what became of an attempt whose id is not known. */
export const isHidden = ({ at, paymentId }: ChargeEntry, { since = -Infinity }: Payments): boolean =>
  paymentId === undefined && since >= at - SKEW_MS;

/**
 * One payer's attempts in the light of the vendor's records. Those of `settling` that are open are settled where a
 * record shows it. With a known id only the record of that id counts. Without one, a paid record of the same amount
 * and time settles an attempt, an undecided one holds it open, and a failure, which may be of another payment, says
 * nothing. A record stands for one attempt only, and attempts whose end is known come first: theirs may have been late.
 */
export function attribute(
  entries: readonly ChargeEntry[],
  settling: readonly string[],
  { payments, topUp, moment }: Evidence,
): readonly ChargeEntry[] {
  const used = new Set(entries.flatMap(({ record }) => record ?? []));
  const named = new Set(entries.flatMap(({ paymentId }) => paymentId ?? []));
  const isTaken = (name: string) => used.has(name) || named.has(name);
  const sorted = payments.records.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const candidates = (entry: ChargeEntry): readonly PaymentRecord[] => {
    const own = ownRecord(entry, payments);
    if (entry.paymentId !== undefined) return own ? [own] : [];
    const amounts = amountsOf(topUp, entry.amount);
    return sorted.filter(
      (payment) =>
        !namesOf(payment).some((name) => isTaken(name) || entry.before.includes(name)) &&
        isNear(payment, entry.at) &&
        isOneOf(payment.amount, amounts),
    );
  };
  const take = (entry: ChargeEntry, payment: PaymentRecord | undefined): ChargeEntry => {
    if (!payment) return entry;
    used.add(keyOf(payment));
    return { ...entry, record: keyOf(payment) };
  };
  const known = entries.map((entry) => {
    if (isOpen(entry) || entry.record !== undefined) return entry;
    if (entry.state.kind === "not-charged" && entry.state.by !== "refusal") return entry;
    const failed = entry.state.kind === "not-charged";
    return take(
      entry,
      candidates(entry).find((payment) => (payment.failed === true) === failed && !payment.undecided),
    );
  });
  const settled = (entry: ChargeEntry): ChargeEntry => {
    const found = candidates(entry);
    const paid = found.find((payment) => !payment.failed && !payment.undecided);
    if (isHidden(entry, payments) || found.some(({ undecided }) => undecided)) return entry;
    if (paid) return { ...take(entry, paid), state: { kind: "charged", by: "records" } };
    const [own] = entry.paymentId === undefined ? [] : found;
    if (own) return { ...take(entry, own), state: { kind: "not-charged", by: "records" } };
    return isRefused(entry) ? { ...entry, state: { kind: "not-charged", by: "refusal" } } : entry;
  };
  /** A declined payment that would stand on record by now, were it to be collected. */
  const isRefused = (entry: ChargeEntry) => {
    const why = entry.state.kind === "open" ? entry.state.why : undefined;
    if ((why !== "declined" && why !== "finish") || entry.paymentId !== undefined) return false;
    return ageOf(entry, moment) >= (topUp.recordedWithinMs?.[why] ?? Infinity) && !mayBeThere(entry);
  };
  /** A new record of its amount, whatever its time by clocks that may be wrong, and whichever attempt took it. */
  const mayBeThere = ({ before, amount }: ChargeEntry) =>
    payments.records.some(
      (payment) =>
        payment.failed !== true &&
        !namesOf(payment).some((name) => named.has(name) || before.includes(name)) &&
        isOneOf(payment.amount, amountsOf(topUp, amount)),
    );
  return known.map((entry) =>
    isOpen(entry) && settling.includes(entry.id) && !isUnderWay(entry, moment.now) ? settled(entry) : entry,
  );
}

const isOneOf = (amount: Money, amounts: readonly Money[]) =>
  amounts.some((each) => compareMoney(each, amount) === 0);
