import { createOffsetMap } from "../../lint/contract/offset-map.ts";
import type { Region } from "../../lint/syntax/language.ts";
import { joinSources, slice, type Source } from "../plain/source.ts";

/** A cell of a notebook, from its file or from the editor. */
export interface Cell {
  readonly kind: "code" | "markdown";
  readonly source: Source;
  /** When it differs from the kernel's. */
  readonly language?: string;
}

const cellMagic = /^\s*%%(\w+)(|[^\w\n][^\n]*)(?:\n|$)/;
const magicLanguages: Readonly<Record<string, string>> = {
  bash: "shell",
  sh: "shell",
  script: "shell",
  javascript: "javascript",
  js: "javascript",
  markdown: "markdown",
  python: "python",
  python3: "python",
  pypy: "python",
};
/** Cell magics that run the rest of the cell as it is. */
const transparent = /^(?:time|timeit|capture|prun|memit|mprun|debug|skip|snakeviz|scalene|cache)$/;

/**
 * Cells as regions: those of one language are one program, in their order, so that a name of the first is known in the
 * last. Shell lines and magics go to the shell, or out.
 */
export function cellRegions(cells: readonly Cell[], kernel: string): readonly Region[] {
  const programs = new Map<string, (string | Source)[]>();
  const put = (language: string, source: string | Source): void => {
    const list = programs.get(language) ?? [];
    programs.set(language, list);
    list.push(source);
  };
  for (const cell of cells) {
    if (cell.kind === "markdown") {
      put("markdown", cell.source);
      put("markdown", "\n\n");
      continue;
    }
    const { language, source } = magicOf(cell.source, cell.language ?? kernel.toLowerCase());
    if (language === "python") pythonLines(source, put);
    else if (language !== undefined) put(language, source);
    if (language !== undefined) put(language, "\n");
  }
  return [...programs].map(([language, parts]) => {
    const source = joinSources(parts);
    return { language, text: source.text, toHost: createOffsetMap(source.pieces) };
  });
}

function magicOf(source: Source, language: string): { language?: string; source: Source } {
  const magic = cellMagic.exec(source.text);
  if (!magic?.[1]) return { language, source };
  const rest = slice(source, magic[0].length, source.text.length);
  if (transparent.test(magic[1])) return { language, source: rest };
  const file =
    magic[1] === "writefile" || magic[1] === "file" ? /\.(\w+)\s*$/.exec(magic[2] ?? "")?.[1] : undefined;
  const named = file ?? magicLanguages[magic[1]];
  return named === undefined ? { source: rest } : { language: named, source: rest };
}

/** Lines of a Python cell; what IPython adds to the language is taken out or handed to the shell. */
function pythonLines(source: Source, put: (language: string, source: string | Source) => void): void {
  let at = 0;
  while (at < source.text.length) {
    const breakAt = source.text.indexOf("\n", at);
    let end = breakAt === -1 ? source.text.length : breakAt + 1;
    const line = source.text.slice(at, end);
    const shell = /^(\s*)(?:\w[\w, ]*=\s*)?(!{1,2}|%sx\s|%system\s)(?=\s*\S)/.exec(line);
    const magic = /^(\s*)(?:\w+\s*=\s*)?%(\w+)[ \t]*/.exec(line);
    if (shell && !/^\s*\w+\s*!=/.test(line)) {
      while (/\\\r?\n$/.test(source.text.slice(Math.max(at, end - 3), end))) {
        const next = source.text.indexOf("\n", end);
        end = next === -1 ? source.text.length : next + 1;
        if (next === -1) break;
      }
      put("shell", slice(source, at + shell[0].length, end));
      put("shell", "\n");
      put("python", `${shell[1] ?? ""}pass\n`);
    } else if (magic && /^(?:time|timeit|prun|memit)$/.test(magic[2] ?? "")) {
      put("python", magic[1] ?? "");
      put("python", slice(source, at + magic[0].length, end));
    } else if (magic) {
      const set = /^\s*%env\s+(\w+)[= ]\s*/.exec(line);
      if (set?.[1]) {
        put("shell", `export ${set[1]}=`);
        put("shell", slice(source, at + set[0].length, end));
        put("shell", "\n");
      }
      put("python", `${magic[1] ?? ""}pass\n`);
    } else if (/^\s*(?:\?\??\w|[\w.]+\?\??\s*$)/.test(line)) put("python", "pass\n");
    else put("python", slice(source, at, end));
    at = end;
  }
}
