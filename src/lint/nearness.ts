import type { Unit } from "./unit.ts";

const large = 100_000;
const declares =
  /^(?:export\s+|default\s+|async\s+|abstract\s+|declare\s+)*(?:function\*?|class|const|let|var|def|interface|type|enum)\s+([\w$]+)/;
const assigns = /^\s*([\w$]+)\s*(?::[^=\n]+)?=[^=>]/;
const members =
  /(?:^\s*(?:(?:async|static|public|private|protected|readonly|get|def)\s+)*|(?:this|self)\.)(#?[\w$]+)\s*(?:\(|=|:)/gm;

interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly names: readonly string[];
}

/**
 * In a large file, says which places may have to do with an answer of the endpoint at all: top-level statements that
 * hold its path, or a name that such a statement declares, and so on. Undefined for other files, where every place may.
 */
export function createNearness(unit: Unit): ((offset: number) => boolean) | undefined {
  if (unit.text.length < large || !/billing\\?\/+balance/.test(unit.text)) return undefined;
  let near: readonly Chunk[] | undefined;
  return (offset) => (near ??= nearChunks(unit)).some(({ start, end }) => start <= offset && offset < end);
}

function nearChunks(unit: Unit): readonly Chunk[] {
  const rest = new Set<Chunk>(
    unit.root.namedChildren.map((node) => chunkOf(unit.text, node.startIndex, node.endIndex)),
  );
  const near: Chunk[] = [];
  let found = [...rest].filter(({ text }) => /billing\\?\/+balance/.test(text));
  while (found.length > 0) {
    const names = new Set<string>();
    for (const chunk of found) {
      rest.delete(chunk);
      near.push(chunk);
      for (const name of chunk.names) if (name.length > 1) names.add(name);
    }
    if (names.size === 0) break;
    const mentions = new RegExp(
      `(?<![\\w$])(?:${[...names].map((name) => name.replaceAll("$", "\\$&")).join("|")})(?![\\w$])`,
    );
    found = [...rest].filter(({ text }) => mentions.test(text));
  }
  return near;
}

function chunkOf(text: string, start: number, end: number): Chunk {
  const own = text.slice(start, end);
  const name = declares.exec(own)?.[1] ?? assigns.exec(own)?.[1];
  const isFunction = /^(?:export\s+|default\s+|async\s+)*(?:function|def)\b/.test(own);
  const inner = isFunction ? [] : [...own.matchAll(members)].map((match) => match[1] ?? "");
  return { start, end, text: own, names: [...(name === undefined ? [] : [name]), ...inner] };
}
