import { stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { languages, rules } from "../catalog.ts";
import { createGrammarPort } from "../host/lint/grammars.ts";
import { messageOf } from "../lint/contract/finding-message.ts";
import type { Finding, Level } from "../lint/contract/finding.ts";
import { createEngine, type Engine } from "../lint/engine.ts";
import { createFilePort } from "./files.ts";
import type { CheckOptions } from "./options.ts";
import { readRegular, readStart, regularSize } from "./regular.ts";
import { decodeText } from "./text.ts";
import { walk } from "./walk.ts";

export interface CheckPorts {
  /** Working folder: reported files are relative to it. */
  readonly folder: string;
  /** Folder of the grammars. */
  readonly grammars: string;
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
}

/** One reported place: 1-based, end exclusive, UTF-16 columns. */
export interface Reported {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
}

const largest = 5 * 1024 * 1024;
const order: readonly Level[] = ["certain", "likely", "possible"];

/** Checks files and folders. Returns the exit code: 0 nothing found, 1 findings, 2 unreadable input. */
export async function check(options: CheckOptions, ports: CheckPorts): Promise<number> {
  const engine = createEngine({
    languages,
    rules,
    grammars: createGrammarPort(ports.grammars),
    files: createFilePort(),
    parseMillis: 30_000,
  });
  const reported: Reported[] = [];
  const seen = new Set<string>();
  let failures = 0;
  const fail = (path: string, error: unknown): void => {
    failures++;
    ports.note(`${printable(path)}: ${error instanceof Error ? printable(error.message) : String(error)}\n`);
  };
  const look = async (file: string, named = false): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    try {
      const found = await checkFile(engine, file, named, options, ports);
      if (options.format === "text") ports.out(found.map(told).join(""));
      reported.push(...found);
    } catch (error) {
      fail(shown(file, ports), error);
    }
  };
  for (const path of options.paths) {
    const root = resolve(ports.folder, path);
    try {
      if ((await stat(root)).isDirectory()) {
        const unreadable = (folder: string, error: unknown): void => fail(shown(folder, ports), error);
        for await (const file of walk(root, unreadable)) await look(file);
      } else await look(root, true);
    } catch (error) {
      fail(path, error);
    }
  }
  if (options.format === "json") ports.out(`${JSON.stringify(reported, null, 2)}\n`);
  else if (reported.length > 0)
    ports.out(`${reported.length} deprecated in ${new Set(reported.map(({ file }) => file)).size} files\n`);
  if (failures > 0) return 2;
  return reported.length > 0 ? 1 : 0;
}

async function checkFile(
  engine: Engine,
  file: string,
  named: boolean,
  options: CheckOptions,
  ports: CheckPorts,
): Promise<readonly Reported[]> {
  const passOver = (why: string): readonly Reported[] => {
    // What is found on a walk is passed over in silence.
    if (named) ports.note(`${printable(shown(file, ports))}: ${why}, not checked\n`);
    return [];
  };
  if (!engine.languageOf(file)) return passOver("unknown kind of file");
  if ((await regularSize(file)) > largest) {
    if (decodeText(await readStart(file, 8_000)) !== undefined)
      ports.note(`${printable(shown(file, ports))}: larger than 5 MB, not checked\n`);
    return [];
  }
  const bytes = await readRegular(file);
  const text = decodeText(bytes);
  if (text === undefined) return passOver("binary content");
  const { findings, limits } = await engine.analyze({ file, text });
  for (const limit of limits)
    ports.note(`${printable(shown(file, ports))}: not fully checked (${limit.code}: ${limit.detail})\n`);
  if (findings.length === 0) return [];
  const at = createPositions(text);
  return findings
    .filter(({ level }) => order.indexOf(level) <= order.indexOf(options.level))
    .map((finding) => toReported(finding, shown(file, ports), at));
}

function toReported(finding: Finding, file: string, at: ReturnType<typeof createPositions>): Reported {
  const start = at(finding.start);
  const end = at(finding.end);
  const rule = rules.find(({ id }) => id === finding.ruleId);
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ruleId: finding.ruleId,
    level: finding.level,
    message: rule ? messageOf(rule, finding) : "",
  };
}

function told({ file, line, column, level, message, ruleId }: Reported): string {
  return `${printable(file)}:${line}:${column}: ${level}: ${message} (${ruleId})\n`;
}

/** A name may hold line breaks and escapes, which a terminal or a parser would take for something else. */
function printable(name: string): string {
  const escaped = (c: string): string => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
  // eslint-disable-next-line no-control-regex -- these are the ones
  return name.replace(/[\x00-\x1f\x7f-\x9f]/g, escaped);
}

function shown(file: string, { folder }: CheckPorts): string {
  return relative(folder, file).split(sep).join("/") || file;
}

/** Place in a text: 1-based line and 1-based UTF-16 column. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of `text` into places; a byte order mark takes no column. */
export function createPositions(text: string): (offset: number) => Position {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
