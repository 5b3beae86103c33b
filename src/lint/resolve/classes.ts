import type { SyntaxNode } from "../syntax/parser.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type Alternatives, type ClassValue, type Picks } from "../values/value.ts";

/** The name a class is declared with; empty when it has none. */
export function classNameOf(value: ClassValue): string {
  return value.unit.syntax.nameOf(value.node)?.text ?? "";
}

/** The constructor of a class; a constructor function is its own. */
export function constructorOf(cls: ClassValue): SyntaxNode | undefined {
  const { syntax } = cls.unit;
  return syntax.functions.has(cls.node.type) ? cls.node : methodIn(cls, syntax.constructorName);
}

/** The class's own method of that name. */
export function methodIn(cls: ClassValue, name: string): SyntaxNode | undefined {
  for (const { role } of cls.unit.occurrences(name, ["method"])) {
    if (role.kind === "method" && role.owner.id === cls.node.id) return role.fn;
  }
  return undefined;
}

/** `Class.name`: a field or a method of the class or a base of it. */
export function classMember(
  resolver: Resolver,
  cls: ClassValue,
  name: string,
  picks: Picks,
): Alternatives | undefined {
  for (const { role } of cls.unit.occurrences(name, ["field", "method"])) {
    if (role.kind === "field" && role.owner.id === cls.node.id && role.value) {
      return resolver.evaluate(role.value, cls.unit, picks);
    }
    if (role.kind === "method" && role.owner.id === cls.node.id) {
      return [{ value: { kind: "function", node: role.fn, unit: cls.unit, self: cls }, picks }];
    }
  }
  const above = cls.unit.syntax.supers(cls.node)[0];
  const next = above && resolver.evaluate(above, cls.unit, noPicks)[0]?.value;
  return next?.kind === "class" ? classMember(resolver, next, name, picks) : undefined;
}
