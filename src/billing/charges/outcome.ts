import type { Money } from "../money/money.ts";
import type { PaymentRecord } from "../vendor/account-actions.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { PaymentMethod } from "../vendor/report.ts";
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
  /** Another payment method would be charged than the person was told. */
  | { readonly kind: "other-method"; readonly confirmed: CardName; readonly current: CardName | undefined }
  /** What the person was asked about changed before the request left; `reason` is a sentence. */
  | { readonly kind: "hindered"; readonly reason: string }
  | NoBook;

/** As much of a payment method as tells it from another. */
export type CardName = Pick<PaymentMethod, "brand" | "last4">;

export interface Tried {
  readonly kind: "tried";
  readonly entry: ChargeEntry;
  /** False: the book still has it as open, and refuses others. */
  readonly written: boolean;
  readonly failure?: Failure | undefined;
  /** What the vendor charged instead of what the person was told. */
  readonly charged?: { readonly confirmed: CardName; readonly current: CardName } | undefined;
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
  /** Attempts of this payer that were charged, which the person has not been told: the editor ended before. */
  readonly untold: readonly ChargeEntry[];
  /** The newest attempt of this payer, whatever became of it. */
  readonly latest: string | undefined;
  /** By all payers in 24 hours, fees included. */
  readonly spent: Money;
  readonly limit: Money;
}

/** The attempts that were open, as they are now. */
export interface Settlement {
  readonly kind: "looked";
  readonly entries: readonly ChargeEntry[];
  /** Why the vendor's records could not be read. */
  readonly failure?: Failure | undefined;
  /** Ids of those that the vendor's records, cut short, do not reach. */
  readonly hidden?: readonly string[] | undefined;
}
