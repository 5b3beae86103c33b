/** A name of an answer's field that a filter program reads; offsets are in the program's text. */
export interface Read {
  readonly name: string;
  readonly path: readonly string[];
  readonly from: number;
  readonly to: number;
}

const step = /\.\s*(?:([A-Za-z_]\w*)|"([^"\\]+)")|\[\s*"([^"\\]+)"\s*\]|\.?\[[^\]"]*\]/y;

const most = 500;
const deepest = 24;

/** Fields that a jq program reads from its input (`.meta.usage.x`, `."x"`, `.["x"]`, `{x}`, `.a | .b`). */
export function jqReads(program: string): readonly Read[] {
  const reads: Read[] = [];
  let prefix: string[] = [];
  let at = 0;
  while (at < program.length && reads.length < most) {
    const c = program[at] ?? "";
    if (c === '"') {
      const close = stringEnd(program, at);
      // "\(.name)": only what is interpolated is read.
      for (const inner of program.slice(at, close).matchAll(/\\\(([^()]*)\)/g)) {
        const start = at + inner.index + 2;
        for (const read of jqReads(inner[1] ?? "")) {
          reads.push({ ...read, from: read.from + start, to: read.to + start });
        }
      }
      at = close;
      continue;
    }
    if (c === "#") {
      const stop = program.indexOf("\n", at);
      at = stop === -1 ? program.length : stop;
      continue;
    }
    if (c === "{") {
      const [inside = ""] = /^[^{}]*/.exec(program.slice(at + 1)) ?? [];
      for (const name of inside.matchAll(/(?<=^|,)(\s*)([A-Za-z_]\w*)\s*(?=,|$)/g)) {
        const from = at + 1 + name.index + (name[1]?.length ?? 0);
        const word = name[2] ?? "";
        reads.push({ name: word, path: prefix, from, to: from + word.length });
      }
      at++;
      continue;
    }
    const bare = c === "." && !/[\w)\]$?]/.test(program[at - 1] ?? "");
    if (!bare) {
      at++;
      continue;
    }
    const path = [...prefix];
    const start = at;
    step.lastIndex = at;
    for (let match = step.exec(program); match && path.length < deepest; match = step.exec(program)) {
      const name = match[1] ?? match[2] ?? match[3];
      at = step.lastIndex;
      if (name !== undefined) {
        const from = match.index + match[0].lastIndexOf(name);
        reads.push({ name, path: [...path], from, to: from + name.length });
        path.push(name);
      }
      if (program[at] === "?") at++;
      step.lastIndex = at;
    }
    if (at === start) at++;
    // `.a | .b` goes on from where it is; anything else starts over.
    const before = program.slice(0, start).trimEnd();
    const isFirst = before === "" || before.endsWith("|") || /^[\s(]*$/.test(before);
    if (isFirst && /^\s*\|\s*[.{]/.test(program.slice(at))) prefix = path.slice(-deepest + 1);
  }
  return reads;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

const chain =
  /(?:\[\s*\\?(["'])([\w]+)\\?\1\s*\]|\.get\(\s*\\?(["'])([\w]+)\\?\3[^()]*\)|\??\.([A-Za-z_]\w*)(?![\w(]))/g;

/** Fields read in a one-line program that decodes its input, Python or JavaScript, after `json.load` or `JSON.parse`. */
export function scriptReads(program: string): readonly Read[] {
  if (!/json\.loads?\b|JSON\.parse/.test(program)) return [];
  const reads: Read[] = [];
  let path: string[] = [];
  let last = -1;
  for (const match of program.matchAll(chain)) {
    if (reads.length >= most) break;
    const name = match[2] ?? match[4] ?? match[5] ?? "";
    if (match.index !== last) path = [];
    last = match.index + match[0].length;
    const from = match.index + match[0].indexOf(name);
    reads.push({ name, path, from, to: from + name.length });
    path = [...path, name].slice(-deepest);
  }
  return reads;
}

/** Field names in quotes, as patterns for JSON text have them (`grep -o '"balance":[0-9]*'`). */
export function quotedReads(pattern: string): readonly Read[] {
  return [...pattern.matchAll(/"(\w+)\\?"/g)].map((match) => {
    const name = match[1] ?? "";
    return { name, path: [], from: match.index + 1, to: match.index + 1 + name.length };
  });
}
