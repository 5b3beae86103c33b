import type { Address, Fact, FieldFact } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import { masked } from "../../lint/values/address.ts";
import { holdsNeedle, under, useOf } from "../plain/addresses.ts";
import { expand } from "../plain/holes.ts";
import { entryOf, itemsOf, textAt, visit, type DocumentNode } from "./node.ts";

/** Facts of a description of an API (OpenAPI 3, Swagger 2); undefined when `root` is none. */
export function openApiFacts(
  root: DocumentNode,
  needles: readonly string[],
  work: Work,
): readonly Fact[] | undefined {
  const paths = entryOf(root, "paths");
  if (!textAt(root, "openapi") && !textAt(root, "swagger")) return undefined;
  const facts: Fact[] = [];
  const servers = serversOf(root, work);
  for (const { key, value } of paths?.kind === "map" ? paths.entries : []) {
    if (!key.text.startsWith("/")) continue;
    const own = serversOf(value, work);
    const rows = (own.length > 0 ? own : servers).flatMap((server) =>
      expand(key, () => undefined, work).map((path) => under(server, path)),
    );
    const relative = rows.length > 0 ? rows : expand(key, () => undefined, work);
    const held = relative.filter((row) => holdsNeedle(masked(row), needles));
    for (const row of held) facts.push(useOf(row));
    if (held.length > 0 && value) facts.push(...answerFields(root, value, held, work));
  }
  visit(root, work, (node, keys) => {
    if (node.kind !== "map" || keys.at(-1)?.text !== "properties") return;
    for (const { key } of node.entries) {
      if (!needles.includes(key.text)) continue;
      const path = propertyPath(keys.map(({ text }) => text));
      const fact = declared(key.text, key.span(0, key.text.length), path, servers);
      if (fact) facts.push(fact);
    }
  });
  return facts;
}

function serversOf(node: DocumentNode | undefined, work: Work): readonly Address[] {
  const listed = itemsOf(entryOf(node, "servers")).flatMap((server) => {
    const url = textAt(server, "url");
    if (!url) return [];
    return expand(
      url,
      (name) => {
        const variable = entryOf(server, "variables", name);
        const first = textAt(variable, "default");
        return first ? expand(first, () => undefined, work) : undefined;
      },
      work,
    );
  });
  const host = textAt(node, "host");
  if (!host || !textAt(node, "swagger")) return listed;
  const basePath = textAt(node, "basePath");
  const [left = []] = expand(host, () => undefined, work);
  const [right = []] = basePath ? expand(basePath, () => undefined, work) : [];
  return [...listed, [...left, ...right]];
}

/** Names of the properties that lead to the one whose map of properties is at `keys`. */
function propertyPath(keys: readonly string[]): readonly string[] {
  return keys.filter((_, index) => keys[index - 1] === "properties" && keys[index - 2] !== "properties");
}

/** Fields declared for the answers of a path, in place or behind a reference. */
function answerFields(
  root: DocumentNode,
  path: DocumentNode,
  origins: readonly Address[],
  work: Work,
): readonly Fact[] {
  const facts: Fact[] = [];
  const meet = (node: DocumentNode, depth: number): void => {
    if (!work.take(1)) return;
    const reference = textAt(node, "$ref")?.text;
    const target = reference?.startsWith("#/") ? entryOf(root, ...reference.slice(2).split("/")) : undefined;
    if (target && depth < 8) meet(target, depth + 1);
    const properties = entryOf(node, "properties");
    for (const { key } of properties?.kind === "map" ? properties.entries : []) {
      const fact = declared(key.text, key.span(0, key.text.length), [], origins);
      if (fact) facts.push(fact);
    }
    for (const name of ["allOf", "oneOf", "anyOf"]) {
      for (const item of itemsOf(entryOf(node, name))) if (depth < 8) meet(item, depth + 1);
    }
  };
  visit(path, work, (node, keys) => {
    if (keys.at(-1)?.text === "schema" && keys.some(({ text }) => text === "responses")) meet(node, 0);
    else if (keys.at(-2)?.text === "responses") {
      const reference = textAt(node, "$ref")?.text;
      const target = reference ? entryOf(root, ...reference.slice(2).split("/")) : undefined;
      if (target)
        visit(target, work, (inner, innerKeys) => innerKeys.at(-1)?.text === "schema" && meet(inner, 0));
    }
  });
  return facts;
}

function declared(
  name: string,
  span: FieldFact["span"] | undefined,
  path: readonly string[],
  origins: readonly Address[],
): FieldFact | undefined {
  if (!span) return undefined;
  return { kind: "field", name, span, path, from: "body", origins, names: [], role: "declared" };
}
