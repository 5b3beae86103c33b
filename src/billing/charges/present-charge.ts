import { formatAgo, formatMoney, HIDDEN } from "../money/format.ts";
import type { Money } from "../money/money.ts";
import type { Steady } from "../time/clock.ts";
import type { PaymentRecord } from "../vendor/account-actions.ts";
import { methodName } from "../vendor/payment-method-name.ts";
import {
  isClosable,
  isUnderWay,
  type ChargeEntry,
  type EarlierPayment,
  type OpenReason,
} from "./charge-book.ts";
import type { CardName, ChargeOutcome, NoBook, Settlement } from "./outcome.ts";

export interface ChargeWords {
  readonly vendor: string;
  readonly locale: string;
  readonly hideAmounts: boolean;
  /** ms since the epoch. */
  readonly now: number;
  /** The same by the clock that nobody sets, where there is one. */
  readonly steady?: Steady | undefined;
}

export interface ChargePresentation {
  /** Short sentences: what is known of the money first. */
  readonly text: string;
  /** Something went wrong, or is not known. */
  readonly grave: boolean;
  /** What a person can do: look at the vendor's dashboard, have its records read, close the attempt by hand. */
  readonly help: readonly ("dashboard" | "settle" | "close")[];
}

const UNKNOWN: Steady = { run: "unknown", ms: 0 };
const FOREIGN_MS = 15 * 60_000;
const NOTHING = "Nothing was charged.";

/** What a person is told of an attempt. Its amount is what is added: fees come on top. */
export function presentEntry(entry: ChargeEntry, words: ChargeWords): ChargePresentation {
  const { vendor } = words;
  const amount = shown(entry.amount, words);
  const { state } = entry;
  switch (state.kind) {
    case "open": {
      if (isUnderWay(entry, words.now)) {
        const text = `A top-up of ${amount} is in progress. Wait for it to finish before topping up again.`;
        return { text, grave: false, help: [] };
      }
      return presentOpen(entry, state.why, words);
    }
    case "charged":
      return {
        text:
          state.by === "records" && entry.paymentId === undefined
            ? `${vendor}'s payment history shows a payment for ${amount} since the top-up was sent. It counts as this top-up.`
            : `${vendor} charged the top-up of ${amount}.`,
        grave: false,
        help: [],
      };
    case "not-charged":
      return { text: `${notChargedSentence(state.by, vendor, amount)} ${NOTHING}`, grave: true, help: [] };
    case "closed":
      return {
        text: `The top-up of ${amount} was closed manually. Check ${vendor}'s dashboard to see whether it was charged.`,
        grave: false,
        help: ["dashboard"],
      };
  }
}

/** A payment that its vendor has taken and is still making is the usual course: no reason to alarm anybody. */
function presentOpen(entry: ChargeEntry, why: OpenReason, words: ChargeWords): ChargePresentation {
  const { vendor } = words;
  const hold = entry.closableAfterMs ?? 0;
  const closable = isClosable(entry, { now: words.now, steady: words.steady ?? UNKNOWN });
  const usual = why === "pending" && entry.paymentId !== undefined;
  const close = closable
    ? "or close it manually"
    : `or, after ${Math.ceil(hold / HOUR_MS)} hours, close it manually`;
  const next = usual
    ? "Wait for it to finish before topping up again."
    : `Before topping up again, wait until ${vendor}'s payment history shows it, ${close}.`;
  return {
    text: `${openSentence(entry, why, words)} ${next}`,
    grave: !usual,
    help: ["dashboard", "settle", ...(closable ? (["close"] as const) : [])],
  };
}

const HOUR_MS = 3_600_000;

function openSentence(entry: ChargeEntry, why: OpenReason, words: ChargeWords): string {
  const { vendor } = words;
  const amount = shown(entry.amount, words);
  switch (why) {
    case "under-way":
      return `A top-up of ${amount} was interrupted. It may have been charged.`;
    case "no-answer":
      return `${vendor} did not answer. The top-up of ${amount} may have been charged.`;
    case "unclear-answer":
      return `The response does not show whether ${vendor} charged the top-up of ${amount}.`;
    case "pending":
      return `${vendor} accepted the top-up of ${amount} and is processing the payment.`;
    case "declined":
      return `The payment of ${amount} was declined, but ${vendor} may still collect it later.`;
    case "earlier":
      return earlierSentence(entry.earlier, amount, words);
    case "finish":
      return `The payment of ${amount} needs your confirmation in ${vendor}'s dashboard.`;
  }
}

function earlierSentence(earlier: EarlierPayment | undefined, amount: string, words: ChargeWords): string {
  const { vendor, locale, now } = words;
  const made = earlier?.at === undefined ? "" : ` from ${formatAgo(Math.max(now - earlier.at, 0), locale)}`;
  const which = earlier ? `a top-up of ${shown(earlier.amount, words)}${made}` : "an earlier top-up";
  return `${vendor} answered with ${which} instead of yours of ${amount}, which was probably not charged.`;
}

