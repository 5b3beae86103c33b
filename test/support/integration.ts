// `npm run test:integration [case...]`: runs each case of test/integration in a real VS Code of its own.
// `npm run bench` runs those of test/bench/editor: a first argument `--in FOLDER` says where cases are.
import { runTests } from "@vscode/test-electron";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundleCase } from "./bundle-case.ts";
import type { EditorCase, Setup } from "./case.ts";
import { countsVariable, judge, presentCounts, readCounts, sum, type Counts } from "./counts.ts";
import { editorEnvironment, stateIn } from "./environment.ts";
import { chooseHost, type Host } from "./hosts.ts";
import { exitOnSignals } from "./processes.ts";
import { root, run } from "./run.ts";
import { createScratch } from "./scratch.ts";
import { writeSettings } from "./server.ts";
import { testLines } from "./test-lines.ts";

exitOnSignals();

const [flag, place] = process.argv.slice(2);
const cases = join(root, flag === "--in" && place ? place : "test/integration");
const chosen = process.argv.slice(flag === "--in" ? 4 : 2);
const results = join(root, "test-results", "integration");
await mkdir(results, { recursive: true });
await run(process.execPath, ["esbuild.js"]);
const hostFor = await chooseHost(console.log);
const all: Counts[] = [];
for (const name of await chosenCases(chosen)) all.push(await runCase(name));

const total = sum(all);
const counts = process.env[countsVariable];
if (counts) await writeFile(counts, JSON.stringify(total));
console.log(presentCounts(total));
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function chosenCases(wanted: readonly string[]): Promise<string[]> {
  const entries = await readdir(cases, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`No case ${unknown.join(", ")} in ${cases}.`);
  return names.filter((name) => wanted.length === 0 || wanted.includes(name)).sort();
}

async function runCase(name: string): Promise<Counts> {
  const folder = join(cases, name);
  const counts = join(results, `${name}.json`);
  await rm(counts, { force: true });
  const setupFile = join(folder, "case.ts");
  const scratch = await createScratch();
  let opened: EditorCase = {};
  try {
    const tests = await bundleCase(folder);
    if (existsSync(setupFile)) opened = await ((await import(setupFile)) as { setup: Setup }).setup();
    const host = hostFor(opened.restricted ?? false);
    console.log(`\n── ${name} (${host.name}) ──`);
    const code = await open(name, host, opened, { tests, scratch: scratch.path, counts });
    return judge(readCounts(counts), code);
  } catch (error) {
    console.error(error);
    return judge(readCounts(counts), 1);
  } finally {
    await opened.dispose?.();
    await scratch.dispose();
  }
}

interface Places {
  readonly tests: string;
  readonly scratch: string;
  readonly counts: string;
}

/** The exit code of the editor. */
async function open(name: string, host: Host, opened: EditorCase, places: Places): Promise<number> {
  const workspace = join(places.scratch, "workspace");
  const profile = join(places.scratch, "profile");
  await mkdir(workspace);
  for (const [path, text] of Object.entries(opened.files ?? {})) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  await writeSettings(join(profile, "User", "settings.json"), opened.settings ?? {});

  const logFile = join("test-results", "integration", `${name}.log`);
  const log = createWriteStream(join(root, logFile));
  const noise = (line: string) => log.write(`${line}\n`);
  const stream = testLines(console.log, noise);
  // What this machine has and the tests must not see is taken away by an undefined value.
  const cleared = Object.fromEntries(Object.keys(process.env).map((variable) => [variable, undefined]));
  const path = [dirname(process.execPath), process.env["PATH"] ?? ""].join(
    process.platform === "win32" ? ";" : ":",
  );
  const state = stateIn(join(places.scratch, "state"));
  const env = editorEnvironment({ PATH: path, [countsVariable]: places.counts, ...state, ...opened.env });
  try {
    return await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: places.tests,
      extensionTestsEnv: { ...cleared, ...env },
      launchArgs: [
        ...host.args,
        workspace,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${join(places.scratch, "extensions")}`,
        ...(opened.language ? [`--locale=${opened.language}`] : []),
      ],
      stdout: stream,
      stderr: stream,
    });
  } catch (error) {
    noise(String(error));
    if (!existsSync(places.counts)) console.log(`No test ended; the editor's words are in ${logFile}`);
    return 1;
  } finally {
    log.end();
  }
}
