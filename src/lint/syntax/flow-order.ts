import { encloses, type SyntaxNode } from "./parser.ts";
import type { Binding, ProgramSyntax } from "./program-syntax.ts";

/** All that is bound to one name in one scope, in order of appearance. */
export interface Variable {
  readonly scope: SyntaxNode;
  readonly bindings: readonly { readonly at: SyntaxNode; readonly binding: Binding }[];
}

const arms =
  /^(?:if_statement|ternary_expression|switch_body|switch_statement|match_statement|conditional_expression)$/;

/** Innermost function around `node`, `node` itself not counted. */
export function functionAround(syntax: ProgramSyntax, node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !syntax.functions.has(at.type)) at = at.parent;
  return at ?? undefined;
}

/** Bindings of `variable` that may hold at `at`. */
export function reachingBindings(
  syntax: ProgramSyntax,
  { bindings: all }: Variable,
  at: SyntaxNode,
): readonly Binding[] {
  if (all.length < 2) return all.map(({ binding }) => binding);
  const home = functionAround(syntax, at)?.id;
  const here: Binding[] = [];
  for (const one of all.toReversed()) {
    const local = functionAround(syntax, one.at)?.id === home;
    // The value of `x = f(x)` is made of the x before.
    if (one.binding.kind === "value" && one.binding.value && encloses(one.binding.value, at)) continue;
    if (local && one.at.startIndex >= at.startIndex) {
      if (!shareLoop(syntax, one.at, at)) continue;
    } else if (local && inOtherArm(one.at, at)) continue;
    here.push(one.binding);
    // A plain assignment that always runs before hides what was there before it.
    const append = one.binding.kind === "value" && one.binding.append === true;
    if (local && !append && one.at.startIndex < at.startIndex && dominates(syntax, one.at, at)) break;
  }
  return here.length > 0 ? here.reverse() : all.map(({ binding }) => binding);
}

function dominates(syntax: ProgramSyntax, one: SyntaxNode, at: SyntaxNode): boolean {
  for (let up = one.parent; up; up = up.parent) {
    if (syntax.functions.has(up.type)) return true;
    if (syntax.branches.has(up.type) && !encloses(up, at)) return false;
  }
  return true;
}

/** In the `then` of an `if` whose `else` holds `at`. */
function inOtherArm(one: SyntaxNode, at: SyntaxNode): boolean {
  for (let up = one.parent, inner = one; up; inner = up, up = up.parent) {
    if (!encloses(up, at)) continue;
    if (!arms.test(up.type)) return false;
    const other = up.namedChildren.find((child) => encloses(child, at));
    const condition = up.childForFieldName("condition")?.id;
    return other !== undefined && other.id !== inner.id && other.id !== condition && inner.id !== condition;
  }
  return false;
}

function shareLoop(syntax: ProgramSyntax, one: SyntaxNode, at: SyntaxNode): boolean {
  for (let up = at.parent; up && !syntax.functions.has(up.type); up = up.parent) {
    if (/^(?:for|while|do)/.test(up.type) && encloses(up, one)) return true;
  }
  return false;
}
