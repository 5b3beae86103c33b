import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type ClassValue } from "../values/value.ts";

/** Whether `sub` names `owner` as a base, directly. */
export function superIs(resolver: Resolver, sub: SyntaxNode, owner: SyntaxNode, unit: Unit): boolean {
  return unit.syntax
    .supers(sub)
    .some((node) =>
      resolver
        .evaluate(node, unit, noPicks)
        .some(({ value }) => value.kind === "class" && value.node.id === owner.id),
    );
}

/** Whether the class is `owner` or below it. */
export function isA(resolver: Resolver, value: ClassValue, owner: SyntaxNode): boolean {
  if (value.node.id === owner.id) return true;
  return value.unit.syntax
    .supers(value.node)
    .some((node) =>
      resolver
        .evaluate(node, value.unit, noPicks)
        .some((one) => one.value.kind === "class" && isA(resolver, one.value, owner)),
    );
}

/** Classes of the file that name `owner` as a base. */
export function subclassesOf(resolver: Resolver, owner: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  const name = unit.syntax.nameOf(owner);
  if (!name) return [];
  return unit.occurrences(name.text).flatMap(({ leaf }) => {
    let at = leaf.parent;
    for (let guard = 0; at && guard < 4 && !unit.syntax.classes.has(at.type); guard++) at = at.parent;
    return at && at.id !== owner.id && unit.syntax.classes.has(at.type) && superIs(resolver, at, owner, unit)
      ? [at]
      : [];
  });
}
