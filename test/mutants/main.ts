// npm run test:mutants -- [--sample 600] [--seed 1] [--shard 1/1] [--only PREFIX] [--results FILE] [--again] [--trust]
// Changes the source in a copy, one place at a time, and lists the changes that no test notices.
// Goes on where it was stopped; --again tries those once more that survived, --only those of files whose path
// begins so, and --trust leaves out the first run of the tests, without any change.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { exitOnSignals } from "../support/processes.ts";
import { root, run } from "../support/run.ts";
import { createScratch } from "../support/scratch.ts";
import { createCompiler } from "./compile.ts";
import { applyChange } from "./operators.ts";
import { createReach } from "./reach.ts";
import { areas, listMutants, sampleOf, type Mutant } from "./sample.ts";

/** What became of a mutant: a test failed, the compiler turned it down, it hung, or nothing noticed. */
type Fate = "failed" | "hung" | "not compiled" | "survived" | "not reached";

interface Result {
  readonly id: string;
  readonly fate: Fate;
  /** The test that failed, or how many test files ran. */
  readonly by: string;
}

/** Waiting only: processor time is limited by test, in limit.ts. */
const PATIENCE_MS = 30 * 60_000;
const TEST_PATIENCE_MS = 120_000;
/** Test files that run first, alone: most changes fail there, and loading the others takes seconds. */
const NEAREST = 8;

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "600" },
    seed: { type: "string", default: "1" },
    shard: { type: "string", default: "1/1" },
    results: { type: "string", default: join(root, "test-results", "mutants.jsonl") },
    only: { type: "string", default: "" },
    again: { type: "boolean", default: false },
    trust: { type: "boolean", default: false },
  },
});

exitOnSignals();
const [shard = 1, shards = 1] = values.shard.split("/").map(Number);
const all = listMutants(root);
const sample = sampleOf(all, Number(values.sample), Number(values.seed)).filter(
  ({ file }, index) => index % shards === shard - 1 && file.startsWith(values.only),
);
const results = readResults(values.results);
const open = sample.filter(({ id }) => {
  const fate = results.get(id)?.fate;
  return fate === undefined || (values.again && !isKilled(fate));
});
console.log(`${all.length} mutants, ${sample.length} in this sample, ${open.length} to try`);
if (open.length > 0) await tryAll(open);
report(sample);

async function tryAll(mutants: readonly Mutant[]): Promise<void> {
  const scratch = await createScratch();
  await copyTo(scratch.path);
  const reach = createReach(scratch.path);
  const compiler = createCompiler(scratch.path);
  if (!values.trust)
    await checkUnchanged(scratch.path, [...new Set(mutants.flatMap(({ file }) => reach(file)))]);
  for (const [index, mutant] of mutants.entries()) {
    const result = { id: mutant.id, ...(await tryOne(scratch.path, mutant, reach(mutant.file), compiler)) };
    results.set(mutant.id, result);
    mkdirSync(dirname(values.results), { recursive: true });
    appendFileSync(values.results, `${JSON.stringify(result)}\n`);
    console.log(`${index + 1}/${mutants.length} ${result.fate}: ${describe(mutant)} [${result.by}]`);
  }
  await scratch.dispose();
}

async function checkUnchanged(copy: string, tests: readonly string[]): Promise<void> {
  const { fate, by } = await runTests(copy, tests);
  if (fate !== "survived")
    throw new Error(`The tests fail without any change: ${by}. Nothing can be learned so.`);
}

async function tryOne(
  copy: string,
  { file, change }: Mutant,
  tests: readonly string[],
  compiler: (file: string, text: string) => boolean,
): Promise<{ readonly fate: Fate; readonly by: string }> {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  const changed = applyChange(text, change);
  writeFileSync(path, changed);
  try {
    if (compiler(file, changed)) return { fate: "not compiled", by: "tsc" };
    if (tests.length === 0) return { fate: "not reached", by: "no unit test" };
    const near = await runTests(copy, tests.slice(0, NEAREST));
    if (isKilled(near.fate) || tests.length <= NEAREST) return near;
    const far = await runTests(copy, tests.slice(NEAREST));
    return isKilled(far.fate) ? far : { fate: far.fate, by: `${tests.length} test files` };
  } finally {
    writeFileSync(path, text);
  }
}

