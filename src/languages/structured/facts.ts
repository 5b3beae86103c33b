import type { Address, Fact } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import type { PlainFacts, Region } from "../../lint/syntax/language.ts";
import { isAbsolute, masked } from "../../lint/values/address.ts";
import {
  distinct,
  headerFacts,
  holdsNeedle,
  mentionsIn,
  proseFacts,
  under,
  useOf,
} from "../plain/addresses.ts";
import { expand, type Lookup } from "../plain/holes.ts";
import { sourceAt, type Source } from "../plain/source.ts";
import { createBaseLookup, nameFor, type BaseLookup } from "./bases.ts";
import { embeddedIn, programsIn, scriptLines } from "./embedded.ts";
import { workflowReads } from "./n8n-workflows.ts";
import { itemsOf, textAt, visit, type DocumentNode, type ParsedDocument } from "./node.ts";
import { openApiFacts } from "./openapi.ts";
import { createScope } from "./scope.ts";

/** What JSON and YAML say alike: values, keys and tables of addresses, descriptions of an API, scripts in strings. */
export function documentFacts(
  { roots, comments }: ParsedDocument,
  text: string,
  needles: readonly string[],
  work: Work,
): PlainFacts {
  const facts: Fact[] = comments.flatMap(({ start, end }) => proseFacts(sourceAt(text, start, end), needles));
  const regions: Region[] = [];
  const scope = createScope(roots, work);
  const baseFor = createBaseLookup();
  /** Text that a script around it has told already. */
  const told = new Set<DocumentNode>();
  for (const root of roots) {
    const described = openApiFacts(root, needles, work);
    if (described) facts.push(...described);
    facts.push(...workflowReads(root, scope.lookup([root]), needles, work));
    visit(root, work, (node, keys, owners) => {
      const lookup = scope.lookup(owners);
      if (node.kind === "map" && !described) facts.push(...keyFacts(node, lookup, needles, work));
      if (node.kind === "map") {
        regions.push(...programsIn(node).filter(({ text: program }) => holdsNeedle(program, needles)));
        for (const { key } of node.entries) facts.push(...wholeHeaders(key, needles, true));
      }
      const script = scriptLines(node, keys, owners, scope, work);
      if (script) for (const line of itemsOf(node)) told.add(line);
      if (script && holdsNeedle(script.text, needles)) regions.push(script);
      if (node.kind !== "text" || told.has(node)) return;
      const embedded = embeddedIn(node.source, keys, owners, scope, work);
      if (embedded) {
        if (holdsNeedle(embedded.text, needles)) regions.push(embedded);
      } else
        facts.push(
          ...textFacts(node.source, keys, owners, lookup, baseFor, needles, described !== undefined, work),
        );
    });
  }
  return { facts: distinct(facts), regions };
}

function textFacts(
  source: Source,
  keys: readonly Source[],
  owners: readonly DocumentNode[],
  lookup: Lookup,
  baseFor: BaseLookup,
  needles: readonly string[],
  described: boolean,
  work: Work,
): readonly Fact[] {
  if (source.text.length > 100_000) return [];
  if (!/[$]|\{/.test(source.text) && !holdsNeedle(source.text, needles)) return [];
  const headed = keys.some(({ text }) => /header|expose|allow|capture/i.test(text));
  const facts: Fact[] = [...wholeHeaders(source, needles, headed), ...dottedReads(source, needles)];
  const key = keys.at(-1)?.text ?? "";
  if (described && /^(?:description|summary|title|example|examples|default)$/.test(key)) {
    return [...facts, ...proseFacts(source, needles)];
  }
  if (!/[/]/.test(source.text) && !source.text.includes("$") && !source.text.includes("{{")) return facts;
  for (const row of expand(source, lookup, work)) {
    for (const mention of mentionsIn(row, needles)) {
      const { parts, whole } = mention;
      const used = whole || /^(?:[A-Z]+ |[\w.-]+=["']?|=)$/.test(source.text.slice(0, startOf(row, parts)));
      if (!used) facts.push({ kind: "address", parts, role: "prose" });
      else if (isAbsolute(parts) || !masked(parts).startsWith("/"))
        facts.push(useOf(parts, nameFor(keys, owners)));
      else {
        const bases = baseFor(source, key, owners).flatMap((base) => joined(base, lookup, work));
        for (const base of bases) facts.push(useOf(under(base, parts), nameFor(keys, owners)));
        // A path without any base beside it: names around it say too little.
        if (bases.length === 0) facts.push(useOf(parts));
      }
    }
  }
  return facts;
}

function joined(base: readonly Source[], lookup: Lookup, work: Work): readonly Address[] {
  return base
    .map((source) => expand(source, lookup, work))
    .reduce<readonly Address[]>(
      (all, next) => all.flatMap((left) => next.map((right) => under(left, right))),
      [[]],
    );
}

/** Units of joined text before `parts` starts. */
function startOf(row: Address, parts: Address): number {
  const at = masked(row).indexOf(masked(parts));
  return Math.max(at, 0);
}

/** Addresses that are keys: of a table, or of a proxy that says where they go. */
function keyFacts(
  node: DocumentNode,
  lookup: Lookup,
  needles: readonly string[],
  work: Work,
): readonly Fact[] {
  if (node.kind !== "map") return [];
  const facts: Fact[] = [];
  for (const { key, value } of node.entries) {
    if (!holdsNeedle(key.text, needles) || !key.text.includes("/")) continue;
    for (const row of expand(key, lookup, work)) {
      for (const { parts, whole } of mentionsIn(row, needles)) {
        const target = textAt(value, "target");
        if (isAbsolute(parts)) facts.push(useOf(parts));
        else if (target && whole)
          for (const base of expand(target, lookup, work)) facts.push(useOf(under(base, parts)));
        else facts.push({ kind: "address", parts, role: "definition" });
      }
    }
  }
  return facts;
}

/** A header name that is all of a value kept for headers, or an item of a list with commas. */
function wholeHeaders(source: Source, needles: readonly string[], headed: boolean): readonly Fact[] {
  const listed = headed && /^\s*[\w-]+(?:\s*,\s*[\w-]+)*\s*$/.test(source.text);
  const mapped = /^(?:=?\{\{|\$)[^]*$/.test(source.text);
  return headerFacts(source, needles, listed || mapped ? "read" : "prose");
}

/** `$.meta.usage.name`, `{{ $json.meta.usage.name }}`, `.meta.usage.name`: a field named by its whole path. */
function dottedReads(source: Source, needles: readonly string[]): readonly Fact[] {
  const facts: Fact[] = [];
  if (!holdsNeedle(source.text, needles)) return facts;
  for (const match of source.text.matchAll(/(?:^|[$\w\])}?])((?:\??\.\w+|\[["']\w+["']\])+)/g)) {
    const path: string[] = [];
    const start = match.index + match[0].length - (match[1]?.length ?? 0);
    for (const step of (match[1] ?? "").matchAll(/\w+/g)) {
      const span = source.span(start + step.index, start + step.index + step[0].length);
      if (span && path.length > 0 && needles.includes(step[0])) {
        const found = { name: step[0], span, path: path.slice(-24), origins: [], names: [] };
        facts.push({ kind: "field", ...found, from: "unknown", role: "read" });
      }
      path.push(step[0]);
    }
  }
  return facts;
}
