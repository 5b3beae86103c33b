// `npm test`: every check and every suite, in order, to the end; the last line counts them all.
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { countsVariable, judge, presentCounts, readCounts, sum, type Counts } from "./counts.ts";
import { exitOnSignals } from "./processes.ts";
import { root } from "./run.ts";

/** A part of the whole: an npm script that either passes or fails, or one that counts its tests. */
interface Step {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly counts?: true;
}

const counting = ["--reporter", "./test/support/counts-reporter.ts"];
const steps: readonly Step[] = [
  { name: "types", script: "check:types" },
  { name: "lint", script: "lint" },
  { name: "format", script: "format:check" },
  { name: "build", script: "build" },
  { name: "unit", script: "test:unit", args: counting, counts: true },
  ...(globSync("test/corpus/**/*.test.ts", { cwd: root }).length > 0
    ? [{ name: "corpus", script: "test:corpus", args: counting, counts: true } as const]
    : []),
  { name: "page", script: "test:page", args: counting, counts: true },
  { name: "integration", script: "test:integration", counts: true },
  { name: "e2e", script: "test:e2e", args: counting, counts: true },
];

exitOnSignals();
const results: { readonly name: string; readonly counts: Counts; readonly seconds: number }[] = [];
for (const step of steps) {
  console.log(`\n━━ ${step.name} ━━`);
  const started = performance.now();
  const counts = await runStep(step);
  results.push({ name: step.name, counts, seconds: (performance.now() - started) / 1000 });
}

console.log();
for (const { name, counts, seconds } of results)
  console.log(`${name.padEnd(12)} ${presentCounts(counts)} (${seconds.toFixed(1)} s)`);
const total = sum(results.map(({ counts }) => counts));
console.log(presentCounts(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function runStep({ name, script, args = [], counts }: Step): Promise<Counts> {
  const file = join(root, "test-results", `${name}.json`);
  await rm(file, { force: true });
  const child = spawn("npm", ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])], {
    cwd: root,
    env: { ...process.env, [countsVariable]: file },
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (!counts) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return judge(readCounts(file), code);
}
