export type MovementType =
  "PAYMENT" | "BONUS" | "REFUND" | "ADJUSTMENT" | "MODEL_USAGE" | "CREDITS_EXPIRED" | "INIT";

/** One change of the balance. The direction carries the sign, as in the vendor's ledger. */
export interface Movement {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly direction: "TOPUP" | "CHARGE";
  readonly type: MovementType;
  /** A positive safe integer. */
  readonly credits: number;
  readonly model: string | null;
  /** The inference id of a use, the transaction id of a payment, else null. */
  readonly referenceId: string | null;
  /** Which of the account's keys spent it; null for what no key did. */
  readonly keyId: string | null;
  /** A payment that auto top-up made. */
  readonly auto?: true;
}

/** A movement as it stands in the ledger. */
export interface Entry extends Movement {
  /** Grows with every movement that lands, so that movements of one moment have an order that stays. */
  readonly serial: number;
}

/**
 * Movements in order of time. What has landed stays as it is, but one that lands late takes its place among
 * those before it. The balance is their sum and nothing else.
 */
export interface Ledger {
  /** Credits; negative when more was charged than paid. */
  balance(): number;
  /** Oldest first. */
  movements(): readonly Entry[];
  land(movement: Movement): void;
}

/** What a movement does to the balance, in credits. */
export const signedCredits = ({ direction, credits }: Movement): number =>
  direction === "TOPUP" ? credits : -credits;

/** Throws a RangeError for a movement that is not a positive whole number of credits. */
export function createLedger(past: readonly Movement[]): Ledger {
  const movements: Entry[] = [];
  let sum = 0;
  const land = (movement: Movement) => {
    if (!Number.isSafeInteger(movement.credits) || movement.credits <= 0) {
      throw new RangeError(`Invalid transaction of ${movement.credits} credits.`);
    }
    let place = movements.length;
    while ((movements[place - 1]?.at ?? -Infinity) > movement.at) place -= 1;
    movements.splice(place, 0, { ...movement, serial: movements.length });
    sum += signedCredits(movement);
  };
  past.forEach(land);
  return { balance: () => sum, movements: () => movements, land };
}
