/** In every zone of this century the offset changes at a quarter of an hour of UTC. */
const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;

/** Writes moments as ISO 8601 in a zone: `2026-08-01T08:00:00.000-04:00`, with `Z` in UTC. */
export function createIsoTimes(timeZone: string): (at: number) => string {
  if (timeZone === "UTC") return (at) => new Date(at).toISOString();
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  let last = { quarter: NaN, offset: 0 };

  function offsetAt(at: number): number {
    const quarter = Math.floor(at / QUARTER_MS);
    if (quarter !== last.quarter) {
      const of = new Map(
        format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, Number(value)]),
      );
      const part = (type: Intl.DateTimeFormatPartTypes) => of.get(type) ?? 0;
      const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
      last = { quarter, offset: local - quarter * QUARTER_MS };
    }
    return last.offset;
  }

  return (at) => {
    const offset = offsetAt(at);
    const minutes = Math.abs(offset) / MINUTE_MS;
    const digits = (value: number) => String(Math.floor(value)).padStart(2, "0");
    const sign = offset < 0 ? "-" : "+";
    return `${new Date(at + offset).toISOString().slice(0, -1)}${sign}${digits(minutes / 60)}:${digits(minutes % 60)}`;
  };
}
