import type { Money } from "./money.ts";
import type { Movement } from "./movement.ts";

/** What one vendor's billing API is, declared: everything else is derived from it. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** The origin a key is meant for unless a person configures another. */
  readonly origin: string;
  /** Environment variables in which people keep this vendor's key, most common first. */
  readonly keyVariables: readonly string[];
  readonly balance: Endpoint<Money>;
  readonly detail: Endpoint<AccountDetail>;
  /** One page of the account's movements, where the vendor has a ledger. */
  readonly ledger?: (query: LedgerQuery) => Endpoint<LedgerPage>;
  /** What the asking key spent, where the vendor tells. */
  readonly usage?: (query: UsageQuery) => Endpoint<Usage>;
  readonly pages: { readonly billing: string; readonly keys: string; readonly status: string };
}

export interface Endpoint<T> {
  readonly path: string;
  /** Not logged: a cursor in it may tell of an account. */
  readonly query?: Readonly<Record<string, string>>;
  /** Throws a `BillingError` where the answer is not what the vendor documents. */
  readonly decode: (json: unknown) => T;
}

/** Auto top-up as the vendor states it; what it leaves out stays undefined, which means unknown. */
export interface Refill {
  readonly enabled?: boolean | undefined;
  /** At or below this balance a refill fires. */
  readonly threshold?: Money | undefined;
  readonly amount?: Money | undefined;
}

export interface AccountDetail {
  readonly balance?: Money | undefined;
  readonly refill: Refill;
  /** Who it is: kept in memory only. */
  readonly email?: string | undefined;
  readonly userId?: string | undefined;
  /** Documented fields that the answer lacked or had in a wrong shape. */
  readonly missing: readonly string[];
}

/** Which movements to read; those of the whole ledger when nothing is said. Times in ms since the epoch. */
export interface LedgerQuery {
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
  readonly direction?: Movement["direction"] | undefined;
  /** Rows a page; the most the vendor gives when not said. */
  readonly limit?: number | undefined;
  /** `next` of the page before, with the rest of the query unchanged. */
  readonly cursor?: string | undefined;
}

export interface LedgerPage {
  /** Newest first. */
  readonly movements: readonly Movement[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  /** Rows whose USD are not what their credits come to. The credits count. */
  readonly disagreeing: number;
}

/** A window of time, and the zone in which its days are cut: a canonical IANA name. */
export interface UsageQuery {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** What one key spent: analytics of the vendor, which may trail its ledger. */
export interface Usage {
  readonly from: number;
  readonly to: number;
  readonly spend: Money;
  readonly requests: number;
  /** By day and model. They may add up to a few billionths of a dollar more or less than `spend`. */
  readonly groups: readonly UsageGroup[];
}

export interface UsageGroup {
  /** Days since 1970-01-01 of the calendar in the zone that was asked for. */
  readonly day: number;
  readonly model: string;
  readonly spend: Money;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Requests that were billed, and those that failed and were not. */
  readonly charged: number;
  readonly failed: number;
}
