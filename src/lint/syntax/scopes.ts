import { functionAround, type Variable } from "./flow-order.ts";
import type { Occurrences } from "./occurrences.ts";
import { encloses, type SyntaxNode } from "./parser.ts";
import type { Binding, ProgramSyntax } from "./program-syntax.ts";

interface Declared {
  readonly scope: SyntaxNode;
  readonly start: number;
  readonly end: number;
}

/** Says which variable a name means at a place. */
export function createScopes(
  root: SyntaxNode,
  syntax: ProgramSyntax,
  occurrences: Occurrences,
): (name: string, at: SyntaxNode) => Variable | undefined {
  const variables = new Map<string, Variable>();
  const declares = new Map<string, readonly Declared[]>();

  const declaredIn = (name: string, home: SyntaxNode): readonly Declared[] => {
    const key = `${home.id} ${name}`;
    let list = declares.get(key);
    if (!list) {
      list = occurrences
        .inside(name, home)
        .flatMap(({ role }) =>
          role.kind === "declare" && role.scope.id !== root.id
            ? [{ scope: role.scope, start: role.scope.startIndex, end: role.scope.endIndex }]
            : [],
        );
      declares.set(key, list);
    }
    return list;
  };

  /** The innermost function or top-level statement that `node` is in, or is. */
  const homeOf = (node: SyntaxNode | null): SyntaxNode | undefined => {
    for (let up = node; up;) {
      const parent: SyntaxNode | null = up.parent;
      if (!parent) return undefined;
      if (syntax.functions.has(up.type) || parent.id === root.id) return up;
      up = parent;
    }
    return undefined;
  };

  /** A class body's names are not seen from its methods. */
  const visible = (scope: SyntaxNode, at: SyntaxNode): boolean => {
    if (!syntax.classes.has(scope.type)) return true;
    const fn = functionAround(syntax, at);
    return !fn || !encloses(scope, fn) || fn.id === scope.id;
  };

  /** Searches the functions around `at` from the inside out, and the file last. */
  const innermost = (name: string, at: SyntaxNode, seen: boolean): SyntaxNode | undefined => {
    const start = at.startIndex;
    const end = at.endIndex;
    for (let home = homeOf(at); home; home = homeOf(home.parent)) {
      let best: Declared | undefined;
      for (const one of declaredIn(name, home)) {
        if (one.start > start || one.end < end) continue;
        if (best && (one.start < best.start || one.end > best.end)) continue;
        if (best && one.start === best.start && one.end === best.end) continue;
        if (!seen || visible(one.scope, at)) best = one;
      }
      if (best && encloses(home, best.scope)) return best.scope;
    }
    return occurrences.forFile(name, ["declare"]).length > 0 ? root : undefined;
  };

  const collect = (name: string, scope: SyntaxNode): Variable => {
    const bindings: { at: SyntaxNode; binding: Binding }[] = [];
    const isFile = scope.id === root.id;
    const all = isFile ? occurrences.forFile(name, ["declare", "assign"]) : occurrences.inside(name, scope);
    for (const { leaf, role } of all) {
      if (role.kind === "declare" && role.scope.id === scope.id)
        bindings.push({ at: leaf, binding: role.binding });
      if (role.kind === "assign" && innermost(name, leaf, false)?.id === scope.id)
        bindings.push({ at: leaf, binding: role.binding });
    }
    return { scope, bindings };
  };

  return (name, at) => {
    const best = innermost(name, at, true);
    if (!best) return undefined;
    const key = `${name}:${best.id}`;
    let variable = variables.get(key);
    if (!variable) {
      variable = collect(name, best);
      variables.set(key, variable);
    }
    return variable;
  };
}
