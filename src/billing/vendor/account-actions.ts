import type { Money } from "../money/money.ts";
import type { Endpoint, Read } from "./endpoint.ts";
import type { BillingInformation, PaymentMethod } from "./report.ts";

/** What can be done to an account. Nothing of it happens unless a person switched actions on and confirmed it. */
export interface AccountActions {
  readonly topUp?: TopUp;
  readonly setLimit?: SetLimit;
  readonly removeLimit?: PlainAction;
  readonly setDefaultPaymentMethod?: {
    readonly methods: Read<readonly PaymentMethod[]>;
    readonly request: (id: string) => Endpoint<void>;
  };
  readonly setBillingInformation?: {
    readonly current: Read<BillingInformation>;
    readonly request: (information: BillingInformation) => Endpoint<void>;
  };
  readonly setRefill?: {
    readonly leastAmount: Money;
    readonly leastThreshold: Money;
    readonly request: (amount: Money, threshold: Money) => Endpoint<void>;
    readonly dashboardOnly?: string;
  };
  readonly removeRefill?: PlainAction;
}

/** The sentence on why only the vendor's own page does this; undefined where a key may. */
export function dashboardOnly(actions: AccountActions, name: keyof AccountActions): string | undefined {
  const action = actions[name];
  return action && "dashboardOnly" in action ? action.dashboardOnly : undefined;
}

/** Where `dashboardOnly` is set, the vendor refuses keys and says so with 403: the sentence a person is told. */
export interface PlainAction {
  readonly request: () => Endpoint<void>;
  /** What cannot be brought back, if anything; a sentence for the question. */
  readonly warning?: string;
  readonly dashboardOnly?: string;
}

export interface SetLimit {
  readonly least: Money;
  /** The limit as it is; undefined when there is none or it is not known. */
  readonly current: Read<Money | undefined>;
  /** Answers the limit that was set, where the vendor tells it: not always the one that was asked for. */
  readonly request: (amount: Money) => Endpoint<Money | undefined>;
  readonly dashboardOnly?: string;
}

/** A charge of the account's payment method. */
export interface TopUp {
  /** Read anew each time before a person is asked. */
  readonly terms: Read<TopUpTerms>;
  /** On top of the amount, in percent; none is known when left out. */
  readonly feePercent?: number;
  /** What is charged unless the request names another; undefined when the vendor does not say. */
  readonly method?: Read<PaymentMethod | undefined>;
  /**
   * The payments the vendor has on record, for telling whether one went through whose answer was lost.
   * Only those that a request like ours makes: no automatic top-ups.
   */
  readonly payments: Read<Payments>;
  /** Asks whether an undecided payment will never be charged, where the vendor tells so elsewhere. */
  readonly neverCharged?: (payment: PaymentRecord) => Endpoint<boolean> | undefined;
  /**
   * A payment that was declined, or waits for its payer, may leave a record that is collected later. Where there is none
   * after this time, nothing was charged; left out where that proves nothing.
   */
  readonly recordedWithinMs?: Readonly<Partial<Record<"declined" | "finish", number>>>;
  /** How long after it was sent a person may close an attempt by hand; at once when left out. */
  readonly closableAfterMs?: number;
  /** What a top-up of this amount may stand in the records as, with and without fees; the amount alone when left out. */
  readonly recordedAs?: (amount: Money) => readonly Money[];
  readonly request: (amount: Money, method?: PaymentMethod) => Endpoint<TopUpAnswer>;
  /** Whether a payment of this id is through. */
  readonly status?: (paymentId: string) => Endpoint<"completed" | "pending">;
}

export interface TopUpTerms {
  readonly least: Money;
  readonly most?: Money | undefined;
  /** The one that is charged; undefined when the vendor does not say which. */
  readonly method?: PaymentMethod | undefined;
  /** Known to have none: a charge would fail. */
  readonly noMethod?: true | undefined;
}

export interface Payments {
  readonly records: readonly PaymentRecord[];
  /** Where the vendor shows only a part: payments before this moment may be missing. `Infinity`: any may. */
  readonly since?: number | undefined;
}

/** Paid, unless it says otherwise. */
export interface PaymentRecord {
  /** Stays the same whatever becomes of the payment. */
  readonly id: string;
  /** The id of its invoice, where that is another one: an answer may tell either. */
  readonly invoice?: string | undefined;
  /** ms since the epoch. */
  readonly at?: number | undefined;
  readonly amount: Money;
  /** By the records it failed for good. */
  readonly failed?: true | undefined;
  /** By the records it may still be charged. */
  readonly undecided?: true | undefined;
  /** Undecided, but nothing in the records says that it will be collected unless its payer acts. */
  readonly resting?: true | undefined;
}

/** A secret of the answer that finishes a payment is never part of it. */
export interface TopUpAnswer {
  /** "finish": the person has to finish it in the dashboard. */
  readonly state: "completed" | "pending" | "finish";
  readonly paymentId?: string | undefined;
  /** What the payment is of and when it was made, where the answer says: it may be another than was asked for. */
  readonly amount?: Money | undefined;
  readonly at?: number | undefined;
  /** What is charged, where the answer says. */
  readonly method?: Pick<PaymentMethod, "brand" | "last4"> | undefined;
}
