import type { Span } from "../../lint/contract/finding.ts";
import { joinSources, sourceAt, type Source } from "../plain/source.ts";

export interface Fence {
  /** First word behind the fence, lower case: a language's name, or empty. */
  readonly info: string;
  /** Its text without the indentation and quote marks of what it stands in. */
  readonly source: Source;
}

const opener = /^((?:[ \t>]|(?:[-*+]|\d+[.)])(?=[ \t]))*)(`{3,}|~{3,})/;

/** Code fences of a Markdown text, wherever they are nested, and the stretches that are no fence. */
export function readFences(text: string): { fences: readonly Fence[]; prose: readonly Span[] } {
  const fences: Fence[] = [];
  const prose: Span[] = [];
  let open: { marks: string; indent: string; info: string; lines: Source[] } | undefined;
  let proseFrom = 0;
  const close = (): void => {
    if (open) fences.push({ info: open.info, source: joinSources(open.lines) });
    open = undefined;
  };
  for (let at = 0; at < text.length;) {
    const breakAt = text.indexOf("\n", at);
    const next = breakAt === -1 ? text.length : breakAt + 1;
    const line = text.slice(at, next).replace(/\r?\n$/, "");
    if (open) {
      const bare = line.replace(/^[ \t>]*/, "");
      const mark = open.marks[0] ?? "`";
      const ends = bare.startsWith(open.marks) && bare.trimEnd() === mark.repeat(bare.trimEnd().length);
      if (ends) {
        close();
        proseFrom = next;
      } else open.lines.push(sourceAt(text, at + indentOf(line, open.indent), next));
    } else {
      const found = opener.exec(line);
      const marks = found?.[2];
      const info = line.slice(found?.[0].length);
      if (found && marks && !(marks.startsWith("`") && info.includes("`"))) {
        if (at > proseFrom) prose.push({ start: proseFrom, end: at });
        open = { marks, indent: found[1] ?? "", info: infoOf(info), lines: [] };
      }
    }
    at = next;
  }
  if (open) close();
  else if (proseFrom < text.length) prose.push({ start: proseFrom, end: text.length });
  return { fences, prose };
}

/** How much of a line's start belongs to the list or quote around the fence. */
function indentOf(line: string, indent: string): number {
  let at = 0;
  while (at < indent.length && at < line.length) {
    const c = line[at] ?? "";
    if (c !== " " && c !== "\t" && !(c === ">" && indent.includes(">"))) break;
    at++;
  }
  return at;
}

/** `js title="x"`, `js{1,3}`, `{.python .x}`, `{python}`, `python:title=x`: the language. */
function infoOf(info: string): string {
  return /^\{?\.?([\w+#-]+)/.exec(info.trim())?.[1]?.toLowerCase() ?? "";
}
