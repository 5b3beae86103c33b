import type { MovementType } from "./ledger.ts";

/** How fast an account spends. */
export interface Pace {
  /** Mean time between two charges while people are busy. */
  readonly meanIntervalMs: number;
  /** Mean price of one charge. */
  readonly meanUsd: number;
  /** `office` is quiet at night and at weekends (UTC), `steady` never is. */
  readonly rhythm: "steady" | "office";
  /** This share of the charges stands in the ledger only some time after their own, this long in the mean. */
  readonly late?: { readonly share: number; readonly meanMs: number };
  /** This share of the charges is entered twice, alike in every field. */
  readonly twins?: number;
  /** Names as an attacker would choose them; the usual ones when not said. */
  readonly models?: "hostile";
}

/** What is to be true of an account at the moment its world begins. Amounts in USD. */
export interface AccountPlan {
  readonly balanceUsd: number;
  /** What led to that balance. */
  readonly history: History;
  /** How it spends from now on; null keeps the balance still. */
  readonly pace: Pace | null;
  /** Null for an account that never set up auto top-up. */
  readonly refill: Refill | null;
  /** What its card says when it is charged; `accepted` when not said. */
  readonly card?: Card;
  /** Pays at the end of the month and never bought credits, where the vendor has such accounts. */
  readonly postpaid?: true;
  /** Another address than the usual one. */
  readonly email?: string;
}

/**
 * `needs-authentication`: the bank asks a person before it pays. `declined-for-now`: it does not pay now, and the vendor
 * collects what is owed once the card pays again.
 */
export type Card = "accepted" | "declined" | "declined-for-now" | "needs-authentication" | "none";

/** The ids of an account's two keys. */
export type KeyIds = readonly [string, string];

export interface History {
  readonly days: number;
  readonly pace: Pace | null;
  /** Past movements other than usage; a negative amount is a charge. */
  readonly events: readonly PastEvent[];
  /** Whether the refill fired in the past each time the balance fell to its threshold. */
  readonly refilled: boolean;
}

export interface PastEvent {
  readonly daysAgo: number;
  readonly type: Exclude<MovementType, "MODEL_USAGE" | "INIT">;
  readonly usd: number;
}

export interface Refill {
  readonly enabled: boolean;
  /** It is due when the balance is at or below this. */
  readonly thresholdUsd: number;
  readonly amountUsd: number;
  /** The vendor switched it off after the card had failed, for this reason in its words. */
  readonly offBecause?: string;
  /** From being due to being in the ledger. */
  readonly delayMs: number;
}
