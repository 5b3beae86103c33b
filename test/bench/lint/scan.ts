import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { rules } from "../../../src/catalog.ts";
import { createLineFilter, createPrefilter } from "../../../src/lint/syntax/prefilter.ts";
import { interleaved, median, ms, table } from "./measure.ts";
import { typescriptProgram } from "./programs.ts";

/** The whole text at once when it is opened, a line on each key. */
export async function benchPrefilter(runs: number): Promise<void> {
  const mayMatch = createPrefilter(rules);
  const mayMatchLine = createLineFilter(rules);
  const whole = /billing\/balance|credits_used|x-aimlapi-credits-used/;
  const rows: string[][] = [];
  for (const lines of [1_000, 10_000, 100_000]) {
    const text = typescriptProgram(lines).text.replaceAll("billing", "other").replaceAll("balance", "rest");
    const line = "  const data = (await response.json()) as { status: string; data: number[] };";
    const [regex = [], open = [], key = []] = await interleaved(runs, [
      () => whole.test(text),
      () => mayMatch(text),
      () => mayMatchLine(line),
    ]);
    rows.push([lines.toLocaleString("en"), ms(median(regex)), ms(median(open)), ms(median(key))]);
  }
  const head = ["lines", "whole-text regex per key", "our prefilter on open", "our line filter per key"];
  table("Text without a needle", head, rows);
}

/** A tree of files, one in fifty with a needle. */
async function plant(root: string, count: number): Promise<void> {
  const plain = typescriptProgram(120).text.replaceAll("billing", "other");
  for (let index = 0; index < count; index++) {
    const folder = join(root, `f${index % 50}`);
    await mkdir(folder, { recursive: true });
    const text = index % 50 === 7 ? typescriptProgram(60 + (index % 90)).text : `// ${index}\n${plain}`;
    await writeFile(join(folder, `file${index}.ts`), text);
  }
}

/** A folder, by the command line and by the simplest thing that could do; each in a process of its own. */
export async function benchFolder(files: number, runs: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "lint-bench-"));
  try {
    await plant(root, files);
    const cli = join(import.meta.dirname, "../../../dist/cli.js");
    const naive = `const { readdir, readFile } = require("node:fs/promises"); (async () => {
      let hits = 0;
      for (const one of await readdir(".", { recursive: true, withFileTypes: true }))
        if (one.isFile() && /billing\\/balance|credits_used/.test(await readFile(one.parentPath + "/" + one.name, "utf8"))) hits++;
      process.exitCode = hits > 0 ? 1 : 0; })();`;
    const run = (command: string, args: readonly string[]) => (): void => {
      const { status, error } = spawnSync(command, args, { cwd: root });
      if (error ?? status !== 1) throw error ?? new Error(`${command} ended with ${status}`);
    };
    const isBuilt = existsSync(cli);
    const hasRipgrep = spawnSync("rg", ["--version"]).status === 0;
    const rivals: [string, () => void][] = [
      ["async readFile and regex", run(process.execPath, ["-e", naive])],
    ];
    if (isBuilt) rivals.push(["node dist/cli.js check .", run(process.execPath, [cli, "check", "."])]);
    if (hasRipgrep) {
      const search = (): void =>
        void spawnSync("rg", ["-l", "billing/balance|credits_used", "."], { cwd: root });
      rivals.push(["ripgrep -l", search]);
    }
    const times = await interleaved(
      runs,
      rivals.map(([, work]) => work),
    );
    const rows = rivals.map(([name], index) => [name, ms(median(times[index] ?? []))]);
    if (!isBuilt) rows.push(["node dist/cli.js check .", "skipped: not built"]);
    if (!hasRipgrep) rows.push(["ripgrep -l", "skipped: not on this machine"]);
    table(
      `A folder of ${files.toLocaleString("en")} files, one in fifty with a needle`,
      ["what", "time"],
      rows,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** What the grammars and the runtime add to the package: a zip deflates each file for itself, as gzip does. */
export async function benchSize(): Promise<void> {
  const folder = join(import.meta.dirname, "../../../dist/grammars");
  const rows: string[][] = [];
  let all = 0;
  for (const name of (await readdir(folder)).sort()) {
    const bytes = await readFile(join(folder, name));
    const zipped = gzipSync(bytes, { level: 9 }).length;
    all += zipped;
    rows.push([name, `${(bytes.length / 1e3).toFixed(0)} kB`, `${(zipped / 1e3).toFixed(0)} kB`]);
  }
  rows.push(["all", "", `${(all / 1e6).toFixed(2)} MB`]);
  table("Grammars and runtime (goal: 1.2 MB zipped)", ["file", "size", "zipped"], rows);
}
