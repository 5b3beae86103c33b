// Checks the marking of a corpus part and prints its counts: node test/corpus/check.ts [open|sealed ...]
// Every expected text must stand at its line and occurrence; every file of a folder must be listed, and exist.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Expectation = {
  readonly rule: string;
  readonly line: number;
  readonly text: string;
  readonly nth?: number;
  readonly level: string;
};

const RULES = ["deprecated-endpoint", "deprecated-field", "v1-response-field", "deprecated-header"];
const KEYS = new Set(["rule", "line", "text", "nth", "level"]);

const readText = (path: string): string => {
  const bytes = readFileSync(path);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
};

const occurrences = (line: string, text: string): number => {
  let count = 0;
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) count += 1;
  return count;
};

const faultOf = (e: Expectation, lines: readonly string[]): string | undefined => {
  if (!RULES.some((rule) => e.rule === `aimlapi/${rule}`)) return `unknown rule ${e.rule}`;
  if (e.level !== "certain" && e.level !== "likely") return `unknown level ${e.level}`;
  if (Object.keys(e).some((key) => !KEYS.has(key))) return "unknown key";
  const line = lines[e.line - 1];
  if (line === undefined) return `no line ${e.line}`;
  const wanted = e.nth ?? 1;
  const seen = e.text === "" ? 0 : occurrences(line, e.text);
  return seen >= wanted
    ? undefined
    : `line ${e.line}: "${e.text}" stands there ${seen} times, wanted number ${wanted}`;
};

const parts = process.argv.slice(2);
let faults = 0;
const fault = (message: string): void => {
  faults += 1;
  console.error(message);
};

for (const part of parts.length > 0 ? parts : ["open", "sealed"]) {
  const root = join(import.meta.dirname, part);
  if (!existsSync(root)) continue;
  for (const { name: folder } of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const here = join(root, folder);
    const expected = JSON.parse(readFileSync(join(here, "expected.json"), "utf8")) as Record<
      string,
      Expectation[]
    >;
    const files = readdirSync(here, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(here.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((file) => file !== "expected.json");
    for (const file of files) if (!(file in expected)) fault(`${part}/${folder}/${file}: not listed`);
    const tally = new Map(RULES.map((rule) => [rule, 0]));
    let flagged = 0;
    for (const [file, entries] of Object.entries(expected)) {
      if (!files.includes(file)) {
        fault(`${part}/${folder}/${file}: listed but missing`);
        continue;
      }
      const lines = readText(join(here, file)).split(/\r\n|\n|\r/);
      const seen = new Set<string>();
      for (const entry of entries) {
        const problem = faultOf(entry, lines);
        if (problem !== undefined) fault(`${part}/${folder}/${file}: ${problem}`);
        const identity = `${entry.rule} ${entry.line} ${entry.text} ${entry.nth ?? 1}`;
        if (seen.has(identity)) fault(`${part}/${folder}/${file}: twice ${identity}`);
        seen.add(identity);
        const rule = entry.rule.replace("aimlapi/", "");
        tally.set(rule, (tally.get(rule) ?? 0) + 1);
      }
      if (entries.length > 0) flagged += 1;
    }
    const total = Object.keys(expected).length;
    const rules = [...tally].map(([rule, count]) => `${rule} ${count}`).join(", ");
    console.log(`${part}/${folder}: ${flagged} flagged, ${total - flagged} unflagged; ${rules}`);
  }
}
process.exitCode = faults > 0 ? 1 : 0;
