import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** How many tests of a run passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Names the file a mocha run leaves its counts in. */
export const countsVariable = "AIMLAPI_TEST_COUNTS";

/** Writes a run's counts, by mocha's own events, when the run ends; a failed hook counts as a failure. */
export function recordCounts(runner: Mocha.Runner, file = process.env[countsVariable]): void {
  if (!file) return;
  let passed = 0;
  let failed = 0;
  runner.on("pass", () => passed++);
  runner.on("fail", () => failed++);
  runner.once("end", () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ passed, failed } satisfies Counts));
  });
}

/** The counts a run left, or undefined when it died before its end. */
export function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Counts;
  } catch {
    return undefined;
  }
}

/**
 * What a run is worth: its counts, and one failure more when it ended badly without naming one
 * (it crashed, or it ran no test at all: a suite that lost its tests must not look green).
 */
export function judge(counts: Counts | undefined, exitCode: number | null): Counts {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: failed + (unexplained ? 1 : 0) };
}

export function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, each) => total + each.passed, 0),
    failed: all.reduce((total, each) => total + each.failed, 0),
  };
}

export function presentCounts({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}
