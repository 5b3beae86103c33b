import { Edit, Language, Parser } from "web-tree-sitter";

import { languages, rules } from "../../../src/catalog.ts";
import { createEngine } from "../../../src/lint/engine.ts";
import { grammars } from "../../unit/lint/support.ts";
import { interleaved, median, ms, ratio, table } from "./measure.ts";
import { classProgram, pythonProgram, typescriptProgram, type Program } from "./programs.ts";

/** The rival: nothing but tree-sitter's edit and reparse, told positions it need not look for. */
function bareReparse(parser: Parser, text: string, index: number) {
  let tree = parser.parse(text);
  let now = text;
  const before = text.slice(0, index);
  const row = before.split("\n").length - 1;
  const column = index - (before.lastIndexOf("\n") + 1);
  return (start: number, oldEnd: number, put: string): void => {
    now = now.slice(0, start) + put + now.slice(oldEnd);
    const point = (at: number) => ({ row, column: column + at - index });
    const newEnd = start + put.length;
    tree?.edit(
      new Edit({
        startIndex: start,
        oldEndIndex: oldEnd,
        newEndIndex: newEnd,
        startPosition: point(start),
        oldEndPosition: point(oldEnd),
        newEndPosition: point(newEnd),
      }),
    );
    const next = parser.parse(now, tree);
    tree?.delete();
    tree = next;
  };
}

/** Types a word and takes it away again, letter by letter. */
function strokes(index: number, run: number): { start: number; oldEnd: number; text: string } {
  const word = "counted";
  const step = run % (2 * word.length);
  if (step < word.length) return { start: index + step, oldEnd: index + step, text: word[step] ?? "" };
  const left = 2 * word.length - step;
  return { start: index + left - 1, oldEnd: index + left, text: "" };
}

export async function benchKeystrokes(runs: number): Promise<void> {
  const engine = createEngine({ languages, rules, grammars });
  const rows: string[][] = [];
  const measure = async (program: Program, where: string, index: number): Promise<void> => {
    const session = engine.open(program);
    await session.analyze();
    const grammar = engine.languageOf(program.file)?.grammar ?? "typescript";
    const parser = new Parser().setLanguage(await Language.load(await grammars.grammar(grammar)));
    const bare = bareReparse(parser, program.text, index);
    const looks = engine.looks();
    const [theirs = [], ours = []] = await interleaved(runs, [
      (run) => {
        const { start, oldEnd, text } = strokes(index, run);
        bare(start, oldEnd, text);
      },
      (run) => {
        session.change([strokes(index, run)]);
        return session.analyze();
      },
    ]);
    const kept = 100 - ((engine.looks() - looks) / (runs + 3)) * 100;
    rows.push([
      program.name,
      where,
      ms(median(theirs)),
      ms(median(ours)),
      ratio(ours, theirs).toFixed(2),
      `${kept.toFixed(0)} %`,
    ]);
    session.dispose();
    parser.delete();
  };
  const lines = 10_000;
  for (const program of [typescriptProgram(lines), pythonProgram(lines), classProgram(lines)]) {
    const { text } = program;
    const far = text.indexOf("\n", text.length >> 2);
    const near = text.search(/\n +return data(?:\.|\[")balance/);
    await measure(program, "far from the call", text.indexOf("\n", text.indexOf("response", far)));
    await measure(program, "in the function of the call", near);
  }
  table(
    `Keystroke in ${lines.toLocaleString("en")} lines with a needle (goal: 1.5 times the bare reparse)`,
    ["file", "where", "bare reparse", "reparse and analysis", "times", "kept"],
    rows,
  );
}
