import { HIDDEN } from "../format.ts";
import { toDecimal } from "../money.ts";
import { CREDITS_PER_USD, creditsToMoney } from "../movement.ts";

export interface WordsOptions {
  readonly locale: string;
  readonly timeZone: string;
  readonly hideAmounts: boolean;
}

/** Writes figures and moments as the person reads them. Amounts come in credits and go out hidden if so wished. */
export interface Words {
  /** To the cent, rounded down; a tiny amount with two digits that count. */
  money(credits: number): string;
  /** What one thing cost: to a hundredth of a cent below a unit, since most cost less than a cent. */
  price(credits: number): string;
  /** The label of a tick on an axis in USD whose ticks lie `step` apart. */
  tick(usd: number, step: number): string;
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
}

/** Below a cent, in credits, two decimals would say nothing. */
const TINY_CREDITS = 20_000;
/** Below this, in credits, four would not either. */
const TINIEST_CREDITS = 200;
const USD_MONEY = { style: "currency", currency: "USD" } as const;

/** Building a format costs far more than using it: make one of these for a page, not for a row. */
export function createWords({ locale, timeZone, hideAmounts }: WordsOptions): Words {
  const cents = new Intl.NumberFormat(locale, { ...USD_MONEY, roundingMode: "floor" });
  const digits = new Intl.NumberFormat(locale, {
    ...USD_MONEY,
    maximumSignificantDigits: 2,
    roundingMode: "floor",
  });
  const prices = new Intl.NumberFormat(locale, {
    ...USD_MONEY,
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
    roundingMode: "floor",
  });
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const dates = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...style, timeZone });
  const days = dates({ day: "numeric", month: "short" });
  const longDays = dates({ weekday: "long", day: "numeric", month: "long" });
  const times = dates({ hour: "numeric", minute: "2-digit" });
  const moments = dates({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
  const fullDates = dates({ day: "numeric", month: "short", year: "numeric" });

  return {
    money(credits) {
      if (hideAmounts) return HIDDEN;
      const tiny = credits !== 0 && Math.abs(credits) < TINY_CREDITS;
      return (tiny ? digits : cents).format(decimalOf(credits));
    },
    price(credits) {
      if (hideAmounts) return HIDDEN;
      const format = credits >= CREDITS_PER_USD ? cents : credits < TINIEST_CREDITS ? digits : prices;
      return format.format(decimalOf(credits));
    },
    tick: (usd, step) => (hideAmounts ? "" : tickFormat(locale, step).format(usd)),
    count: (value) => counts.format(value),
    percent: (share) => percents.format(share),
    day: (at) => days.format(at),
    longDay: (at) => longDays.format(at),
    time: (at) => times.format(at),
    moment: (at) => moments.format(at),
    date: (at) => fullDates.format(at),
  };
}

/** A balance that was seen need not be a whole number of credits; it is never shown as more than it is. */
const decimalOf = (credits: number) => toDecimal(creditsToMoney(Math.floor(credits)));

function tickFormat(locale: string, step: number): Intl.NumberFormat {
  const wholeAt = (places: number) => Number.isInteger(Number((step * 10 ** places).toPrecision(9)));
  // Cents come in pairs; a step of 0.025 needs three places, or two ticks would be called the same.
  const places = [0, 2, 3, 4, 5, 6, 7, 8].find(wholeAt) ?? 9;
  return new Intl.NumberFormat(locale, {
    ...USD_MONEY,
    ...(step >= 10_000
      ? { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }
      : { minimumFractionDigits: places, maximumFractionDigits: places }),
  });
}
