import type { Disposable } from "../lifecycle/disposable.ts";
import type { AccountState } from "./account-state.ts";

/** One version of what a cell holds. */
export interface Version {
  /** Differs between any two versions of a cell; `""` where nothing was ever written. */
  readonly id: string;
  readonly state: AccountState;
}

/**
 * Holds one account's state for all windows that share it. The port of the store: memory, files, later the web's storage.
 * `swap` is all the concurrency control there is: it takes effect only if nothing was written since `expected` was read.
 */
export interface Cell {
  read(): Promise<Version>;
  /** True when `next` is now the newest version; false when another window was first: read again and decide anew. */
  swap(expected: Version, next: AccountState): Promise<boolean>;
  /** Calls `listener` soon after any window wrote. It may call too often, and where watching is impossible never. */
  watch(listener: () => void): Disposable;
  /** Removes all that is stored about the account. */
  clear(): Promise<void>;
}
