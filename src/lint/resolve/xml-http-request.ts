import { calling } from "../syntax/call-expression.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { staged } from "../values/response.ts";
import type { Alternatives, Picks, Place } from "../values/value.ts";

/** The request that `xhr.open(method, url)` prepares on the object. */
export function opened(
  resolver: Resolver,
  object: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const found = unit.occurrences("open", ["member"]).flatMap(({ role }) => {
    if (role.kind !== "member" || role.object.text !== object.text) return [];
    const expr = unit.syntax.expr(role.object);
    if (
      expr.kind === "name" &&
      unit.lookup(expr.name, role.object)?.scope.id !== unit.lookup(expr.name, object)?.scope.id
    )
      return [];
    const call = calling(role.node, unit);
    if (!call || call.args.length < 2) return [];
    return resolver.evaluate(call.node, unit, picks).filter(({ value }) => value.kind === "answer");
  });
  return found.length > 0 ? found.map((one) => staged(one, "response")) : undefined;
}

/** What an XMLHttpRequest answers: by its name, as `this` of its handler, as the target of its event. */
export function xhrAnswer(resolver: Resolver, place: Place, picks: Picks): Alternatives | undefined {
  const { node, unit } = place;
  const direct = opened(resolver, node, unit, picks);
  if (direct) return direct;
  const { syntax } = unit;
  const expr = syntax.expr(node);
  if (expr.kind === "member" && /^(?:currentT|t|srcElement)arget$|^srcElement$/.test(expr.name)) {
    const event = resolver.evaluate(expr.object, unit, picks).filter(({ value }) => value.kind === "answer");
    return event.length > 0 ? event : undefined;
  }
  if (expr.kind !== "self") return undefined;
  const fn = unit.functionAround(node);
  const holder = fn && syntax.holder(fn);
  if (holder?.kind === "member") return opened(resolver, holder.object, unit, picks);
  const call = holder?.kind === "argument" ? syntax.expr(holder.call) : undefined;
  const callee = call?.kind === "call" ? syntax.expr(call.callee) : undefined;
  return callee?.kind === "member" ? opened(resolver, callee.object, unit, picks) : undefined;
}
