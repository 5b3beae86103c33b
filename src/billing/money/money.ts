/** An exact amount: whole billionths of one unit of `currency`. One AI/ML API credit (1/2,000,000 USD) is 500 of them. */
export interface Money {
  readonly currency: string;
  readonly nanos: bigint;
}

const NANOS_PER_UNIT = 1_000_000_000n;
/** No account holds more than this; a larger figure is a broken answer, not wealth. */
const LARGEST_UNITS = 1e12;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const CURRENCY = /^[A-Z][A-Z0-9]{2,9}$/i;

/**
 * Reads a decimal in units of `currency` (USD for "12.34", not cents), rounded half away from zero beyond nine places.
 * Undefined for anything that is not a finite, plausible amount in a plausible currency.
 */
export function moneyFrom(amount: unknown, currency: unknown): Money | undefined {
  if (typeof currency !== "string" || !CURRENCY.test(currency)) return undefined;
  if (typeof amount !== "number" && typeof amount !== "string") return undefined;
  const units = Number(amount);
  if (!Number.isFinite(units) || Math.abs(units) > LARGEST_UNITS) return undefined;
  const nanos = nanosFrom(String(amount));
  return nanos === undefined ? undefined : { currency: currency.toUpperCase(), nanos };
}

function nanosFrom(decimal: string): bigint | undefined {
  const match = DECIMAL.exec(decimal);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const shift = 9 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : halfUp(digits, 10n ** BigInt(-shift));
  return sign === "-" ? -size : size;
}

const halfUp = (value: bigint, divisor: bigint) => (value * 2n + divisor) / (divisor * 2n);

/** The amount as a plain decimal in units of its currency: what `Intl.NumberFormat` formats without losing a digit. */
export function toDecimal({ nanos }: Money): `${number}` {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % NANOS_PER_UNIT)
    .padStart(9, "0")
    .replace(/0+$/, "");
  const text = `${nanos < 0n ? "-" : ""}${size / NANOS_PER_UNIT}${fraction && `.${fraction}`}`;
  return text as `${number}`;
}

/** Below zero, zero or above, as `Array.sort` wants it; undefined across currencies, where no order exists. */
export function compareMoney(a: Money, b: Money): number | undefined {
  if (a.currency !== b.currency) return undefined;
  return a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos);
}

export const usd = (units: number | string): Money => {
  const money = moneyFrom(units, "USD");
  if (!money) throw new RangeError("not an amount of USD");
  return money;
};
