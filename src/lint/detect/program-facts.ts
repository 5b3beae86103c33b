import type { Fact, HeaderFact } from "../contract/facts.ts";
import type { Span } from "../contract/finding.ts";
import type { Rule } from "../contract/rule.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Role } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { masked } from "../values/address.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks } from "../values/value.ts";
import { isAnswerDropped } from "./dropped-response.ts";
import { fieldFacts } from "./field-reads.ts";
import { nearStatements } from "./reachable-statements.ts";
import { addressesFrom } from "./trace-address.ts";

export interface ProgramFacts {
  readonly facts: readonly Fact[];
  /** A path is only kept here: the files that import it decide. */
  readonly open: boolean;
}

/** All facts of a program that the rules may judge, each found outwards from a needle. */
export function programFacts(
  resolver: Resolver,
  unit: Unit,
  rules: readonly Rule[],
  importers: readonly Unit[],
): ProgramFacts {
  const facts: Fact[] = [];
  let open = false;
  const near = nearStatements(unit);
  for (const { pattern } of rules) {
    switch (pattern.kind) {
      case "endpoint": {
        const found = endpointFacts(resolver, unit, pattern.path, importers);
        facts.push(...found.facts);
        open ||= found.open;
        break;
      }
      case "field":
        facts.push(...namedFacts(resolver, unit, pattern.name, undefined));
        break;
      case "response-field":
        for (const { name } of pattern.fields) facts.push(...namedFacts(resolver, unit, name, near));
        break;
      case "header":
        facts.push(...headerFacts(resolver, unit, pattern.name));
        break;
    }
  }
  return { facts, open };
}

/** Ends of the path in strings: "…/billing/balance", also when its last piece stands alone. */
function endpointFacts(
  resolver: Resolver,
  unit: Unit,
  path: string,
  importers: readonly Unit[],
): ProgramFacts {
  const last = path.slice(path.lastIndexOf("/") + 1);
  const pattern = new RegExp(`(?<=[/"'\`}])${last}(?![\\w-])`, "g");
  const facts: Fact[] = [];
  let open = false;
  for (const start of unit.matches(pattern)) {
    if (resolver.exhausted()) break;
    const span: Span = { start, end: start + last.length };
    const leaf = unit.leafAt(start, last.length);
    if (!leaf) continue;
    const role = unit.syntax.role(leaf);
    if (role.kind === "prose") {
      const prose = addressAround(unit.text, start, span.end);
      if (prose) facts.push({ kind: "address", role: "prose", parts: [{ kind: "written", ...prose }] });
    }
    if (role.kind === "text") {
      const reached = addressesFrom(resolver, unit, role.node, span, importers);
      const isDropped = isAnswerDropped(unit, role.node);
      facts.push(...reached.facts.map((fact) => (isDropped ? { ...fact, unread: true as const } : fact)));
      open ||= reached.open && unit.text.slice(Math.max(0, start - 12), start).includes("billing");
    }
  }
  return { facts, open };
}

/** The run of address characters around a place in prose. */
export function addressAround(
  text: string,
  start: number,
  end: number,
): { text: string; span: Span } | undefined {
  const legal = /[\w:/.%@\\-]/;
  let from = start;
  while (from > 0 && start - from < 300 && legal.test(text[from - 1] ?? "")) from--;
  const run = text.slice(from, end);
  return /billing/.test(run) ? { text: run, span: { start: from, end } } : undefined;
}

function namedFacts(
  resolver: Resolver,
  unit: Unit,
  name: string,
  near: readonly Span[] | undefined,
): readonly Fact[] {
  const all = near ? unit.near(name, near) : unit.occurrences(name);
  return all.flatMap((one) => {
    const { leaf } = one;
    if (resolver.exhausted()) return [];
    const inner = leaf.text === name ? 0 : leaf.text.lastIndexOf(name);
    const start = leaf.startIndex + Math.max(inner, 0);
    const span = { start, end: start + name.length };
    if (one.role.kind === "prose") return [];
    return [...fieldFacts(resolver, unit, name, one, span)];
  });
}

function headerFacts(resolver: Resolver, unit: Unit, name: string): readonly Fact[] {
  const tail = name.slice(name.indexOf("-", 2) + 1);
  const pattern = new RegExp(tail.replaceAll("-", "[-]"), "gi");
  const facts: HeaderFact[] = [];
  for (const at of unit.matches(pattern)) {
    const leaf = unit.leafAt(at, tail.length);
    const role = leaf && unit.syntax.role(leaf);
    if (!leaf || !role || role.kind === "none") continue;
    if (role.kind === "prose") {
      const start = at - (name.length - tail.length);
      if (unit.text.slice(start, start + name.length).toLowerCase() !== name) continue;
      facts.push(headerFact(name, { start, end: start + name.length }, "prose"));
      continue;
    }
    const string = stringAround(unit, leaf);
    if (string)
      facts.push(...headerIn(resolver, unit, string, name, at, tail, isWritten(unit, string, role)));
  }
  return facts;
}

function stringAround(unit: Unit, leaf: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = leaf, guard = 0; at && guard < 4; at = at.parent, guard++) {
    if (unit.syntax.expr(at).kind === "text") return at;
  }
  return undefined;
}

/** Whether a record is handed on as headers. */
function areHeaders(unit: Unit, record: SyntaxNode): boolean {
  const holder = unit.syntax.holder(record);
  if (holder.kind === "entry") return /headers$/i.test(holder.key ?? "");
  if (holder.kind !== "argument") return false;
  const call = unit.syntax.expr(holder.call);
  if (call.kind !== "call") return false;
  const name = call.args.find(({ value }) => value.id === record.id)?.name;
  return name === undefined ? setters.test(call.callee.text) : /headers$/i.test(name);
}

const setters = /(?:^|\.)(?:set|setHeaders?|Headers|writeHead|header|headers|append|reply|Response)$/;

/** Sent or set by this code rather than read from an answer. */
function isWritten(unit: Unit, string: SyntaxNode, role: Role): boolean {
  if (role.kind === "member-assign") return true;
  if (role.kind === "key") return areHeaders(unit, role.record);
  const holder = unit.syntax.holder(string);
  if (holder.kind !== "argument") return false;
  const call = unit.syntax.expr(holder.call);
  return (
    call.kind === "call" &&
    /(?:^|\.)(?:set|setHeader|append|header|add_header|set_header|writeHead)$/.test(call.callee.text) &&
    call.args.length > 1
  );
}

function headerIn(
  resolver: Resolver,
  unit: Unit,
  string: SyntaxNode,
  name: string,
  at: number,
  tail: string,
  written: boolean,
): readonly HeaderFact[] {
  let node: SyntaxNode = string;
  for (let guard = 0; guard < 4; guard++) {
    for (const { value } of resolver.evaluate(node, unit, noPicks)) {
      if (value.kind !== "text" || masked(value.parts).trim().toLowerCase() !== name) continue;
      const piece = value.parts.find(
        (part) => part.kind === "written" && part.span.start <= at && at < part.span.end,
      );
      const whole = piece?.kind === "written" && piece.text.toLowerCase().endsWith(name);
      const start = whole ? at - (name.length - tail.length) : at;
      return [headerFact(name, { start, end: at + tail.length }, written ? "definition" : "read")];
    }
    const holder = unit.syntax.holder(node);
    if (holder.kind !== "expr") return [];
    node = holder.node;
  }
  return [];
}

function headerFact(name: string, span: Span, role: HeaderFact["role"]): HeaderFact {
  return { kind: "header", name, span, role, origins: [] };
}
