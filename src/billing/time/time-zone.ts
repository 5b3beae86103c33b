import { DAY_MS } from "./calendar-day.ts";

/** A time zone's calendar. A day is a whole number: days since 1970-01-01 of that calendar. */
export interface Zone {
  /** A canonical IANA name. */
  readonly name: string;
  dayOf(at: number): number;
  /** The first moment of a day, ms since the epoch; of a day that a zone left out, that of the next. */
  startOf(day: number): number;
}

export interface NamedZone {
  /** The canonical IANA name, as the vendor wants it. */
  readonly name: string;
  /** True where the zone could not be told, so that UTC stands in and must be labelled. */
  readonly fallback: boolean;
}

/**
 * Names that JavaScript engines go on to report, with those the time zone database has put in their place.
 * Everything else that was renamed the engines resolve themselves.
 */
const RENAMED: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

const UTC: NamedZone = { name: "UTC", fallback: false };

/** The canonical name of the zone a machine reports. Offsets and unknown names fall back to UTC. */
export function canonicalTimeZone(reported: string | undefined): NamedZone {
  if (reported === undefined) return { name: "UTC", fallback: true };
  const resolved = resolve(reported);
  if (resolved === "UTC") return UTC;
  const name = RENAMED[resolved ?? reported] ?? resolved ?? reported;
  const known =
    resolved === undefined ? Object.values(RENAMED).includes(name) : /^[A-Z]\w+\/(?!GMT)/.test(name);
  return known ? { name, fallback: false } : { name: "UTC", fallback: true };
}

function resolve(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** An engine older than a name knows the zone by its former one. */
const known = (name: string) =>
  resolve(name) ?? Object.keys(RENAMED).find((former) => RENAMED[former] === name) ?? "UTC";

/** No zone is further from UTC than 14 hours ahead or 12 behind. */
const MOST_AHEAD_MS = 15 * 3_600_000;
const MOST_BEHIND_MS = 13 * 3_600_000;
/** In every zone of this century days begin at a quarter of an hour of UTC. */
const QUARTER_MS = 900_000;

/** `name` is a canonical name, as `canonicalTimeZone` gives it. */
export function createZone(name: string): Zone {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: known(name),
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const starts = new Map<number, number>();
  let last = { day: 0, from: 0, to: 0 };

  function askIntl(at: number): number {
    let [year, month, day] = [0, 0, 0];
    for (const { type, value } of format.formatToParts(at)) {
      if (type === "year") year = Number(value);
      else if (type === "month") month = Number(value);
      else if (type === "day") day = Number(value);
    }
    return Date.UTC(year, month - 1, day) / DAY_MS;
  }

  function startOf(day: number): number {
    let start = starts.get(day);
    if (start === undefined) {
      let low = (day * DAY_MS - MOST_AHEAD_MS) / QUARTER_MS;
      let high = (day * DAY_MS + MOST_BEHIND_MS) / QUARTER_MS;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (askIntl(middle * QUARTER_MS) >= day) high = middle;
        else low = middle + 1;
      }
      start = low * QUARTER_MS;
      starts.set(day, start);
    }
    return start;
  }

  return {
    name,
    startOf,
    dayOf(at) {
      if (at < last.from || at >= last.to) {
        const day = askIntl(at);
        last = { day, from: startOf(day), to: startOf(day + 1) };
      }
      return last.day;
    },
  };
}
