import { formatMoney, HIDDEN } from "../../money/format.ts";
import type { Money } from "../../money/money.ts";
import { shownName } from "../../text/display-name.ts";
import { capitalized } from "../../text/letter-case.ts";
import type { PagePreferences } from "../page-data.ts";

/** Writes what stands on a card. What is not known is said so, never zero. */
export interface CardWords {
  /** For a fact: "Unknown" where there is none. */
  money(amount: Money | undefined): string;
  /** For the cell of a table: "—" where there is none; so are the next four. */
  cell(amount: Money | undefined): string;
  /** With its sign. Hidden amounts keep it: it says the direction. */
  signed(amount: Money | undefined): string;
  /** "4 Mar 2026" */
  date(at: number | undefined): string;
  /** "08/2028" */
  month(year: number, month: number): string;
  /** With the vendor's word for what it counts. */
  quantity(count: number | undefined, unit: string | null | undefined): string;
  /** "1 – 31 Oct 2026": days of UTC, in which vendors cut their periods. `to` is exclusive. */
  period(from: number | undefined, to: number | undefined): string | undefined;
}

/** Stands in a cell that has nothing to say. */
export const NONE = "—";
/** Nobody was billed for so many of anything. */
const MOST = 1e15;
const LONGEST_UNIT = 24;
/** The furthest moment a date can have. */
const LAST_MOMENT = 8.64e15;

export function createCardWords({ locale, timeZone, hideAmounts }: PagePreferences): CardWords {
  const dates = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style);
  const days = dates({ day: "numeric", month: "short", year: "numeric", timeZone });
  const periods = dates({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const months = dates({ month: "2-digit", year: "numeric", timeZone: "UTC" });
  const counts = new Intl.NumberFormat(locale);
  const written = (amount: Money) => (hideAmounts ? HIDDEN : formatMoney(amount, locale));
  const date = (at: number | undefined) => (isMoment(at) ? days.format(at) : NONE);
  return {
    money: (amount) => (amount ? written(amount) : "Unknown"),
    cell: (amount) => (amount ? written(amount) : NONE),
    signed(amount) {
      if (!amount) return NONE;
      if (amount.nanos === 0n) return written(amount);
      return amount.nanos < 0n
        ? `−\u202f${written({ ...amount, nanos: -amount.nanos })}`
        : `+\u202f${written(amount)}`;
    },
    date,
    month(year, month) {
      const at = Date.UTC(year, month - 1);
      return isMoment(at) ? months.format(at) : NONE;
    },
    quantity(count, unit) {
      if (count === undefined || !(Math.abs(count) < MOST)) return NONE;
      return unit ? `${counts.format(count)} ${shownName(unit, LONGEST_UNIT)}` : counts.format(count);
    },
    period(from, to) {
      const last = to === undefined ? undefined : to - 1;
      if (isMoment(from) && isMoment(last) && from <= last) return periods.formatRange(from, last);
      if (isMoment(from)) return `From ${periods.format(from)}`;
      return isMoment(last) ? `Until ${periods.format(last)}` : undefined;
    },
  };
}

const isMoment = (at: number | undefined): at is number => at !== undefined && Math.abs(at) <= LAST_MOMENT;

/** A text of the vendor's; "—" where there is none. */
export const textOf = (text: string | null | undefined): string =>
  text === null || text === undefined || text.trim() === "" ? NONE : shownName(text);

/** A vendor's word such as "past_due" or "PAID", as one reads it. */
export function wordOf(word: string | null | undefined): string {
  if (word === null || word === undefined || word.trim() === "") return NONE;
  const shown = shownName(word).replaceAll("_", " ").trim();
  return capitalized(shown === shown.toUpperCase() ? shown.toLowerCase() : shown);
}
