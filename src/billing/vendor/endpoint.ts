import type { VendorError } from "./billing-error.ts";

export interface Endpoint<T> {
  /** GET unless said otherwise; what is not a GET is sent once, never again. */
  readonly method?: "POST" | "DELETE";
  /** Logged as it is. `{subject}` stands for the vendor's id of what is billed, `{item}` for that of a part of it. */
  readonly path: string;
  readonly item?: string;
  /** Not logged: a cursor in it may tell of an account. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** The vendor may take half a minute, as for a payment: the sooner one gives up, the less is known. */
  readonly patient?: boolean;
  /** What it answers, in our own words, such as "usage": for the message that the answer was too large. */
  readonly what?: string;
  /** The most bytes the answer may have, where a megabyte is too little. */
  readonly mostBytes?: number;
  /** For what changes something: what 204, an answer without content, says. With it, 201 and 202 are read as 200 is. */
  readonly empty?: () => T;
  /** Throws a `BillingError` where the answer is not what the vendor documents. */
  readonly decode: (json: unknown) => T;
  /** What an error answer says; a vendor without it never speaks for itself. */
  readonly error?: (status: number, json: unknown) => VendorError;
}

/** Asks an endpoint with the account's credential. Rejects with a `BillingError`, or an `AbortedError`. */
export type Ask = <T>(endpoint: Endpoint<T>) => Promise<T>;

/** What may take more than one request. */
export type Read<T> = (ask: Ask) => Promise<T>;
