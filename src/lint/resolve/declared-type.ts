import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import {
  noPicks,
  type Alternative,
  type Alternatives,
  type InstanceValue,
  type Value,
} from "../values/value.ts";

/** Values of something declared with a type: the unknown ones keep it. */
export function typed(all: Alternatives, type: SyntaxNode | undefined, unit: Unit): Alternatives {
  return type ? all.map((one) => withType(one, type, unit)) : all;
}

/** An unknown value remembers its declared type. */
export function withType(one: Alternative, type: SyntaxNode, unit: Unit): Alternative {
  if (one.value.kind !== "unknown") return one;
  return {
    value: { ...one.value, type: { node: type, unit, depth: one.value.names.length } },
    picks: one.picks,
  };
}

/** An unknown value of a declared class is an instance of it. */
export function typedInstance(
  resolver: Resolver,
  value: Value & { kind: "unknown" },
): InstanceValue | undefined {
  const { type } = value;
  if (!type || type.depth !== value.names.length) return undefined;
  const shape = type.unit.syntax.typeShape(type.node);
  if (shape.kind !== "ref" || shape.args.length > 0) return undefined;
  const binding = type.unit.lookup(shape.name, type.node)?.bindings[0]?.binding;
  if (binding?.kind !== "class" && binding?.kind !== "import") return undefined;
  const found = resolver.binding(binding, type.unit, noPicks)[0]?.value;
  return found?.kind === "class" ? { kind: "instance", of: found } : undefined;
}
