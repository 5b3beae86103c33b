import type { Movement } from "../money/credits.ts";
import type { LedgerIndex } from "./ledger-index.ts";
import type { DaySummary } from "./summary.ts";

/** One version of what is stored of a ledger. */
export interface LedgerVersion {
  /** Differs between any two versions; `""` where nothing was ever written. */
  readonly id: string;
  readonly index: LedgerIndex;
}

/** Keeps one account's ledger for all windows: an index, and the movements in parts of one UTC day each. */
export interface LedgerStore {
  read(): Promise<LedgerVersion>;
  /** A day's movements, newest first; undefined when they are gone or damaged. */
  day(summary: DaySummary): Promise<readonly Movement[] | undefined>;
  /**
   * Makes `index` the newest version with `changed` days, all of it or nothing; the store gives each changed
   * summary its `file`. Undefined when another window was first: read again and decide anew.
   */
  commit(
    expected: LedgerVersion,
    index: LedgerIndex,
    changed: ReadonlyMap<number, readonly Movement[]>,
  ): Promise<LedgerVersion | undefined>;
  /** Removes all of it. */
  clear(): Promise<void>;
}
