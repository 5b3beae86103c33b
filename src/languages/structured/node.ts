import type { Span } from "../../lint/contract/finding.ts";
import type { Work } from "../../lint/contract/work.ts";
import type { Source } from "../plain/source.ts";

/** A document of maps, lists and text, JSON or YAML alike. Numbers and words like `true` are text too. */
export type DocumentNode =
  | DocumentMap
  | { readonly kind: "list"; readonly items: readonly DocumentNode[] }
  /** `quoted` is true for text in quotes or a block, which is text and nothing else. */
  | { readonly kind: "text"; readonly source: Source; readonly quoted: boolean };

export interface DocumentMap {
  readonly kind: "map";
  readonly entries: readonly DocumentEntry[];
  /** The value of the first entry with a key. */
  readonly get: (key: string) => DocumentNode | undefined;
}

export interface DocumentEntry {
  readonly key: Source;
  readonly value?: DocumentNode;
}

export interface ParsedDocument {
  readonly roots: readonly DocumentNode[];
  readonly comments: readonly Span[];
}

/** Each text of a map may ask for the keys beside it: they are listed once. */
export function mapOf(entries: readonly DocumentEntry[]): DocumentMap {
  let values: Map<string, DocumentNode | undefined> | undefined;
  return {
    kind: "map",
    entries,
    get: (key) => {
      values ??= new Map(entries.toReversed().map((entry) => [entry.key.text, entry.value]));
      return values.get(key);
    },
  };
}

export function entryOf(
  node: DocumentNode | undefined,
  ...path: readonly string[]
): DocumentNode | undefined {
  let at = node;
  for (const key of path) {
    at = at?.kind === "map" ? at.get(key) : undefined;
  }
  return at;
}

export function textAt(node: DocumentNode | undefined, ...path: readonly string[]): Source | undefined {
  const found = entryOf(node, ...path);
  return found?.kind === "text" ? found.source : undefined;
}

export function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === "list" ? node.items : [];
}

/**
 * Visits every entry and item below `node`, outermost first; `owner` is the map or list it stands in. Anchors make a few
 * lines stand for any number of nodes, so each visit is counted.
 */
export function visit(
  node: DocumentNode,
  work: Work,
  meet: (node: DocumentNode, keys: readonly Source[], owners: readonly DocumentNode[]) => void,
  keys: readonly Source[] = [],
  owners: readonly DocumentNode[] = [],
): void {
  if (!work.take(1)) return;
  meet(node, keys, owners);
  if (keys.length > 200) return;
  if (node.kind === "text") return;
  const inside = [...owners, node];
  if (node.kind === "map") {
    for (const { key, value } of node.entries) if (value) visit(value, work, meet, [...keys, key], inside);
  } else for (const item of node.items) visit(item, work, meet, keys, inside);
}
