import type { SyntaxNode } from "./syntax.ts";
import type { Unit } from "./unit.ts";
import type { Alternative, Alternatives } from "./value.ts";

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
