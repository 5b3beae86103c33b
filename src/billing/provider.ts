import type { Money } from "./money.ts";

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
  readonly pages: { readonly billing: string; readonly keys: string; readonly status: string };
}

export interface Endpoint<T> {
  readonly path: string;
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
