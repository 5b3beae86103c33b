import { toDecimal } from "../money/money.ts";
import type { Failure } from "../vendor/billing-error.ts";
import { BookError, isBookError } from "./book-error.ts";
import {
  isOpen,
  withChange,
  type ChargeBook,
  type ChargeEntry,
  type ChargeState,
  type ChargeStore,
  type EarlierPayment,
} from "./charge-book.ts";
import { wordsOf } from "./encoding.ts";
import type { Tried } from "./outcome.ts";

/** What is learned of an attempt by the window that made it. */
export interface News {
  readonly state: ChargeState;
  readonly paymentId?: string | undefined;
  readonly earlier?: EarlierPayment | undefined;
  readonly failure?: Failure | undefined;
}

export interface Bookkeeper {
  /** Changes the book, whatever other windows write meanwhile. Rejects with a `BookError`. */
  change(edit: (book: ChargeBook) => ChargeBook): Promise<ChargeBook>;
  /** Writes down what is certain, over what others made of it; and what is open, unless others know better. */
  note(entry: ChargeEntry, news: News): Promise<Tried>;
  /** A line for the log: who, how much and our own words; nothing that a vendor said. */
  audit(entry: ChargeEntry, words: string): void;
}

/** How often a write is tried anew when other windows are first. */
export const MOST_TRIES = 50;

export function createBookkeeper(store: ChargeStore, log: (line: string) => void): Bookkeeper {
  async function change(edit: (book: ChargeBook) => ChargeBook): Promise<ChargeBook> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const version = await store.read();
      const next = edit(version.book);
      if (next === version.book || (await store.write(version, next))) return next;
    }
    throw new BookError("other windows were always first");
  }

  const audit = ({ id, payer, amount }: ChargeEntry, words: string) =>
    log(`Top-up ${id} of ${toDecimal(amount)} ${amount.currency} by ${payer}: ${words}`);

  return {
    change,
    audit,
    async note(entry, { state, paymentId, earlier, failure }) {
      const news = { state, ...(paymentId !== undefined && { paymentId }), ...(earlier && { earlier }) };
      const learned = { ...entry, ...news };
      const why = failure ? ` (${failure.kind})` : "";
      try {
        const book = await change((before) =>
          before.some(({ id }) => id === entry.id)
            ? withChange(before, entry.id, (stored) =>
                state.kind === "open" && !isOpen(stored) ? stored : { ...stored, ...news },
              )
            : [...before, learned],
        );
        const noted = book.find(({ id }) => id === entry.id) ?? learned;
        audit(noted, `${wordsOf(noted.state)}${why}`);
        return { kind: "tried", entry: noted, written: true, failure };
      } catch (error) {
        if (!isBookError(error)) throw error;
        audit(learned, `${wordsOf(state)}${why}, but the book stays as it was (${error.reason})`);
        return { kind: "tried", entry: learned, written: false, failure };
      }
    },
  };
}
