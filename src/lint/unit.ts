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
  /** Every occurrence of a name, or those at the wanted places. */
  readonly occurrences: (name: string, wanted?: (offset: number) => boolean) => readonly Occurrence[];
  /** Assignments to the path of an address object (`url.pathname = …`). */
  readonly repoints: () => readonly Occurrence[];
  /** The variable that `name` means at `at`. */
  readonly lookup: (name: string, at: SyntaxNode) => Variable | undefined;
  /** Bindings of `variable` that may hold at `at`. */
  readonly reaching: (variable: Variable, at: SyntaxNode) => readonly Binding[];
  /** Innermost function around `node`, `node` itself not counted. */
  readonly functionAround: (node: SyntaxNode) => SyntaxNode | undefined;
}

const most = 1500;
const manyNames = 60;

interface Declared {
  readonly scope: SyntaxNode;
  readonly start: number;
  readonly end: number;
}

export function createUnit(
  file: string | undefined,
  text: string,
  root: SyntaxNode,
  syntax: ProgramSyntax,
): Unit {
  const found = new Map<string, readonly Occurrence[]>();
  const variables = new Map<string, Variable | undefined>();
  const declares = new Map<string, readonly Declared[]>();
  let words: Map<string, number[]> | undefined;
  let assigned: readonly Occurrence[] | undefined;

  const occurrences = (name: string, wanted?: (offset: number) => boolean): readonly Occurrence[] => {
    if (wanted) return search(name, wanted);
    let list = found.get(name);
    if (!list) {
      list = search(name);
      found.set(name, list);
    }
    return list;
  };

  const search = (name: string, wanted?: (offset: number) => boolean): readonly Occurrence[] => {
    const list: Occurrence[] = [];
    for (const at of placesOf(name)) {
      if (list.length >= most) break;
      if (wanted && !wanted(at)) continue;
      const leaf = root.descendantForIndex(at, at + name.length);
      if (leaf) list.push({ leaf, role: syntax.role(leaf) });
    }
    return list;
  };

  /** A few names are looked for one by one; when many are asked for, one pass finds them all. */
  const placesOf = (name: string): readonly number[] => {
    if (name === "") return [];
    if (found.size > manyNames && /^[\w$]+$/.test(name)) return (words ??= wordsOf(text)).get(name) ?? [];
    const places: number[] = [];
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
      if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + name.length))) places.push(at);
    }
    return places;
  };

  const declaredAs = (name: string): readonly Declared[] => {
    let list = declares.get(name);
    if (!list) {
      list = occurrences(name).flatMap(({ role }) =>
        role.kind === "declare"
          ? [{ scope: role.scope, start: role.scope.startIndex, end: role.scope.endIndex }]
          : [],
      );
      declares.set(name, list);
    }
    return list;
  };

  const innermost = (name: string, at: SyntaxNode, seen: boolean): SyntaxNode | undefined => {
    let best: Declared | undefined;
    const start = at.startIndex;
    const end = at.endIndex;
    for (const one of declaredAs(name)) {
      if (one.start > start || one.end < end) continue;
      if (best && (one.start < best.start || one.end > best.end)) continue;
      if (best && one.start === best.start && one.end === best.end) continue;
      if (!seen || visible(one.scope, at)) best = one;
    }
    return best?.scope;
  };

  const lookup = (name: string, at: SyntaxNode): Variable | undefined => {
    const best = innermost(name, at, true);
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
      if (role.kind === "assign" && innermost(name, leaf, false)?.id === scope.id) {
        bindings.push({ at: leaf, binding: role.binding });
      }
    }
    return { scope, bindings };
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

  const repoints = (): readonly Occurrence[] =>
    (assigned ??= [...occurrences("pathname"), ...occurrences("path")].filter(
      ({ role }) => role.kind === "member-assign",
    ));

  return { file, text, root, syntax, occurrences, repoints, lookup, reaching, functionAround };
}

export function encloses(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}

function wordsOf(text: string): Map<string, number[]> {
  const words = new Map<string, number[]>();
  for (const { 0: word, index } of text.matchAll(/[\w$]+/g)) {
    const places = words.get(word);
    if (places) places.push(index);
    else words.set(word, [index]);
  }
  return words;
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
