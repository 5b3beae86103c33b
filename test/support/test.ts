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
  /** Runs beside the next one; what it says is told at its end. */
  readonly beside?: true;
}

const counting = ["--reporter", "./test/support/counts-reporter.ts"];
const steps: readonly Step[] = [
  { name: "lint", script: "lint", beside: true },
  { name: "types", script: "check:types", beside: true },
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
let running: Promise<void>[] = [];
for (const step of steps) {
  running.push(take(step));
  if (step.beside) continue;
  await Promise.all(running);
  running = [];
}

async function take(step: Step): Promise<void> {
  const started = performance.now();
  if (!step.beside) console.log(`\n━━ ${step.name} ━━`);
  const { counts, said } = await runStep(step);
  if (step.beside) console.log(`\n━━ ${step.name} ━━\n${said}`);
  results.push({ name: step.name, counts, seconds: (performance.now() - started) / 1000 });
}

console.log();
for (const { name, counts, seconds } of results)
  console.log(`${name.padEnd(12)} ${presentCounts(counts)} (${seconds.toFixed(1)} s)`);
const total = sum(results.map(({ counts }) => counts));
console.log(presentCounts(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function runStep({
  name,
  script,
  args = [],
  counts,
  beside,
}: Step): Promise<{ readonly counts: Counts; readonly said: string }> {
  const file = join(root, "test-results", `${name}.json`);
  await rm(file, { force: true });
  const child = spawn("npm", ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])], {
    cwd: root,
    env: { ...process.env, [countsVariable]: file },
    stdio: beside ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const done = counts
    ? judge(readCounts(file), code)
    : { passed: Number(code === 0), failed: Number(code !== 0) };
  return { counts: done, said };
}
