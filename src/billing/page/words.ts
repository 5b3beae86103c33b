import { CREDITS_PER_USD, creditsToMoney } from "../money/credits.ts";
import { currencyStyle, HIDDEN, withCode } from "../money/format.ts";
import { toDecimal } from "../money/money.ts";

export interface WordsOptions {
  readonly locale: string;
  readonly timeZone: string;
  readonly hideAmounts: boolean;
  /** What credits are parts of; USD when not said. */
  readonly currency?: string;
}

/** Writes figures and moments as the person reads them. Amounts come in credits and go out hidden if so wished. */
export interface Words {
  /** To the cent, rounded down; a tiny amount with two digits that count. */
  money(credits: number): string;
  /** What one thing cost: to a hundredth of a cent below a unit, since most cost less than a cent. */
  price(credits: number): string;
  /** The label of a tick on an axis in units of the currency whose ticks lie `step` apart. */
  tick(units: number, step: number): string;
  count(value: number): string;
  /** A share from 0 to 1. */
  percent(share: number): string;
  /** "4 Mar" */
  day(at: number): string;
  /** "Wednesday, 4 March" */
  longDay(at: number): string;
  /** "14:00" */
  time(at: number): string;
  /** "4 Mar, 14:05" */
  moment(at: number): string;
  /** "4 Mar 2026" */
  date(at: number): string;
  /** The same for moments as they are called in another zone. */
  inZone(timeZone: string): Words;
}

/** Below a cent, in credits, two decimals would say nothing. */
const TINY_CREDITS = 20_000;
/** Below this, in credits, four would not either. */
const TINIEST_CREDITS = 200;

/** Building a format costs far more than using it: make one of these for a page, not for a row. */
export function createWords({ locale, timeZone, hideAmounts, currency = "USD" }: WordsOptions): Words {
  const style = currencyStyle(currency);
  const amounts = (places: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { ...style, ...places, roundingMode: "floor" });
  const cents = amounts({});
  const digits = amounts({ maximumSignificantDigits: 2 });
  const prices = amounts({ minimumFractionDigits: 4, maximumFractionDigits: 4 });
  /** A balance that was seen need not be a whole number of credits; it is never shown as more than it is. */
  const write = (format: Intl.NumberFormat, credits: number) =>
    withCode(format.format(toDecimal(creditsToMoney(Math.floor(credits)))), currency);
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const dates = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...style, timeZone });
  const days = dates({ day: "numeric", month: "short" });
  const longDays = dates({ weekday: "long", day: "numeric", month: "long" });
  const times = dates({ hour: "numeric", minute: "2-digit" });
  const moments = dates({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
  const fullDates = dates({ day: "numeric", month: "short", year: "numeric" });

  const words: Words = {
    money(credits) {
      if (hideAmounts) return HIDDEN;
      const tiny = credits !== 0 && Math.abs(credits) < TINY_CREDITS;
      return write(tiny ? digits : cents, credits);
    },
    price(credits) {
      if (hideAmounts) return HIDDEN;
      const format = credits >= CREDITS_PER_USD ? cents : credits < TINIEST_CREDITS ? digits : prices;
      return write(format, credits);
    },
    tick: (units, step) =>
      hideAmounts ? "" : withCode(tickFormat(locale, style, step).format(units), currency),
    count: (value) => counts.format(value),
    percent: (share) => percents.format(share),
    day: (at) => days.format(at),
    longDay: (at) => longDays.format(at),
    time: (at) => times.format(at),
    moment: (at) => moments.format(at),
    date: (at) => fullDates.format(at),
    inZone: (other) =>
      other === timeZone ? words : createWords({ locale, timeZone: other, hideAmounts, currency }),
  };
  return words;
}

function tickFormat(locale: string, style: Intl.NumberFormatOptions, step: number): Intl.NumberFormat {
  const wholeAt = (places: number) => Number.isInteger(Number((step * 10 ** places).toPrecision(9)));
  // Cents come in pairs; a step of 0.025 needs three places, or two ticks would be called the same.
  const places = [0, 2, 3, 4, 5, 6, 7, 8].find(wholeAt) ?? 9;
  return new Intl.NumberFormat(locale, {
    ...style,
    ...(step >= 10_000
      ? { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }
      : { minimumFractionDigits: places, maximumFractionDigits: places }),
  });
}
