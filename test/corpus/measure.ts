// Compares the engine with the marks of a corpus part: node test/corpus/measure.ts open [folder] [--verbose]
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createPositions } from "../../src/cli/check.ts";
import { decodeText } from "../../src/cli/text.ts";
import type { Engine } from "../../src/lint/engine.ts";
import { createTestEngine } from "../unit/lint/support.ts";

interface Mark {
  readonly rule: string;
  readonly line: number;
  readonly text: string;
  readonly nth?: number;
  readonly level: string;
}

export interface Score {
  readonly folder: string;
  readonly files: number;
  readonly expected: number;
  readonly right: number;
  /** Reported at certain or likely, and not marked. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  /** Reported at the other of the two levels. */
  readonly otherLevel: readonly string[];
  readonly certain: number;
  readonly certainWrong: number;
}

/** Scores one folder of a corpus part. */
export async function scoreFolder(engine: Engine, part: string, folder: string): Promise<Score> {
  const root = join(part, folder);
  const marks = JSON.parse(await readFile(join(root, "expected.json"), "utf8")) as Record<string, Mark[]>;
  const wrong: string[] = [];
  const missed: string[] = [];
  const otherLevel: string[] = [];
  let [right, expected, certain, certainWrong] = [0, 0, 0, 0];
  for (const [name, wanted] of Object.entries(marks)) {
    const file = join(root, name);
    const text = decodeText(await readFile(file)) ?? "";
    const { findings } = await engine.analyze({ file, text });
    const place = createPositions(text);
    const lines = text.replace(/^\uFEFF/, "").split("\n");
    const open = wanted.map((mark) => ({ ...mark, column: columnOf(lines[mark.line - 1] ?? "", mark) }));
    expected += wanted.length;
    for (const one of findings) {
      if (one.level === "possible") continue;
      const { line, column } = place(one.start);
      const found = text.slice(one.start, one.end);
      const index = open.findIndex(
        (mark) => mark.rule === one.ruleId && mark.line === line && mark.column === column && mark.text === found,
      );
      const told = `${folder}/${name}:${line}:${column} ${one.ruleId} ${one.level} ${JSON.stringify(found)}`;
      if (one.level === "certain") certain++;
      const mark = open[index];
      if (!mark) {
        wrong.push(told);
        if (one.level === "certain") certainWrong++;
      } else {
        right++;
        if (mark.level !== one.level) otherLevel.push(`${told}, marked ${mark.level}`);
        open.splice(index, 1);
      }
    }
    for (const mark of open) {
      missed.push(`${folder}/${name}:${mark.line}:${mark.column} ${mark.rule} ${mark.level} ${JSON.stringify(mark.text)}`);
    }
  }
  return { folder, files: Object.keys(marks).length, expected, right, wrong, missed, otherLevel, certain, certainWrong };
}

function columnOf(line: string, mark: Mark): number {
  let at = -1;
  for (let nth = mark.nth ?? 1; nth > 0; nth--) at = line.indexOf(mark.text, at + 1);
  return at + 1;
}

/** 95 % interval of a share, after Wilson. */
export function wilson(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = hits / of;
  const centre = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return [(centre - spread) / scale, (centre + spread) / scale];
}

export async function foldersOf(part: string): Promise<readonly string[]> {
  const entries = await readdir(part, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

const share = (hits: number, of: number): string => {
  const [low, high] = wilson(hits, of);
  return `${of === 0 ? "-" : (hits / of).toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
};

export function line(name: string, score: Omit<Score, "folder">): string {
  const reported = score.right + score.wrong.length;
  return [
    name.padEnd(12),
    `${score.files} files`.padEnd(10),
    `${score.expected} marks`.padEnd(10),
    `precision ${share(score.right, reported)}`,
    `recall ${share(score.right, score.expected)}`,
    `certain ${share(score.certain - score.certainWrong, score.certain)}`,
    `other level ${score.otherLevel.length}`,
  ].join("  ");
}

export function total(scores: readonly Score[]): Omit<Score, "folder"> {
  const sum = (pick: (score: Score) => number): number => scores.reduce((all, score) => all + pick(score), 0);
  return {
    files: sum((score) => score.files),
    expected: sum((score) => score.expected),
    right: sum((score) => score.right),
    certain: sum((score) => score.certain),
    certainWrong: sum((score) => score.certainWrong),
    wrong: scores.flatMap((score) => score.wrong),
    missed: scores.flatMap((score) => score.missed),
    otherLevel: scores.flatMap((score) => score.otherLevel),
  };
}

if (process.argv[1] === import.meta.filename) {
  const [name = "open", ...rest] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
  const part = join(import.meta.dirname, name);
  const engine = createTestEngine();
  const scores: Score[] = [];
  for (const folder of rest.length > 0 ? rest : await foldersOf(part)) {
    scores.push(await scoreFolder(engine, part, folder));
  }
  for (const score of scores) console.log(line(score.folder, score));
  console.log(line("all", total(scores)));
  if (process.argv.includes("--verbose")) {
    for (const score of scores) {
      for (const one of score.wrong) console.log("wrong  ", one);
      for (const one of score.missed) console.log("missed ", one);
      for (const one of score.otherLevel) console.log("level  ", one);
    }
  }
}
