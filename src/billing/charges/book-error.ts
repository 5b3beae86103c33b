import { isNamed } from "../vendor/billing-error.ts";
import type { ChargeStore } from "./charge-book.ts";
import type { NoBook } from "./outcome.ts";

/** The book cannot be read or written. `reason` holds no path. */
export class BookError extends Error {
  override readonly name = "BookError";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export const isBookError = (error: unknown): error is BookError => isNamed(error, "BookError");

/** A store that rejects with nothing but a `BookError`. */
export function guarded(store: ChargeStore, reasonOf: (error: unknown) => string): ChargeStore {
  const raise = (error: unknown) => {
    throw new BookError(reasonOf(error));
  };
  return {
    read: () => store.read().catch(raise),
    write: (expected, book) => store.write(expected, book).catch(raise),
  };
}

/** What a book that failed comes to; other errors stay errors. */
export function noBook(error: unknown): NoBook {
  if (isBookError(error)) return { kind: "no-book", reason: error.reason };
  throw error;
}
