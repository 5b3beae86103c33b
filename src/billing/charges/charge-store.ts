import type { ChargeBook } from "./charge-book.ts";

/** One version of the book. */
export interface ChargeVersion {
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
