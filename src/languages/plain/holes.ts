import type { Address } from "../../lint/facts.ts";
import { slice, writtenParts, type Source } from "./source.ts";

/** What a name stands for in this file, if it says: one address for each value it may have. */
export type Lookup = (name: string) => readonly Address[] | undefined;

const holes = new RegExp(
  [
    /\$\{\{\s*([^{}]*?)\s*\}\}/, // workflows
    /\{\{\s*([^{}]*?)\s*\}\}/, // request files, collections
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

/** Every row of parts that `source` may stand for: its text, with names replaced where `lookup` knows them. */
export function expand(source: Source, lookup: Lookup): readonly Address[] {
  let rows: Address[] = [[]];
  const append = (options: readonly Address[]): void => {
    rows = rows.flatMap((row) => options.map((option) => [...row, ...option])).slice(0, most);
  };
  let at = 0;
  for (const match of source.text.matchAll(holes)) {
    if (match.index > at) append([writtenParts(source, at, match.index)]);
    append(fill(source, match, lookup));
    at = match.index + match[0].length;
  }
  if (at < source.text.length) append([writtenParts(source, at, source.text.length)]);
  return rows;
}

function fill(source: Source, match: RegExpExecArray, lookup: Lookup): readonly Address[] {
  const written = match.slice(1).find(Boolean) ?? "";
  const start = match.index + match[0].indexOf(written);
  const withDefault = match[0].startsWith("${") ? fallback.exec(written) : null;
  const name = withDefault?.[1] ?? written;
  const known = lookup(name) ?? lookup(/[\w-]+$/.exec(name)?.[0] ?? name) ?? [];
  if (withDefault?.[2]) {
    const from = start + written.length - withDefault[2].length;
    return [...known, ...expand(slice(source, from, start + written.length), lookup)];
  }
  return known.length > 0 ? known : [[{ kind: "unknown", name }]];
}

/** A lookup among variables of a file, safe against names that lead to themselves. */
export function variableLookup(
  variables: readonly { readonly name: string; readonly value: Source }[],
): Lookup {
  const table = new Map<string, Source[]>();
  for (const { name, value } of variables) {
    const values = table.get(name);
    if (!values) table.set(name, [value]);
    else if (values.length < most) values.push(value);
  }
  const open = new Set<string>();
  const lookup: Lookup = (name) => {
    const sources = table.get(name);
    if (!sources || open.has(name)) return undefined;
    open.add(name);
    const rows = sources.flatMap((source) => expand(source, lookup));
    open.delete(name);
    return rows.slice(0, most);
  };
  return lookup;
}
