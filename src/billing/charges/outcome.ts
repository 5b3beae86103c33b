import type { PaymentRecord } from "../account-actions.ts";
import type { Failure } from "../errors.ts";
import type { Money } from "../money.ts";
import type { ChargeEntry } from "./charge-book.ts";

/** What came of asking for a charge. Only "tried" may have cost anything, and its entry's state says what is known. */
export type ChargeOutcome =
  | Tried
  /** An attempt before it is open. */
  | { readonly kind: "waiting"; readonly entry: ChargeEntry }
  /** Somebody made another attempt since this person was asked. */
  | { readonly kind: "overtaken"; readonly entry: ChargeEntry }
  | { readonly kind: "over-limit"; readonly limit: Money; readonly spent: Money }
  /** The vendor's records could not be read, by which a lost answer is settled. */
  | { readonly kind: "no-evidence"; readonly failure: Failure }
  /** The vendor's records have a payment that was not made here, and that may be the same wish. */
  | { readonly kind: "foreign"; readonly payment: PaymentRecord }
  /** What the person was asked about changed before the request left; `reason` is a sentence. */
  | { readonly kind: "hindered"; readonly reason: string }
  | NoBook;

export interface Tried {
  readonly kind: "tried";
  readonly entry: ChargeEntry;
  /** False: the book still has it as open, and refuses others. */
  readonly written: boolean;
  readonly failure?: Failure | undefined;
}

/** The book cannot be read or written. */
export interface NoBook {
  readonly kind: "no-book";
  readonly reason: string;
}

/** What a person is asked with. */
export interface Standing {
  readonly kind: "standing";
  /** Attempts of this payer that are not settled; while there are any, nothing is charged. */
  readonly open: readonly ChargeEntry[];
  /** The newest attempt of this payer, whatever became of it. */
  readonly latest: string | undefined;
  /** By all payers in 24 hours. */
  readonly spent: Money;
  readonly limit: Money;
}

/** The attempts that were open, as they are now. */
export interface Settlement {
  readonly kind: "looked";
  readonly entries: readonly ChargeEntry[];
  /** Why the vendor's records could not be read. */
  readonly failure?: Failure | undefined;
}
