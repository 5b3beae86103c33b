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
}

/** An append-only list of movements in order of time. The balance is their sum and nothing else. */
export interface Ledger {
  /** Credits; negative when more was charged than paid. */
  balance(): number;
  /** Oldest first. */
  movements(): readonly Movement[];
  append(movement: Movement): void;
}

/** What a movement does to the balance, in credits. */
export const signedCredits = ({ direction, credits }: Movement): number =>
  direction === "TOPUP" ? credits : -credits;

/** Throws a RangeError for a movement out of order, or one that is not a positive whole number of credits. */
export function createLedger(past: readonly Movement[]): Ledger {
  const movements: Movement[] = [];
  let sum = 0;
  const append = (movement: Movement) => {
    const before = movements.at(-1)?.at ?? -Infinity;
    if (movement.at < before) throw new RangeError("A movement came before the last one.");
    if (!Number.isSafeInteger(movement.credits) || movement.credits <= 0) {
      throw new RangeError(`A movement of ${movement.credits} credits cannot be.`);
    }
    movements.push(movement);
    sum += signedCredits(movement);
  };
  past.forEach(append);
  return { balance: () => sum, movements: () => movements, append };
}
