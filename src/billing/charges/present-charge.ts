import type { PaymentRecord } from "../account-actions.ts";
import { formatMoney, HIDDEN } from "../format.ts";
import type { Money } from "../money.ts";
import { isUnderWay, type ChargeEntry, type OpenReason } from "./charge-book.ts";
import type { ChargeOutcome, NoBook, Settlement } from "./outcome.ts";

export interface ChargeWords {
  readonly vendor: string;
  readonly locale: string;
  readonly hideAmounts: boolean;
  /** ms since the epoch. */
  readonly now: number;
}

export interface ChargePresentation {
  /** Short sentences: what is known of the money first. */
  readonly text: string;
  /** Something went wrong, or is not known. */
  readonly grave: boolean;
  /** What a person can do: look at the vendor's dashboard, have its records read, close the attempt by hand. */
  readonly help: readonly ("dashboard" | "settle" | "close")[];
}

const FOREIGN_MS = 15 * 60_000;
const NOTHING = "Nothing was charged.";
const WAITS = "Another top-up waits until the vendor's records show it or you close it.";

/** What a person is told of an attempt. Its amount is what is added: fees come on top. */
export function presentEntry(entry: ChargeEntry, words: ChargeWords): ChargePresentation {
  const { vendor } = words;
  const amount = shown(entry.amount, words);
  const { state } = entry;
  switch (state.kind) {
    case "open": {
      if (isUnderWay(entry, words.now)) {
        return { text: `A top-up of ${amount} is under way. Another waits for it.`, grave: false, help: [] };
      }
      const text = `${openSentence(state.why, vendor, amount)} ${WAITS}`;
      return { text, grave: true, help: ["dashboard", "settle", "close"] };
    }
    case "charged":
      return {
        text:
          state.by === "records"
            ? `The records of ${vendor} show a payment for ${amount} since the top-up was sent. It counts as this top-up.`
            : `${vendor} charged the top-up of ${amount}.`,
        grave: false,
        help: [],
      };
    case "not-charged":
      return { text: `${notChargedSentence(state.by, vendor, amount)} ${NOTHING}`, grave: true, help: [] };
    case "closed":
      return {
        text: `The top-up of ${amount} was closed by hand. Whether it was charged stands in the dashboard of ${vendor}.`,
        grave: false,
        help: ["dashboard"],
      };
  }
}

function openSentence(why: OpenReason, vendor: string, amount: string): string {
  switch (why) {
    case "under-way":
      return `A top-up of ${amount} was interrupted. It may have been charged.`;
    case "no-answer":
      return `${vendor} did not answer. The top-up of ${amount} may have been charged.`;
    case "unclear-answer":
      return `The answer does not tell whether ${vendor} charged the top-up of ${amount}.`;
    case "pending":
      return `${vendor} has not finished the payment of ${amount} yet. It may still be charged.`;
    case "finish":
      return `The payment of ${amount} needs your confirmation in the dashboard of ${vendor}.`;
  }
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
      return `The records of ${vendor} show that the payment of ${amount} failed.`;
  }
}

/** What a person is told who asked for a top-up. A failure is put into words by `presentFailure`, to follow this. */
export function presentCharge(outcome: ChargeOutcome, words: ChargeWords): ChargePresentation {
  switch (outcome.kind) {
    case "tried": {
      const told = presentEntry(outcome.entry, words);
      if (outcome.written || outcome.entry.state.kind === "open") return told;
      const text = `${told.text} This could not be written down, so another top-up waits until you close this one.`;
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
        text: `${shown(outcome.spent, words)} of your ${shown(outcome.limit, words)} for 24 hours are used. ${NOTHING}`,
        grave: true,
        help: [],
      };
    case "no-evidence":
      return {
        text: `The records of ${words.vendor} could not be read, which a lost answer would be checked against. ${NOTHING}`,
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
    return `${vendor} lists ${which} that was not made from this machine and may still be charged. Wait for it to finish, or settle it in the dashboard of ${vendor}.`;
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

/** What a person is told who had an open attempt looked up, or closed it; one presentation an attempt. */
export function presentSettlement(
  { entries, failure }: Settlement,
  words: ChargeWords,
): readonly ChargePresentation[] {
  return entries.map((entry) => {
    const told = presentEntry(entry, words);
    if (!failure || entry.state.kind !== "open") return told;
    return { ...told, text: `The records of ${words.vendor} could not be read. ${told.text}` };
  });
}

const shown = (amount: Money, { locale, hideAmounts }: ChargeWords) =>
  hideAmounts ? HIDDEN : formatMoney(amount, locale);
