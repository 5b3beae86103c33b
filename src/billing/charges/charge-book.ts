import type { Money } from "../money/money.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Clock, Steady } from "../time/clock.ts";
import { mayBe } from "./charge-order.ts";

/** Every attempt to charge somebody, oldest first: one book for all accounts. */
export type ChargeBook = readonly ChargeEntry[];

/** One attempt, written down before its request is sent. */
export interface ChargeEntry {
  readonly id: string;
  /** Who pays, as `payerOf` names them. */
  readonly payer: string;
  /** Without fees. */
  readonly amount: Money;
  /** What the payment method pays, fees included; version 1 did not keep it. */
  readonly cost?: Money | undefined;
  /** When it was written down, ms since the epoch. */
  readonly at: number;
  /** The same by a clock that nobody sets; version 1 did not keep it. */
  readonly steady?: Steady | undefined;
  /** How long after `at` a person may close it by hand; at once when left out. */
  readonly closableAfterMs?: number | undefined;
  readonly state: ChargeState;
  /** The vendor's id of the payment, where its answer told one. */
  readonly paymentId?: string | undefined;
  /** The vendor's record that stands for this attempt; it stands for no other. */
  readonly record?: string | undefined;
  /** Records as young as the attempt, or of its amount, that were there before its request: not its own. */
  readonly before: readonly string[];
  /** The older payment that the vendor answered with instead. */
  readonly earlier?: EarlierPayment | undefined;
  /** The person has not been told yet what became of it. */
  readonly untold?: true | undefined;
}

export interface EarlierPayment {
  readonly amount: Money;
  readonly at?: number | undefined;
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
  | "declined" // the vendor may still collect it
  | "earlier" // the vendor answered with an older payment
  | "finish"; // the person has to finish it in the dashboard

/** How long an attempt may take from being written down to being sent. */
export const SEND_WITHIN_MS = 10_000;
/** Longer than any request: after this, an attempt that is under way has lost its window. */
const UNDER_WAY_MS = 120_000;
/** For an audit. */
const KEPT_MS = 90 * DAY_MS;

/** One moment by both clocks. */
export interface Moment {
  readonly now: number;
  readonly steady: Steady;
}

export const momentOf = (clock: Clock): Moment => ({
  now: clock.now(),
  steady: clock.steady?.() ?? { run: "", ms: clock.elapsed() },
});

/**
 * How old an attempt is: the younger of what both clocks say, so that one that is set ahead frees nothing. One that was
 * ahead when the attempt was made says nothing once it is set right.
 */
export function ageOf({ at, steady }: ChargeEntry, { now, steady: current }: Moment): number {
  const isComparable = steady !== undefined && steady.run === current.run && steady.ms <= current.ms;
  const passed = isComparable ? current.ms - steady.ms : undefined;
  return now < at && passed !== undefined ? passed : Math.min(now - at, passed ?? Infinity);
}

export const isOpen = ({ state }: ChargeEntry): boolean => state.kind === "open";

/** Its window may still be about to send it, so nobody else may settle or close it. */
export const isUnderWay = ({ state, at }: ChargeEntry, now: number): boolean =>
  state.kind === "open" && state.why === "under-way" && now >= at && now < at + UNDER_WAY_MS;

/** Those of a payer, and those whose payer is not known that may be theirs. */
export const entriesOf = (book: ChargeBook, payer: string): readonly ChargeEntry[] =>
  book.filter((entry) => mayBe(entry.payer, payer));

/** What payment methods paid, or may have paid, in the last 24 hours; after a clock was set, rather too much. */
export function spentLately(book: ChargeBook, currency: string, moment: Moment): Money {
  const counted = book.filter(
    (entry) =>
      ageOf(entry, moment) < DAY_MS &&
      entry.state.kind !== "not-charged" &&
      entry.amount.currency === currency,
  );
  return { currency, nanos: counted.reduce((sum, { amount, cost = amount }) => sum + cost.nanos, 0n) };
}

/** Whether a person may close it by hand by now. */
export const isClosable = (entry: ChargeEntry, moment: Moment): boolean =>
  !isUnderWay(entry, moment.now) && ageOf(entry, moment) >= (entry.closableAfterMs ?? -Infinity);

/** The book with an attempt more, or with its newer form, and without what is settled and old. */
export const withEntry = (book: ChargeBook, entry: ChargeEntry, moment: Moment): ChargeBook => [
  ...book.filter((each) => each.id !== entry.id && (isOpen(each) || ageOf(each, moment) < KEPT_MS)),
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

/** One version of the book. */
interface ChargeVersion {
  /** 0 where nothing was ever written. */
  readonly number: number;
  readonly book: ChargeBook;
}

/** The one book of all windows. Where it rejects, nothing may be charged: there is no second place to write. */
export interface ChargeStore {
  /** Never an older book for a newer one that cannot be read. */
  read(): Promise<ChargeVersion>;
  /**
   * True when `book` is the newest and will be there after a power failure. False when another window was first, or
   * when it cannot be told: read again.
   */
  write(expected: ChargeVersion, book: ChargeBook): Promise<boolean>;
}
