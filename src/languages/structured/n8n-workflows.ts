import type { Address, Fact } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import { mentionsIn } from "../plain/addresses.ts";
import { expand, type Lookup } from "../plain/holes.ts";
import { entryOf, itemsOf, textAt, visit, type DocumentNode } from "./node.ts";

const reads =
  /\$(?:json|\(\s*["']([^"']+)["']\s*\)(?:\.\w+(?:\(\))?)?\.json|node\[["']([^"']+)["']\]\.json)((?:\??\.\w+|\[["']\w+["']\])+)/g;

/** Names before a field that are kept. */
const deepest = 24;

/** Fields that the steps of a drawn workflow (n8n) read from the answers of its request steps. */
export function workflowReads(
  root: DocumentNode,
  lookup: Lookup,
  needles: readonly string[],
  work: Work,
): readonly Fact[] {
  const nodes = itemsOf(entryOf(root, "nodes"));
  const connections = entryOf(root, "connections");
  if (nodes.length === 0 || connections?.kind !== "map") return [];
  const asked = new Map<string, readonly Address[]>();
  for (const node of nodes) {
    const name = textAt(node, "name")?.text;
    const url = textAt(node, "parameters", "url");
    if (name === undefined || !url) continue;
    const rows = expand(url, lookup, work).filter((row) => mentionsIn(row, needles).length > 0);
    if (rows.length > 0) asked.set(name, rows);
  }
  const before = new Map<string, string[]>();
  for (const { key, value } of connections.entries) {
    if (!value) continue;
    visit(value, work, (node) => {
      const to = textAt(node, "node")?.text;
      const list = to === undefined ? undefined : before.get(to);
      if (list) list.push(key.text);
      else if (to !== undefined) before.set(to, [key.text]);
    });
  }
  return nodes.flatMap((node) => {
    const name = textAt(node, "name")?.text ?? "";
    const upstream = before.get(name) ?? [];
    return nodeReads(node, work, (asker) =>
      (asker === undefined ? upstream : [asker]).flatMap((at) => asked.get(at) ?? []),
    );
  });
}

function nodeReads(
  node: DocumentNode,
  work: Work,
  originsOf: (asker: string | undefined) => readonly Address[],
): readonly Fact[] {
  const facts: Fact[] = [];
  visit(node, work, (inner, keys) => {
    if (inner.kind !== "text" || /Code$/.test(keys.at(-1)?.text ?? "")) return;
    for (const match of inner.source.text.matchAll(reads)) {
      const origins = originsOf(match[1] ?? match[2]);
      if (origins.length === 0) continue;
      const chain = match[3] ?? "";
      const start = match.index + match[0].length - chain.length;
      const path: string[] = [];
      for (const step of chain.matchAll(/\w+/g)) {
        const span = inner.source.span(start + step.index, start + step.index + step[0].length);
        const found = { name: step[0], path: path.slice(-deepest), origins, names: [] };
        if (span) facts.push({ kind: "field", ...found, span, from: "body", role: "read" });
        path.push(step[0]);
      }
    }
  });
  return facts;
}
