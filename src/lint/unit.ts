import type { Binding, ProgramSyntax, Role } from "./program.ts";
import type { SyntaxNode } from "./syntax.ts";

export interface Occurrence {
  readonly leaf: SyntaxNode;
  readonly role: Role;
}

/** All that is bound to one name in one scope, in order of appearance. */
export interface Variable {
  readonly scope: SyntaxNode;
  readonly bindings: readonly { readonly at: SyntaxNode; readonly binding: Binding }[];
}

/** One parsed program, asked by name: every answer starts from a search in the text, none walks the whole tree. */
export interface Unit {
  readonly file: string | undefined;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly syntax: ProgramSyntax;
  readonly occurrences: (name: string) => readonly Occurrence[];
  /** The variable that `name` means at `at`. */
  readonly lookup: (name: string, at: SyntaxNode) => Variable | undefined;
  /** Bindings of `variable` that may hold at `at`. */
  readonly reaching: (variable: Variable, at: SyntaxNode) => readonly Binding[];
  /** Innermost function around `node`, `node` itself not counted. */
  readonly functionAround: (node: SyntaxNode) => SyntaxNode | undefined;
}

const most = 1500;

export function createUnit(
  file: string | undefined,
  text: string,
  root: SyntaxNode,
  syntax: ProgramSyntax,
): Unit {
  const found = new Map<string, readonly Occurrence[]>();
  const variables = new Map<string, Variable | undefined>();

  const occurrences = (name: string): readonly Occurrence[] => {
    let list = found.get(name);
    if (!list) {
      list = search(name);
      found.set(name, list);
    }
    return list;
  };

  const search = (name: string): readonly Occurrence[] => {
    const list: Occurrence[] = [];
    if (name === "") return list;
    for (
      let at = text.indexOf(name);
      at !== -1 && list.length < most;
      at = text.indexOf(name, at + name.length)
    ) {
      if (isWord(text.charCodeAt(at - 1)) || isWord(text.charCodeAt(at + name.length))) continue;
      const leaf = root.descendantForIndex(at, at + name.length);
      if (leaf) list.push({ leaf, role: syntax.role(leaf) });
    }
    return list;
  };

  const lookup = (name: string, at: SyntaxNode): Variable | undefined => {
    let best: SyntaxNode | undefined;
    for (const { role } of occurrences(name)) {
      if (role.kind !== "declare" || !encloses(role.scope, at) || !visible(role.scope, at)) continue;
      if (!best || isInside(role.scope, best)) best = role.scope;
    }
    if (!best) return undefined;
    const key = `${name}:${best.id}`;
    if (!variables.has(key)) variables.set(key, collect(name, best));
    return variables.get(key);
  };

  const collect = (name: string, scope: SyntaxNode): Variable => {
    const bindings: { at: SyntaxNode; binding: Binding }[] = [];
    for (const { leaf, role } of occurrences(name)) {
      if (role.kind === "declare" && role.scope.id === scope.id)
        bindings.push({ at: leaf, binding: role.binding });
      if (role.kind === "assign" && scopeFor(name, leaf)?.id === scope.id) {
        bindings.push({ at: leaf, binding: role.binding });
      }
    }
    return { scope, bindings };
  };

  const scopeFor = (name: string, at: SyntaxNode): SyntaxNode | undefined => {
    let best: SyntaxNode | undefined;
    for (const { role } of occurrences(name)) {
      if (role.kind !== "declare" || !encloses(role.scope, at)) continue;
      if (!best || isInside(role.scope, best)) best = role.scope;
    }
    return best;
  };

  /** A class body's names are not seen from its methods. */
  const visible = (scope: SyntaxNode, at: SyntaxNode): boolean => {
    if (!syntax.classes.has(scope.type)) return true;
    const fn = functionAround(at);
    return !fn || !encloses(scope, fn) || fn.id === scope.id;
  };

  const functionAround = (node: SyntaxNode): SyntaxNode | undefined => {
    let at = node.parent;
    while (at && !syntax.functions.has(at.type)) at = at.parent;
    return at ?? undefined;
  };

  const reaching = (variable: Variable, at: SyntaxNode): readonly Binding[] => {
    const all = variable.bindings;
    if (all.length < 2) return all.map(({ binding }) => binding);
    const home = functionAround(at)?.id;
    const here: Binding[] = [];
    for (let index = all.length - 1; index >= 0; index--) {
      const one = all[index];
      if (!one) continue;
      const local = functionAround(one.at)?.id === home;
      // The value of `x = f(x)` is made of the x before.
      if (one.binding.kind === "value" && one.binding.value && encloses(one.binding.value, at)) continue;
      if (local && one.at.startIndex >= at.startIndex) {
        if (!shareLoop(one.at, at)) continue;
      } else if (local && inOtherArm(one.at, at)) continue;
      here.push(one.binding);
      // A plain assignment that always runs before hides what was there before it.
      const append = one.binding.kind === "value" && one.binding.append === true;
      if (local && !append && one.at.startIndex < at.startIndex && dominates(one.at, at)) break;
    }
    return here.length > 0 ? here.reverse() : all.map(({ binding }) => binding);
  };

  const dominates = (one: SyntaxNode, at: SyntaxNode): boolean => {
    for (let up = one.parent; up; up = up.parent) {
      if (syntax.functions.has(up.type)) return true;
      if (syntax.branches.has(up.type) && !encloses(up, at)) return false;
    }
    return true;
  };

  /** In the `then` of an `if` whose `else` holds `at`. */
  const inOtherArm = (one: SyntaxNode, at: SyntaxNode): boolean => {
    for (let up = one.parent, inner = one; up; inner = up, up = up.parent) {
      if (!encloses(up, at)) continue;
      if (
        !/^(?:if_statement|ternary_expression|switch_body|switch_statement|match_statement|conditional_expression)$/.test(
          up.type,
        )
      )
        return false;
      const other = up.namedChildren.find((child) => encloses(child, at));
      return (
        other !== undefined &&
        other.id !== inner.id &&
        other.id !== up.childForFieldName("condition")?.id &&
        inner.id !== up.childForFieldName("condition")?.id
      );
    }
    return false;
  };

  const shareLoop = (one: SyntaxNode, at: SyntaxNode): boolean => {
    for (let up = at.parent; up && !syntax.functions.has(up.type); up = up.parent) {
      if (/^(?:for|while|do)/.test(up.type) && encloses(up, one)) return true;
    }
    return false;
  };

  return { file, text, root, syntax, occurrences, lookup, reaching, functionAround };
}

export function encloses(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}

function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return encloses(outer, inner) && inner.id !== outer.id;
}

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}
