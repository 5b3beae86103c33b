import type { Address, Part } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import { wordAtEnd } from "./scan.ts";
import { slice, writtenParts, type Source } from "./source.ts";

/** What a name stands for in this file, if it says: one address for each value it may have. */
export type Lookup = (name: string) => readonly Address[] | undefined;

const holes = new RegExp(
  [
    /\$\{\{([^{}]*)\}\}/, // workflows
    /\{\{([^{}]*)\}\}/, // request files, collections
    /\$\{([^{}]*)\}/,
    /\$\(([\w.]+)\)/, // pipelines
    /\$([A-Za-z_]\w*)/,
    /\{([A-Za-z_][\w.-]*)\}/, // servers of OpenAPI
  ]
    .map((part) => part.source)
    .join("|"),
  "g",
);

const fallback = /^([A-Za-z_]\w*)(?::?[-=])([^]+)$/;
const most = 16;
/** A value in more parts is no address; each variable may be the one before it, twice. */
const longest = 64;

/** Every row of parts that `source` may stand for: its text, with names replaced where `lookup` knows them. */
export function expand(source: Source, lookup: Lookup, work: Work): readonly Address[] {
  let rows: Part[][] = [[]];
  const append = (options: readonly Address[]): void => {
    const [only = []] = options;
    if (options.length < 2) {
      for (const row of rows) row.push(...only);
      work.take(rows.length * only.length);
      return;
    }
    const next: Part[][] = [];
    for (const row of rows) {
      for (const option of options) {
        if (next.length === most || !work.take(row.length + option.length)) break;
        next.push([...row, ...option]);
      }
    }
    if (next.length > 0) rows = next;
  };
  let at = 0;
  for (const match of source.text.matchAll(holes)) {
    if (!work.take(1)) break;
    if (match.index > at) append([writtenParts(source, at, match.index)]);
    append(fill(source, match, lookup, work));
    at = match.index + match[0].length;
  }
  if (at < source.text.length) append([writtenParts(source, at, source.text.length)]);
  return rows;
}

function fill(source: Source, match: RegExpExecArray, lookup: Lookup, work: Work): readonly Address[] {
  const written = match.slice(1).find(Boolean)?.trim() ?? "";
  const start = match.index + match[0].indexOf(written);
  const withDefault = match[0].startsWith("${") ? fallback.exec(written) : null;
  const name = withDefault?.[1] ?? written;
  const found = lookup(name) ?? lookup(wordAtEnd(name) || name) ?? [];
  const known = found.filter((address) => address.length <= longest);
  if (known.length < found.length) work.cut();
  if (withDefault?.[2]) {
    const from = start + written.length - withDefault[2].length;
    return [...known, ...expand(slice(source, from, start + written.length), lookup, work)];
  }
  return known.length > 0 ? known : [[{ kind: "unknown", name }]];
}

/** A lookup among variables of a file, safe against names that lead to themselves. */
export function variableLookup(
  variables: readonly { readonly name: string; readonly value: Source }[],
  work: Work,
): Lookup {
  const table = new Map<string, Source[]>();
  for (const { name, value } of variables) {
    const values = table.get(name);
    if (!values) table.set(name, [value]);
    else if (values.length < most) values.push(value);
  }
  return createLookup((name) => table.get(name), work);
}

/** Each name is worked out once, unless what it stands for depends on where a circle was entered. */
export function createLookup(sourcesOf: (name: string) => readonly Source[] | undefined, work: Work): Lookup {
  const open = new Set<string>();
  const known = new Map<string, readonly Address[]>();
  let circles = 0;
  const lookup: Lookup = (name) => {
    const before = known.get(name);
    if (before) return before;
    if (open.has(name)) circles++;
    const sources = open.has(name) || !work.take(1) ? undefined : sourcesOf(name);
    if (!sources || sources.length === 0) return undefined;
    const met = circles;
    open.add(name);
    const rows = sources
      .slice(0, most)
      .flatMap((source) => expand(source, lookup, work))
      .slice(0, most);
    open.delete(name);
    if (circles === met) known.set(name, rows);
    return rows;
  };
  return lookup;
}
