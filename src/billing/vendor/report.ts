import type { Money } from "../money/money.ts";
import type { Ask } from "./endpoint.ts";

/** One of the things a vendor tells beyond balance, ledger and usage; the page shows each as a card. */
export interface Report {
  /** Unique within the provider; part of what is stored about what the vendor refused. */
  readonly id: string;
  /** The card's heading. */
  readonly title: string;
  /** What a person can narrow it to, the usual choice first. */
  readonly filters?: readonly { readonly value: string; readonly label: string }[];
  /** Rejects with a `BillingError`. `filter` is one of the values above. */
  readonly read: (ask: Ask, query: ReportQuery) => Promise<ReportData>;
}

export interface ReportQuery {
  readonly filter?: string | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

export type ReportData =
  | { readonly kind: "invoices"; readonly invoices: readonly Invoice[]; readonly more: boolean }
  | { readonly kind: "invoice-preview"; readonly preview: InvoicePreview }
  | { readonly kind: "limits"; readonly limits: readonly Limit[]; readonly note?: string | undefined }
  | { readonly kind: "changes"; readonly changes: readonly BalanceChange[] }
  | { readonly kind: "payment-methods"; readonly methods: readonly PaymentMethod[] }
  | { readonly kind: "refill"; readonly refill: RefillReport }
  | { readonly kind: "billing-information"; readonly information: BillingInformation };

/** Amounts are undefined where the vendor leaves them out or in an unknown shape. */
export interface Invoice {
  readonly id: string | null;
  /** What stands on it, for people. */
  readonly number: string | null;
  /** ms since the epoch. */
  readonly at?: number | undefined;
  /** The vendor's word, such as "paid". */
  readonly status: string | null;
  readonly description: string | null;
  readonly total?: Money | undefined;
  readonly paid?: Money | undefined;
  readonly remaining?: Money | undefined;
  /** The vendor collects it only once its payer acts. */
  readonly resting?: true | undefined;
  /** Where it can be looked at: https only. May open it for whoever holds it, so it is neither logged nor sent to the page. */
  readonly link?: string | undefined;
}

/** What the running period will cost. */
export interface InvoicePreview {
  /** Of the period: ms since the epoch, `to` exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly status: string | null;
  readonly lines: readonly InvoiceLine[];
  /** Sums in the order of the invoice, each with our own label. */
  readonly figures: readonly { readonly label: string; readonly amount: Money | undefined }[];
}

export interface InvoiceLine {
  readonly description: string | null;
  readonly quantity?: number | undefined;
  /** What `quantity` counts, in the vendor's word. */
  readonly unit?: string | null | undefined;
  readonly amount?: Money | undefined;
}

export interface Limit {
  /** Our own words: "Spending limit", "Hard limit", or with the name of a gateway. */
  readonly name: string;
  readonly enabled: boolean;
  readonly amount?: Money | undefined;
  /** Over which time, in words, such as "a month". */
  readonly window?: string | undefined;
  readonly note?: string | undefined;
  /** The one that the actions of the account set and remove. */
  readonly own?: true | undefined;
}

/** One entry of a posted ledger. */
export interface BalanceChange {
  readonly at?: number | undefined;
  /** In words: "Purchase", "Spend". */
  readonly kind: string;
  /** Positive adds to the balance. */
  readonly amount?: Money | undefined;
  readonly invoice: string | null;
  readonly status: string | null;
}

export interface PaymentMethod {
  readonly id: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expires?: { readonly year: number; readonly month: number } | undefined;
  /** Undefined where the vendor does not say. */
  readonly isDefault?: boolean | undefined;
  readonly pending?: boolean | undefined;
  /** It cannot be charged. */
  readonly blocked?: true | undefined;
}

/** Auto top-up with its bounds and failures. */
export interface RefillReport {
  readonly enabled: boolean | undefined;
  readonly amount?: Money | undefined;
  readonly threshold?: Money | undefined;
  /** The vendor's words. */
  readonly trouble?: string | undefined;
  readonly failedAt?: number | undefined;
  /** What one top-up may come to. */
  readonly least?: Money | undefined;
  readonly most?: Money | undefined;
}

/** Who pays. Names and addresses are shown masked until a person asks. */
export interface BillingInformation {
  readonly fields: readonly BillingField[];
}

export interface BillingField {
  /** The vendor's name of it; a dot stands between the parts of a nested one. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
}