function notChargedSentence(
  by: "refusal" | "never-sent" | "records",
  vendor: string,
  amount: string,
): string {
  switch (by) {
    case "refusal":
      return `${vendor} refused the top-up of ${amount}.`;
    case "never-sent":
      return `The top-up of ${amount} did not reach ${vendor}.`;
    case "records":
      return `${vendor}'s payment history shows that the payment of ${amount} failed.`;
  }
}

/** What a person is told before they are asked again, of what was charged when the editor ended unexpectedly. */
export function presentUntold(entries: readonly ChargeEntry[], words: ChargeWords): string | undefined {
  const told = entries.map((entry) => {
    const ago = formatAgo(Math.max(words.now - entry.at, 0), words.locale);
    return `${words.vendor} charged your top-up of ${shown(entry.amount, words)} ${ago}.`;
  });
  return told.length === 0 ? undefined : told.join(" ");
}

const cardName = (card: CardName) => methodName(card, "another payment method");

/** What a person is told who asked for a top-up. A failure is put into words by `presentFailure`, to follow this. */
export function presentCharge(outcome: ChargeOutcome, words: ChargeWords): ChargePresentation {
  switch (outcome.kind) {
    case "tried": {
      const told = withCard(presentEntry(outcome.entry, words), outcome.charged, words);
      if (outcome.written || outcome.entry.state.kind === "open") return told;
      const text = `${told.text} This could not be saved. Close it manually before topping up again.`;
      return { text, grave: true, help: ["settle", "close"] };
    }
    case "waiting": {
      const told = presentEntry(outcome.entry, words);
      return { ...told, text: `No new top-up was sent. ${told.text}`, grave: true };
    }
    case "overtaken": {
      const told = presentEntry(outcome.entry, words);
      const text = `No new top-up was sent: there was another since you were asked. ${told.text}`;
      return { ...told, text, grave: true };
    }
    case "over-limit":
      return {
        text:
          `This top-up would exceed your daily limit of ${shown(outcome.limit, words)} ` +
          `(${shown(outcome.spent, words)} used in the last 24 hours). ${NOTHING}`,
        grave: true,
        help: [],
      };
    case "no-evidence":
      return {
        text: `Could not read ${words.vendor}'s payment history, which is needed to prevent double charges. ${NOTHING}`,
        grave: true,
        help: [],
      };
    case "foreign":
      return {
        text: `${foreignSentence(outcome.payment, words)} ${NOTHING}`,
        grave: true,
        help: ["dashboard"],
      };
    case "hindered":
      return { text: outcome.reason, grave: true, help: [] };
    case "other-method": {
      const now = outcome.current ? `now ${cardName(outcome.current)}` : "no longer there";
      const text = `The payment method you confirmed, ${cardName(outcome.confirmed)}, is ${now}. ${NOTHING}`;
      return { text, grave: true, help: ["dashboard"] };
    }
    case "no-book":
      return {
        text: `Cannot record top-ups safely (${outcome.reason}). ${NOTHING}`,
        grave: true,
        help: ["dashboard"],
      };
  }
}

function foreignSentence({ amount, undecided, at }: PaymentRecord, words: ChargeWords): string {
  const { vendor } = words;
  const which = `a top-up of ${shown(amount, words)}`;
  if (undecided) {
    return `${vendor} lists ${which} that was not made from this machine and may still be charged. Wait for it to finish, or settle it in ${vendor}'s dashboard.`;
  }
  const minutes = Math.min(
    Math.max(Math.ceil((FOREIGN_MS - (words.now - (at ?? words.now))) / 60_000), 1),
    15,
  );
  return `${vendor} lists ${which} from the last 15 minutes that was not made from this machine. Try again in ${minutes} min if you want another.`;
}

/** What a person is told who asks about an attempt, or wants to close it, while the book cannot be used. */
export const presentNoBook = ({ reason }: NoBook): ChargePresentation => ({
  text: `Could not read the record of top-ups (${reason}).`,
  grave: true,
  help: ["dashboard"],
});

function withCard(
  told: ChargePresentation,
  charged: { readonly confirmed: CardName; readonly current: CardName } | undefined,
  { vendor }: ChargeWords,
): ChargePresentation {
  if (!charged) return told;
  const { confirmed, current } = charged;
  const text = `${told.text} ${vendor} used ${cardName(current)} instead of ${cardName(confirmed)}.`;
  return { text, grave: true, help: [...new Set(["dashboard" as const, ...told.help])] };
}

/** What a person is told who had an open attempt looked up, or closed it; one presentation an attempt. */
export function presentSettlement(
  { entries, failure, hidden }: Settlement,
  words: ChargeWords,
): readonly ChargePresentation[] {
  return entries.map((entry) => {
    const told = presentEntry(entry, words);
    if (entry.state.kind !== "open") return told;
    const { vendor } = words;
    if (hidden?.includes(entry.id)) {
      const text = `${vendor}'s payment history does not reach back to this top-up. Check ${vendor}'s dashboard. ${told.text}`;
      return { ...told, text, grave: true };
    }
    return failure ? { ...told, text: `Could not read ${vendor}'s payment history. ${told.text}` } : told;
  });
}

const shown = (amount: Money, { locale, hideAmounts }: ChargeWords) =>
  hideAmounts ? HIDDEN : formatMoney(amount, locale);
