import { moneyFrom, type Money } from "../../billing/money/money.ts";

const NANOS_PER_CENT = 10_000_000n;
const DECIMAL = /^([+-]?\d+(?:\.\d+)?)(?:e([+-]?\d{1,3}))?$/i;

/** Cents as a number, which may have a fraction, or as a decimal; undefined for anything that is no plausible amount. */
export function moneyFromCents(cents: unknown, currency: unknown = "USD"): Money | undefined {
  if (typeof cents !== "number" && typeof cents !== "string") return undefined;
  const [, digits, exponent = "0"] = DECIMAL.exec(String(cents)) ?? [];
  return digits === undefined ? undefined : moneyFrom(`${digits}e${Number(exponent) - 2}`, currency);
}

/** Throws a `RangeError` for what is not a whole number of cents from 0 up, which no vendor takes. */
export function centsFrom({ nanos }: Money): number {
  const cents = Number(nanos / NANOS_PER_CENT);
  if (nanos < 0n || nanos % NANOS_PER_CENT !== 0n || !Number.isSafeInteger(cents)) {
    throw new RangeError("not a whole number of cents");
  }
  return cents;
}

export const negated = ({ currency, nanos }: Money): Money => ({ currency, nanos: -nanos });

/** All of them are in USD. */
export const sumOfUsd = (amounts: readonly Money[]): Money => ({
  currency: "USD",
  nanos: amounts.reduce((sum, { nanos }) => sum + nanos, 0n),
});

export const notNegative = (money: Money | undefined): Money | undefined =>
  money && money.nanos >= 0n ? money : undefined;