async function runTests(
  copy: string,
  tests: readonly string[],
): Promise<{ readonly fate: "failed" | "hung" | "survived"; readonly by: string }> {
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const options = ["--bail", "--exit", "--reporter", "json-stream", "--timeout", String(TEST_PATIENCE_MS)];
  const child = spawn(
    process.execPath,
    ["--max-old-space-size=2048", mocha, ...options, "--require", "./test/mutants/limit.ts", ...tests],
    { cwd: copy, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is already gone.
    }
  };
  process.once("exit", end);
  const patience = setTimeout(end, PATIENCE_MS);
  let said = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors = (errors + chunk).slice(-2000)));
  const [code, signal] = await new Promise<readonly [number | null, string | null]>((resolve, reject) => {
    child.once("error", reject).once("exit", (...how) => resolve(how));
  });
  clearTimeout(patience);
  process.off("exit", end);
  end();
  if (signal) return { fate: "hung", by: signal };
  if (code === 0) return { fate: "survived", by: `${tests.length} test files` };
  const by = firstFailure(said) ?? errors.trim().split("\n").at(-1) ?? "";
  return { fate: by.includes(`Timeout of ${TEST_PATIENCE_MS}ms`) ? "hung" : "failed", by };
}

function firstFailure(said: string): string | undefined {
  const line = said.split("\n").find((text) => text.startsWith('["fail"'));
  if (!line) return undefined;
  const [, { fullTitle, err }] = JSON.parse(line) as [string, { fullTitle: string; err: string }];
  return `${fullTitle}: ${err.split("\n")[0] ?? ""}`.slice(0, 300);
}

/** What git knows or would add; packages and downloads are linked. */
async function copyTo(folder: string): Promise<void> {
  const files = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
  for (const file of files.split("\0").filter((path) => path !== "" && existsSync(join(root, path))))
    await cp(join(root, file), join(folder, file));
  for (const linked of ["node_modules", ".vscode-test"])
    if (existsSync(join(root, linked))) await symlink(join(root, linked), join(folder, linked));
}

function readResults(file: string): Map<string, Result> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as Result).map((result) => [result.id, result]));
}

function report(mutants: readonly Mutant[]): void {
  const tried = mutants.filter(({ id }) => results.has(id));
  const fateOf = ({ id }: Mutant) => results.get(id)?.fate ?? "survived";
  const alive = tried.filter((mutant) => !isKilled(fateOf(mutant)));
  console.log(`\n${alive.length} survivors:`);
  for (const mutant of alive) console.log(`${describe(mutant)} [${results.get(mutant.id)?.by ?? ""}]`);
  console.log();
  for (const area of [...areas, "all"] as const) {
    const here = tried.filter((mutant) => area === "all" || mutant.area === area);
    const by = (fate: Fate) => here.filter((mutant) => fateOf(mutant) === fate).length;
    const killed = here.filter((mutant) => isKilled(fateOf(mutant))).length;
    const share = here.length > 0 ? `${((100 * killed) / here.length).toFixed(1)} %` : "-";
    console.log(
      `${area.padEnd(10)} ${share.padStart(7)}: ${killed} of ${here.length} killed (${by("failed")} failed, ` +
        `${by("hung")} hung, ${by("not compiled")} not compiled), ${by("survived")} survived, ` +
        `${by("not reached")} reached by no unit test`,
    );
  }
  console.log(`seed ${values.seed}, shard ${values.shard}, results in ${relative(root, values.results)}`);
}

function isKilled(fate: Fate): boolean {
  return fate === "failed" || fate === "hung" || fate === "not compiled";
}

function describe({ file, line, change, was }: Mutant): string {
  const into = change.text === "return; " ? "return;" : change.text.replace(/\s+/g, " ");
  return `${file}:${line} ${change.operator}: ${clip(was)} → ${clip(into)}`;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
