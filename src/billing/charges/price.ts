import type { Money } from "../money/money.ts";

const CENT = 10_000_000n;
const WHOLE = 10_000n;

const sharesOf = (feePercent: number) => WHOLE + BigInt(Math.round(feePercent * 100));

/** What a payment method pays for an amount with a fee on top: rounded up to whole cents, never below the exact sum. */
export function priceOf({ currency, nanos }: Money, feePercent = 0): Money {
  const divisor = WHOLE * CENT;
  return { currency, nanos: ((nanos * sharesOf(feePercent) + divisor - 1n) / divisor) * CENT };
}

/** The largest amount in whole cents that costs no more than `rest`. */
export function mostFor(rest: Money, feePercent = 0): Money {
  const cents = rest.nanos > 0n ? rest.nanos / CENT : 0n;
  return { currency: rest.currency, nanos: ((cents * WHOLE) / sharesOf(feePercent)) * CENT };
}
