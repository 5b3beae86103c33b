import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import {
  noPicks,
  pick,
  unknown,
  without,
  type Alternative,
  type Alternatives,
  type ClassValue,
  type InstanceValue,
  type Picks,
  type Value,
} from "../values/value.ts";
import { constructions } from "./call-sites.ts";
import { subclassesOf } from "./subclasses.ts";

/** The receiver of the method around `node`. */
export function selfIn(resolver: Resolver, node: SyntaxNode, unit: Unit, picks: Picks): Alternatives {
  const owner = unit.syntax.ownerOf(node);
  if (!owner) return [{ value: recordAround(node, unit, picks) ?? unknown("this"), picks }];
  const cls: ClassValue = { kind: "class", node: owner, unit };
  const plain: Alternative = { value: { kind: "instance", of: cls }, picks };
  const method = methodAround(node, unit) ?? (unit.syntax.functions.has(owner.type) ? owner : undefined);
  if (!method) return [plain];
  const name = unit.syntax.nameOf(method)?.text;
  const found: Alternative[] = [];
  const pinned = picks.get(method.id);
  const entry = pinned === undefined ? undefined : resolver.entered(pinned);
  if (entry?.receiver?.kind === "instance") return [{ value: entry.receiver, picks }];
  for (const site of resolver.callSites(method, unit)) {
    const under = pick(picks, method.id, site.node.id);
    if (!under) continue;
    if (name === unit.syntax.constructorName || method.id === owner.id) {
      const call = { node: site.node, unit: site.unit, picks: without(under, method.id) };
      found.push({ value: { kind: "instance", of: cls, call }, picks: under });
      continue;
    }
    const callee = site.unit.syntax.expr(site.node);
    const object = callee.kind === "call" ? site.unit.syntax.expr(callee.callee) : undefined;
    if (object?.kind !== "member") continue;
    for (const one of resolver.evaluate(object.object, site.unit, under)) {
      if (one.value.kind === "instance") found.push({ value: one.value, picks: one.picks });
      else if (one.value.kind === "class")
        found.push({ value: { kind: "instance", of: one.value }, picks: one.picks });
    }
  }
  if (found.length === 0) {
    const made = constructions(resolver, owner, unit);
    for (const site of made) {
      const value: InstanceValue = {
        kind: "instance",
        of: cls,
        call: { node: site.node, unit, picks: noPicks },
      };
      const under = pick(picks, owner.id, site.node.id);
      if (under) found.push({ value, picks: under });
    }
  }
  // A base class speaks for its subclasses: what they set is what its methods see.
  const heirs = subclassesOf(resolver, owner, unit);
  const chosen = heirs.find(({ id }) => picks.get(owner.id) === id);
  if (chosen) {
    const made = found.filter(({ value }) => value.kind === "instance" && value.of.node.id === chosen.id);
    if (made.length > 0) return made;
    return [{ value: { kind: "instance", of: { kind: "class", node: chosen, unit } }, picks }];
  }
  for (const sub of heirs) {
    const under = pick(picks, owner.id, sub.id);
    if (under)
      found.push({ value: { kind: "instance", of: { kind: "class", node: sub, unit } }, picks: under });
  }
  return found.length > 0 ? found : [plain];
}

/** The method whose receiver `this` is, through arrow functions. */
function methodAround(node: SyntaxNode, unit: Unit): SyntaxNode | undefined {
  let fn = unit.functionAround(node);
  while (fn) {
    const name = unit.syntax.nameOf(fn);
    const role = name && unit.syntax.role(name);
    if (role?.kind === "method" || role?.kind === "field") return fn;
    fn = unit.functionAround(fn);
  }
  return undefined;
}

/** `this` in a method of an object literal. */
function recordAround(node: SyntaxNode, unit: Unit, picks: Picks): Value | undefined {
  for (let fn = unit.functionAround(node); fn; fn = unit.functionAround(fn)) {
    const name = unit.syntax.nameOf(fn);
    const role = name && unit.syntax.role(name);
    const expr = role?.kind === "key" ? unit.syntax.expr(role.record) : undefined;
    if (role?.kind === "key" && expr?.kind === "record") {
      return { kind: "record", id: role.record.id, entries: expr.entries, unit, env: picks };
    }
  }
  return undefined;
}
