import { compareMoney, toDecimal, type Money } from "./money.ts";

/** What stands where an amount is hidden from onlookers. */
export const HIDDEN = "•••";

/** The editor's display language as Intl wants it; English for what Intl does not know. */
export function localeOf(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? "en";
  } catch {
    return "en";
  }
}

/**
 * An amount for people, never more than there is: rounded down, with as many digits as a tiny amount needs.
 * `short` abbreviates from 10,000 on. A currency other than USD is named by its code.
 */
export function formatMoney(money: Money, locale: string, { short = false } = {}): string {
  const size = { currency: money.currency, nanos: money.nanos < 0n ? -money.nanos : money.nanos };
  const below = (units: bigint) => compareMoney(size, { ...size, nanos: units }) === -1;
  const digits: Intl.NumberFormatOptions = below(10_000_000n)
    ? { maximumSignificantDigits: 2 }
    : short && !below(10_000_000_000_000n)
      ? { notation: "compact", maximumSignificantDigits: 4 }
      : {};
  const amount = toDecimal(money);
  const rounding = { roundingMode: "floor" } as const;
  if (money.nanos === 0n || !/^[A-Z]{3}$/.test(money.currency)) delete digits.maximumSignificantDigits;
  if (!/^[A-Z]{3}$/.test(money.currency)) {
    return `${new Intl.NumberFormat(locale, { ...rounding, ...digits }).format(amount)} ${money.currency}`;
  }
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: money.currency === "USD" ? "symbol" : "code",
    ...rounding,
    ...digits,
  }).format(amount);
}

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A duration in its largest whole unit, such as "5 min"; under a minute counts as none. */
export function formatAge(ms: number, locale: string): string {
  const [unit, size] = STEPS.find(([, step]) => ms >= step) ?? STEPS[2];
  const count = Math.max(0, Math.floor(ms / size));
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count);
}

/** "5 minutes ago", in the display language; "just now" under a minute. */
export function formatAgo(ms: number, locale: string): string {
  const step = STEPS.find(([, size]) => ms >= size);
  if (!step) return "just now";
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(
    -Math.floor(ms / step[1]),
    step[0],
  );
}

/** A time of day, with the date unless it is within the next half day. */
export function formatTime(at: number, now: number, locale: string): string {
  const near = Math.abs(at - now) < 12 * 3_600_000;
  return new Intl.DateTimeFormat(
    locale,
    near ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" },
  ).format(at);
}
