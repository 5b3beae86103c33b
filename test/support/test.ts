// `npm test`: every check and every suite, to the end; the last line counts them all.
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { countsVariable, judge, presentCounts, readCounts, sum, type Counts } from "./counts.ts";
import { packagedVariable } from "./package.ts";
import { exitOnSignals } from "./processes.ts";
import { root } from "./run.ts";

/** A part of the whole: an npm script that either passes or fails, or one that counts its tests. */
interface Step {
  readonly script: string;
  readonly args?: readonly string[];
  readonly counts?: true;
}

const counting = ["--reporter", "./test/support/counts-reporter.ts"];
const suite = (script: string): Step => ({ script, args: counting, counts: true });

/** One after the other; the lanes of a stage run beside each other. Tests in an editor mostly wait. */
const stages: readonly (readonly (readonly Step[])[])[] = [
  // The package is made before the build that the other suites look at: both are written to dist.
  [[{ script: "lint" }], [{ script: "check:types" }], [{ script: "format:check" }]],
  [[{ script: "package:tested" }, { script: "build" }]],
  [
    [
      suite("test:unit"),
      suite("test:corpus"),
      suite("test:page"),
      { script: "test:integration", counts: true },
    ],
    [suite("test:e2e")],
  ],
];

exitOnSignals();
const results: { readonly script: string; readonly counts: Counts; readonly seconds: number }[] = [];
for (const lanes of stages) await Promise.all(lanes.map((steps, lane) => take(steps, lane > 0)));

/** What a lane beside the first says is told step by step, at the end of each. */
async function take(steps: readonly Step[], beside: boolean): Promise<void> {
  for (const step of steps) {
    const started = performance.now();
    const heading = `\n━━ ${step.script} ━━`;
    if (!beside) console.log(heading);
    const { counts, said } = await runStep(step, beside);
    if (beside) console.log(`${heading}\n${said}`);
    results.push({ script: step.script, counts, seconds: (performance.now() - started) / 1000 });
  }
}

console.log();
for (const { script, counts, seconds } of results)
  console.log(`${script.padEnd(18)} ${presentCounts(counts)} (${seconds.toFixed(1)} s)`);
const total = sum(results.map(({ counts }) => counts));
console.log(presentCounts(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function runStep(
  { script, args = [], counts }: Step,
  beside: boolean,
): Promise<{ readonly counts: Counts; readonly said: string }> {
  const file = join(root, "test-results", `${script.replace(":", "-")}.json`);
  await rm(file, { force: true });
  const child = spawn("npm", ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])], {
    cwd: root,
    env: { ...process.env, [countsVariable]: file, [packagedVariable]: "1" },
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
