import type { SyntaxNode } from "./parser.ts";
import type { Argument } from "./program-syntax.ts";
import type { Unit } from "./source-unit.ts";

/** The call whose callee `node` is. */
export function calling(
  node: SyntaxNode,
  unit: Unit,
): { node: SyntaxNode; args: readonly Argument[] } | undefined {
  let at = node;
  for (let parent = at.parent; parent; at = parent, parent = at.parent) {
    const expr = unit.syntax.expr(parent);
    if (expr.kind === "call") return expr.callee.id === at.id ? { node: parent, args: expr.args } : undefined;
    if (expr.kind !== "same") return undefined;
  }
  return undefined;
}

/** `super(…)`, `super().__init__(…)` around the leaf. */
export function superCall(
  leaf: SyntaxNode,
  unit: Unit,
): { node: SyntaxNode; args: readonly Argument[] } | undefined {
  if (unit.syntax.constructorName === "constructor") return calling(leaf, unit);
  const member = leaf.parent?.parent;
  if (!member || unit.syntax.expr(member).kind !== "member") return undefined;
  return member.text.endsWith(`.${unit.syntax.constructorName}`) ? calling(member, unit) : undefined;
}
