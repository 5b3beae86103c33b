import type { Work } from "../../lint/contract/work.ts";
import { createLookup, type Lookup } from "../plain/holes.ts";
import { slice, type Source } from "../plain/source.ts";
import { textAt, visit, type DocumentNode } from "./node.ts";

/** Names of a document and the addresses, hosts and paths kept under them. */
export interface Scope {
  /** What `name` stands for as seen from inside `owners`: the nearest ones. */
  readonly sources: (name: string, owners: readonly DocumentNode[]) => readonly Source[];
  readonly lookup: (owners: readonly DocumentNode[]) => Lookup;
}

interface Kept {
  readonly value: Source;
  readonly owners: readonly DocumentNode[];
}

const most = 64;

/** Entries of maps, `{ key, value }` pairs of collections, and `NAME=value` items of lists. */
export function createScope(roots: readonly DocumentNode[], work: Work): Scope {
  const table = new Map<string, Kept[]>();
  const keep = (name: string, value: Source, owners: readonly DocumentNode[]): void => {
    if (!isPlace(value.text)) return;
    const list = table.get(name);
    if (!list) table.set(name, [{ value, owners }]);
    else if (list.length < most) list.push({ value, owners });
  };
  for (const root of roots) {
    visit(root, work, (node, _keys, owners) => {
      if (node.kind === "text" && owners.at(-1)?.kind === "list") {
        const { source } = node;
        const head = /^([A-Za-z_]\w*)=(?=\S)/.exec(source.text);
        if (head?.[1]) keep(head[1], slice(source, head[0].length, source.text.length), owners);
      }
      if (node.kind !== "map") return;
      const name = textAt(node, "key") ?? textAt(node, "name") ?? textAt(node, "id");
      const value = textAt(node, "value") ?? textAt(node, "currentValue") ?? textAt(node, "default");
      if (name && value) keep(name.text, value, owners);
      for (const entry of node.entries) {
        if (entry.value?.kind === "text") keep(entry.key.text, entry.value.source, [...owners, node]);
      }
    });
  }

  const sources = (name: string, owners: readonly DocumentNode[]): readonly Source[] => {
    const list = table.get(name) ?? [];
    const near = list.map((kept) => sharedOwners(kept.owners, owners));
    const nearest = Math.max(0, ...near);
    return list.filter((_, index) => near[index] === nearest).map(({ value }) => value);
  };

  const lookup = (owners: readonly DocumentNode[]): Lookup =>
    createLookup((name) => (work.take(1) ? sources(name, owners) : undefined), work);
  return { sources, lookup };
}

function sharedOwners(left: readonly DocumentNode[], right: readonly DocumentNode[]): number {
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

function isPlace(text: string): boolean {
  return text.length < 500 && /[./]/.test(text) && !/\s/.test(text.trim().replace(/\{\{[^{}]*\}\}/g, ""));
}
