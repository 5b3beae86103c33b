import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { languages, rules } from "../../../src/catalog.ts";
import { createEngine } from "../../../src/lint/engine.ts";
import { grammars } from "../../unit/lint/support.ts";
import { interleaved, median, ms, table } from "./measure.ts";
import { pythonProgram, typescriptProgram, type Program } from "./programs.ts";

const files = [typescriptProgram(120), pythonProgram(120)];
const own = fileURLToPath(import.meta.url);

interface Cold {
  readonly load: number;
  readonly whole: number;
  /** Processor time of all threads; what other programs do hardly changes it. */
  readonly cpu: number;
}

/** First analysis of a process: reading and compiling runtime and grammar, parsing, looking. */
async function cold(file: Program): Promise<Cold> {
  const engine = createEngine({ languages, rules, grammars });
  const cpu = process.cpuUsage();
  const began = performance.now();
  await engine.analyze({ file: file.file, text: "// billing/balance credits_used\n".replace("//", "#") });
  const load = performance.now() - began;
  await engine.analyze(file);
  const whole = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { load, whole, cpu: (user + system) / 1_000 };
}

/** Opening a typical file, each cold run in a process of its own. */
export async function benchOpen(runs: number): Promise<void> {
  const rows: string[][] = [];
  const engine = createEngine({ languages, rules, grammars });
  for (const [index, file] of files.entries()) {
    const colds = Array.from({ length: Math.max(5, runs >> 2) }, () => {
      const told = execFileSync(process.execPath, [own, String(index)], { encoding: "utf8" });
      return JSON.parse(told) as Cold;
    });
    const [warm = []] = await interleaved(runs, [() => engine.analyze(file)]);
    rows.push([
      file.name,
      ms(median(colds.map(({ load }) => load))),
      ms(median(colds.map(({ whole }) => whole))),
      ms(Math.min(...colds.map(({ whole }) => whole))),
      ms(median(colds.map(({ cpu }) => cpu))),
      ms(median(warm)),
    ]);
  }
  table(
    "Opening 120 lines with a hit (goals: cold 60 ms, warm 10 ms)",
    ["file", "cold: runtime and grammar", "cold: all", "cold: best", "cold: processor", "warm"],
    rows,
  );
}

const chosen = process.argv[1] === own ? files[Number(process.argv[2])] : undefined;
if (chosen) console.log(JSON.stringify(await cold(chosen)));
