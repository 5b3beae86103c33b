import type { Fields } from "../http/body.ts";
import type { Customer } from "../world/customer.ts";

/** What a person set, for as long as the account lives. */
export interface Settings {
  /** Billing info in place of the first. */
  info: Fields | null;
  /** The id of the default payment method. */
  method: string | null;
  /** The soft spending limit in cents. */
  soft: number | null;
}

/** Who asks, when, and for what. */
export interface Question {
  readonly customer: Customer;
  readonly teamId: string;
  readonly settings: Settings;
  /** World time in ms. */
  readonly now: number;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Route {
  /** Changes money, a limit, or who pays. */
  readonly writes?: true;
  readonly answer: (question: Question) => object;
}
