import { DAY_MS } from "../calendar-day.ts";
import type { Money } from "../money.ts";
import { mayBe } from "./payer.ts";

/** Every attempt to charge somebody, oldest first: one book for all accounts. */
export type ChargeBook = readonly ChargeEntry[];

/** One attempt, written down before its request is sent. */
export interface ChargeEntry {
  readonly id: string;
  /** Who pays, as `payerOf` names them. */
  readonly payer: string;
  /** Without fees. */
  readonly amount: Money;
  /** When it was written down, ms since the epoch. */
  readonly at: number;
  readonly state: ChargeState;
  /** The vendor's id of the payment, where its answer told one. */
  readonly paymentId?: string | undefined;
  /** The vendor's record that stands for this attempt; it stands for no other. */
  readonly record?: string | undefined;
  /** Records as young as the attempt that were there before its request: not its own. */
  readonly before: readonly string[];
}

/** What is known of an attempt, in fixed words. While it is open, nobody charges this payer again. */
export type ChargeState =
  | { readonly kind: "open"; readonly why: OpenReason }
  | { readonly kind: "charged"; readonly by: "answer" | "status" | "records" }
  | { readonly kind: "not-charged"; readonly by: "refusal" | "never-sent" | "records" }
  /** By a person, whatever the truth is. */
  | { readonly kind: "closed" };

export type OpenReason =
  | "under-way" // not sent yet, no answer yet, or its window is gone
  | "no-answer"
  | "unclear-answer"
  | "pending"
  | "finish"; // the person has to finish it in the dashboard

/** How long an attempt may take from being written down to being sent. */
export const SEND_WITHIN_MS = 10_000;
/** Longer than any request: after this, an attempt that is under way has lost its window. */
const UNDER_WAY_MS = 120_000;
/** For an audit. */
const KEPT_MS = 90 * DAY_MS;

export const isOpen = ({ state }: ChargeEntry): boolean => state.kind === "open";

/** Its window may still be about to send it, so nobody else may settle or close it. */
export const isUnderWay = ({ state, at }: ChargeEntry, now: number): boolean =>
  state.kind === "open" && state.why === "under-way" && now >= at && now < at + UNDER_WAY_MS;

/** Those of a payer, and those whose payer is not known that may be theirs. */
export const entriesOf = (book: ChargeBook, payer: string): readonly ChargeEntry[] =>
  book.filter((entry) => mayBe(entry.payer, payer));

/** What was, or may have been, charged to anybody in the last 24 hours; after a clock was set back, rather too much. */
export function spentLately(book: ChargeBook, currency: string, now: number): Money {
  const counted = book.filter(
    ({ at, state, amount }) =>
      at > now - DAY_MS && state.kind !== "not-charged" && amount.currency === currency,
  );
  return { currency, nanos: counted.reduce((sum, { amount }) => sum + amount.nanos, 0n) };
}

/** The book with an attempt more, or with its newer form, and without what is settled and old. */
export const withEntry = (book: ChargeBook, entry: ChargeEntry, now: number): ChargeBook => [
  ...book.filter((each) => each.id !== entry.id && (isOpen(each) || each.at > now - KEPT_MS)),
  entry,
];

/** The book with one attempt changed; the same book where there is nothing to change. */
export function withChange(
  book: ChargeBook,
  id: string,
  change: (entry: ChargeEntry) => ChargeEntry,
): ChargeBook {
  const found = book.find((entry) => entry.id === id);
  const changed = found && change(found);
  return changed === found ? book : book.map((entry) => (entry.id === id && changed ? changed : entry));
}
