import type { BalanceLog } from "../ledger/observed-balance-log.ts";
import type { LedgerStore } from "../ledger/store.ts";
import type { ReadUsage } from "../ledger/usage-reader.ts";
import type { Disposable } from "../lifecycle/disposable.ts";
import type { Movement } from "../money/credits.ts";
import type { Purpose } from "../state/request-budget.ts";
import type { Cell, Version } from "../state/state-store.ts";

/**
 * What all windows of a profile share, by account. A method rejects where the store is unavailable for now: whoever
 * calls goes on by itself. The book of charges is not in it.
 */
export interface Store extends Disposable {
  /** Opens nothing and reads nothing before it is first used. */
  account(fingerprint: string): AccountStore;
  /** Deletes all that is stored about every account. */
  clear(): Promise<void>;
}

export interface AccountStore {
  readonly cell: StateStore;
  readonly ledger: TransactionStore;
  readonly balances: BalanceLog;
  readonly usage: UsageStore;
}

/** Two kinds of work may go on side by side, each in one window at a time. */
export type LeaseName = "balance" | "history";

export interface LeaseRequest {
  readonly lease: LeaseName;
  /** Unique to one turn of one window. */
  readonly token: string;
  /** What the request is counted as that is about to be sent; without one none is sent. */
  readonly purpose?: Purpose;
  /** This many requests of the hour are left to others. */
  readonly spare?: number;
}

export type Grant =
  /** The version in which it was noted. */
  | { readonly kind: "acquired"; readonly version: Version }
  | { readonly kind: "taken"; readonly until: number }
  | { readonly kind: "budget"; readonly until: number };

/** The state of an account, its leases and the requests of the hour: whatever changes one of them makes a new version. */
export interface StateStore extends Cell {
  /** Takes a lease, or keeps it for another request, and notes the request: both or neither. */
  acquire(request: LeaseRequest): Promise<Grant>;
  /** The same for a turn that is under way: one that slept too long and was replaced does not come back. */
  renew(request: LeaseRequest): Promise<Grant>;
  /** False when another turn has it. */
  release(lease: LeaseName, token: string): Promise<boolean>;
}

/** Which transactions, and in which order. */
export interface TransactionQuery {
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
  /** A UTC day, in days since 1970-01-01. */
  readonly day?: number | undefined;
  readonly direction?: Movement["direction"] | undefined;
  /** `MODEL_USAGE` stands for every charge that is use, as summaries count. */
  readonly kind?: string | undefined;
  /** Use of this model. */
  readonly model?: string | undefined;
  /** Newest first, or dearest first and newest among those that cost the same. */
  readonly sort: "time" | "amount";
  readonly offset: number;
  readonly limit: number;
}

/** What was spent on a model on a day of the index's zone. */
export interface DayModelSum {
  readonly day: number;
  readonly model: string | null;
  readonly credits: number;
  readonly count: number;
}

export interface TransactionStore extends LedgerStore {
  page(query: TransactionQuery): Promise<readonly Movement[]>;
  /** By day and model, both days included, in no order. */
  sums(first: number, last: number): Promise<readonly DayModelSum[]>;
}

/** The answers of the vendor about usage, by what was asked. */
export interface UsageStore {
  read(name: string): Promise<ReadUsage | undefined>;
  /** Never replaces an answer by an older one. */
  keep(name: string, usage: ReadUsage): Promise<void>;
  clear(): Promise<void>;
}
