/** Marks the line with the figures among all that an editor says. */
export const probeMark = "[probe] ";

/** All times in ms, from the editor's own marks; see "Startup Performance" in its palette. */
export interface Activation {
  /** Running the main bundle. */
  readonly load: number;
  /** The synchronous part of `activate`. */
  readonly call: number;
  /** What its promise took on top. */
  readonly finish: number;
  /** Whether the installed package gives away what only tests may have. */
  readonly testApi: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
