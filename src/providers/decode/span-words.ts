const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** Seconds in words: "a day", "12 hours". */
export function inWords(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds % size === 0) ?? [1, "second"];
  const count = seconds / size;
  if (count !== 1) return count === 7 && unit === "day" ? "a week" : `${count} ${unit}s`;
  return unit === "hour" ? "an hour" : `a ${unit}`;
}
