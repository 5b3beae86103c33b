import type { ToldZone } from "../time/person-zone.ts";
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
  if (short && !below(10_000_000_000_000n)) return abbreviate(money, locale);
  const tiny = money.nanos !== 0n && below(10_000_000n) && isIsoCode(money.currency);
  return write(numberFormat(money, locale, tiny ? { maximumSignificantDigits: 2 } : {}), money);
}

/** Some languages have no short word for thousands: there, whole units are as short as it gets. */
function abbreviate(money: Money, locale: string): string {
  const compact = numberFormat(money, locale, { notation: "compact", maximumSignificantDigits: 4 });
  const isShort = compact.formatToParts(toDecimal(money)).some(({ type }) => type === "compact");
  return write(isShort ? compact : numberFormat(money, locale, { maximumFractionDigits: 0 }), money);
}

function numberFormat({ currency }: Money, locale: string, digits: Intl.NumberFormatOptions) {
  return new Intl.NumberFormat(locale, { ...currencyStyle(currency), ...digits, roundingMode: "floor" });
}

/** How amounts of a currency are written: those Intl does not know as plain numbers. */
export const currencyStyle = (currency: string): Intl.NumberFormatOptions =>
  isIsoCode(currency)
    ? { style: "currency", currency, currencyDisplay: currency === "USD" ? "symbol" : "code" }
    : {};

/** Intl knows no other kind of code; an amount in one is written as a plain number with the code behind it. */
const isIsoCode = (currency: string) => /^[A-Z]{3}$/.test(currency);

const write = (format: Intl.NumberFormat, money: Money): string =>
  withCode(format.format(toDecimal(money)), money.currency);

/** The code stands behind an amount whose style has none. */
export const withCode = (text: string, currency: string): string =>
  isIsoCode(currency) ? text : `${text} ${currency}`;

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A duration in its largest whole unit, such as "5 min"; "<1 min" under a minute. */
export function formatAge(ms: number, locale: string): string {
  const [unit, size] = STEPS.find(([, step]) => ms >= step) ?? STEPS[2];
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
  return ms < size ? `<${format.format(1)}` : format.format(Math.floor(ms / size));
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
export function formatTime(at: number, now: number, locale: string, zone?: ToldZone): string {
  const near = Math.abs(at - now) < 12 * 3_600_000;
  const text = new Intl.DateTimeFormat(locale, {
    ...(near ? {} : { dateStyle: "medium" }),
    timeStyle: "short",
    ...(zone && { timeZone: zone.name }),
  }).format(at);
  return zone?.known === false ? `${text} UTC` : text;
}
