import type { Span } from "../contract/finding.ts";
import type { Unit } from "../syntax/source-unit.ts";

const large = 100_000;
/** Names so common that nearly everything is near tell nothing. */
const mostVisits = 3_000;
const declares =
  /^(?:export\s+|default\s+|async\s+|abstract\s+|declare\s+)*(?:function\*?|class|const|let|var|def|interface|type|enum)\s+([\w$]+)/;
const assigns = /^\s*([\w$]+)\s*(?::[^=\n]+)?=[^=>]/;
const members =
  /(?:^[ \t]*(?:(?:async|static|public|private|protected|readonly|get|def)\s+)*|(?:this|self)\.)(#?[\w$]+)\s*(?:\(|=|:)/gm;

const path = /billing\\?\/+balance/g;

/** Whether a text is so large that places are looked at by nearness. */
export function isLarge(text: string): boolean {
  return text.length >= large;
}

/**
 * In a large file, says which places may have to do with an answer of the endpoint at all: top-level statements that
 * hold its path, or a name that such a statement declares, and so on; in the order of the text. Undefined where every place may: in other files.
 */
export function nearStatements(unit: Unit): readonly Span[] | undefined {
  if (!isLarge(unit.text) || unit.matches(path).length === 0) return undefined;
  const near = new Map<number, Span>();
  const names = new Set<string>();
  let visits = 0;
  const visit = (places: readonly number[]): void => {
    visits += places.length;
    if (visits > mostVisits) return;
    for (const place of places) {
      const statement = unit.root.firstChildForIndex(place);
      if (!statement || near.has(statement.startIndex) || statement.startIndex > place) continue;
      const { startIndex: start, endIndex: end } = statement;
      near.set(start, { start, end });
      for (const name of namesIn(unit.text.slice(start, end))) if (name.length > 1) names.add(name);
    }
  };
  visit(unit.matches(path));
  // Names are added while they are gone through.
  for (const name of names) visit(unit.places(name));
  if (visits > mostVisits) return undefined;
  return [...near.values()].sort((a, b) => a.start - b.start);
}

/** Names that a top-level statement declares for others. */
function namesIn(own: string): readonly string[] {
  const name = declares.exec(own)?.[1] ?? assigns.exec(own)?.[1];
  const isFunction = /^(?:export\s+|default\s+|async\s+)*(?:function|def)\b/.test(own);
  const inner = isFunction ? [] : [...own.matchAll(members)].map((match) => match[1] ?? "");
  return [...(name === undefined ? [] : [name]), ...inner];
}
