import { calling, superCall } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Argument } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type CallSite } from "../values/value.ts";
import { isA, superIs } from "./subclasses.ts";

const mostSites = 60;

/** Calls in this file that run `fn`, as far as names tell. */
export function callSitesOf(resolver: Resolver, fn: SyntaxNode, unit: Unit): readonly CallSite[] {
  const { syntax } = unit;
  const leaf = syntax.nameOf(fn);
  if (!leaf) {
    const direct = calling(fn, unit);
    return direct ? [{ node: direct.node, unit, args: direct.args, picks: noPicks }] : [];
  }
  const owner = syntax.ownerOf(fn);
  const role = syntax.role(leaf);
  const isMethod = role.kind === "method" || role.kind === "field";
  if (isMethod && owner && leaf.text === syntax.constructorName) return constructions(resolver, owner, unit);
  const found: CallSite[] = [];
  for (const { leaf: at, role: use } of unit.occurrences(leaf.text, ["member", "use"])) {
    if (found.length >= mostSites || encloses(fn, at)) continue;
    if (use.kind === "member") {
      const call = calling(use.node, unit);
      if (!call) continue;
      if (isMethod ? owner && mayBe(resolver, use.object, owner, unit) : role.kind === "key") {
        found.push({ node: call.node, unit, args: call.args, picks: noPicks });
      }
    } else if (use.kind === "use" && !isMethod) {
      const call = calling(use.node, unit) ?? submitted(use.node, unit);
      const variable = unit.lookup(leaf.text, at);
      if (call && variable && (role.kind !== "declare" || variable.scope.id === role.scope.id)) {
        found.push({ node: call.node, unit, args: call.args, picks: noPicks });
      }
    }
  }
  return found;
}

/** `pool.submit(fn, one, two)` runs it with what follows. */
function submitted(
  node: SyntaxNode,
  unit: Unit,
): { node: SyntaxNode; args: readonly Argument[] } | undefined {
  const holder = unit.syntax.holder(node);
  const call = holder.kind === "argument" ? unit.syntax.expr(holder.call) : undefined;
  if (holder.kind !== "argument" || call?.kind !== "call") return undefined;
  if (!/(?:^|\.)(?:submit|to_thread|run_in_executor|run_sync|run_in_threadpool)$/.test(call.callee.text))
    return undefined;
  const at = call.args.findIndex(({ value }) => value.id === node.id);
  return at === -1 ? undefined : { node: holder.call, args: call.args.slice(at + 1) };
}

/** Calls in this file that make an instance of the class, or run its constructor for an heir. */
export function constructions(resolver: Resolver, owner: SyntaxNode, unit: Unit): readonly CallSite[] {
  const name = unit.syntax.nameOf(owner);
  if (!name) return [];
  const found: CallSite[] = [];
  for (const { role } of unit.occurrences(name.text, ["use"])) {
    const call = role.kind === "use" ? calling(role.node, unit) : undefined;
    if (call) found.push({ node: call.node, unit, args: call.args, picks: noPicks });
  }
  // A subclass without a constructor of its own, or one that hands on to `super`.
  for (const { leaf } of unit.occurrences("super")) {
    const sub = unit.syntax.ownerOf(leaf);
    if (!sub || !superIs(resolver, sub, owner, unit)) continue;
    const call = superCall(leaf, unit);
    if (call) found.push({ node: call.node, unit, args: call.args, picks: noPicks });
  }
  return found;
}

function mayBe(resolver: Resolver, object: SyntaxNode, owner: SyntaxNode, unit: Unit): boolean {
  const expr = unit.syntax.expr(object);
  if (expr.kind === "self" || expr.kind === "super") {
    const around = unit.syntax.ownerOf(object);
    return (
      around?.id === owner.id ||
      (around !== undefined &&
        (superIs(resolver, around, owner, unit) || superIs(resolver, owner, around, unit)))
    );
  }
  return resolver.evaluate(object, unit, noPicks).some(({ value }) => {
    if (value.kind === "instance") return isA(resolver, value.of, owner);
    if (value.kind === "class") return isA(resolver, value, owner);
    return (
      value.kind === "unknown" &&
      value.type !== undefined &&
      value.type.node.text.includes(unit.syntax.nameOf(owner)?.text ?? "\0")
    );
  });
}
