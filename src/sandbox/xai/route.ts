import type { Customer } from "../customer.ts";

/** Who asks, when, and for what. */
export interface Question {
  readonly customer: Customer;
  readonly teamId: string;
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
