import type { Accounts } from "../accounts.ts";
import type { Refusal } from "../http/vendor-twin.ts";
import type { ApiKey, Customer } from "../world/customer.ts";

/** The old kind of limit: it can be read and removed, never set again. Amount in cents. */
export interface OldLimit {
  removed: boolean;
}

/** Who asks, when, and for what. */
export interface Question {
  readonly customer: Customer;
  readonly own: Accounts["cloudflare"];
  readonly key: ApiKey;
  readonly limit: OldLimit;
  /** World time in ms. */
  readonly now: number;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly params: Readonly<Record<string, string>>;
}

/** What goes into the envelope beside `success`. */
export interface Said {
  readonly result: unknown;
  readonly result_info?: object;
}

/** `token`: any token. `session`: nobody who comes with a token. */
export type Route =
  | {
      readonly needs: "token" | "read" | "write";
      /** Changes money or a limit. */
      readonly writes?: true;
      readonly answer: (question: Question) => Said;
    }
  | { readonly needs: "session"; readonly writes?: true; readonly refusal: Refusal };
