import type { Failure, FailureKind } from "../vendor/billing-error.ts";
import type { Refill } from "../vendor/provider.ts";
import type { AlertMemory } from "./alert-state.ts";
import type { Reading } from "./reading.ts";
import type { Requests } from "./request-budget.ts";

/** The layout of the stored form; a higher number on disk was written by a newer extension and is left alone. */
export const STATE_VERSION = 1;

/**
 * All that the windows of one profile share about one account. Times are ms since the epoch.
 * It holds no key, no e-mail and no user id.
 */
export interface AccountState {
  /** The last good balance and when it was asked for. */
  readonly reading?: Reading | undefined;
  readonly refill?: (Refill & { readonly at: number }) | undefined;
  /** When the refill state was last asked for, whatever came of it. */
  readonly detailAskedAt?: number | undefined;
  /** The failures since the last good balance, if the last attempt failed. */
  readonly trouble?: Trouble | undefined;
  readonly requests: Requests;
  /** Marks whose account it is, without naming them; see `ownerMark`. Undefined while the vendor has not said. */
  readonly owner?: string | undefined;
  /** Who is asking the vendor right now; nobody else may until then. */
  readonly lease?: Lease | undefined;
  readonly history?: HistoryState | undefined;
  /** What was told, and what is still to be. */
  readonly alerts?: AlertMemory | undefined;
}

export type { Reading } from "./reading.ts";

/** What a vendor may tell beyond the balance; a report by its id. */
export type HistorySource = "ledger" | "usage" | `report:${string}`;

export interface Unavailable {
  readonly at: number;
  readonly kind: FailureKind;
}

/** How the reading of ledger, usage and reports stands; it takes turns of its own, so that long ones hold up no balance. */
export interface HistoryState {
  readonly lease?: Lease | undefined;
  /** What the vendor does not have for this key: not asked for again for a day. */
  readonly unavailable?: Readonly<Partial<Record<HistorySource, Unavailable>>> | undefined;
  /** The failures since the last good answer. */
  readonly trouble?: { readonly last: Failure; readonly at: number; readonly count: number } | undefined;
}

export interface Trouble {
  readonly last: Failure;
  readonly at: number;
  /** Failures in a row; begins anew when the vendor starts to refuse the key. */
  readonly count: number;
  /** A person asked for the attempt that failed. */
  readonly asked: boolean;
}

export interface Lease {
  /** Unique to one turn of one window. */
  readonly token: string;
  readonly until: number;
}

/** What is held to be left: what was read before a zero that waits for a second reading. */
export const believedReading = ({ reading, alerts }: AccountState): Reading | undefined =>
  alerts?.doubt?.before ?? reading;

export const EMPTY_STATE: AccountState = { requests: { automatic: [], manual: [] } };
