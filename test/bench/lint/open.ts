import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { languages, rules } from "../../../src/catalog.ts";
import { createEngine } from "../../../src/lint/engine.ts";
import { grammars } from "../../unit/lint/support.ts";
import { interleaved, median, ms, table } from "./measure.ts";
import { pythonProgram, typescriptProgram, type Program } from "./programs.ts";

const files = [typescriptProgram(120), pythonProgram(120)];
const own = fileURLToPath(import.meta.url);

/** First analysis of a process: reading and compiling runtime and grammar, parsing, looking. */
async function cold(file: Program): Promise<{ load: number; whole: number }> {
  const engine = createEngine({ languages, rules, grammars });
  const began = performance.now();
  await engine.analyze({ file: file.file, text: "// billing/balance credits_used\n".replace("//", "#") });
  const load = performance.now() - began;
  await engine.analyze(file);
  return { load, whole: performance.now() - began };
}

/** Opening a typical file, each cold run in a process of its own. */
export async function benchOpen(runs: number): Promise<void> {
  const rows: string[][] = [];
  const engine = createEngine({ languages, rules, grammars });
  for (const [index, file] of files.entries()) {
    const colds = Array.from({ length: Math.max(5, runs >> 2) }, () => {
      const told = execFileSync(process.execPath, [own, String(index)], { encoding: "utf8" });
      return JSON.parse(told) as { load: number; whole: number };
    });
    const [warm = []] = await interleaved(runs, [() => engine.analyze(file)]);
    rows.push([
      file.name,
      ms(median(colds.map(({ load }) => load))),
      ms(median(colds.map(({ whole }) => whole))),
      ms(Math.min(...colds.map(({ whole }) => whole))),
      ms(median(warm)),
    ]);
  }
  table(
    "Opening 120 lines with a hit (goals: cold 60 ms, warm 10 ms)",
    ["file", "cold: runtime and grammar", "cold: all", "best of all", "warm"],
    rows,
  );
}

const chosen = process.argv[1] === own ? files[Number(process.argv[2])] : undefined;
if (chosen) console.log(JSON.stringify(await cold(chosen)));
