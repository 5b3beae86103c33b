import type { Span } from "../contract/finding.ts";
import type { SyntaxNode } from "./parser.ts";
import type { Binding, ProgramSyntax, Role } from "./program-syntax.ts";
import {
  createSearches,
  patternScan,
  placesWithin,
  wordScan,
  type Search,
  type Searches,
} from "./search-index.ts";

export type RoleKind = Role["kind"];

export interface Occurrence {
  readonly leaf: SyntaxNode;
  readonly role: Role;
}

/** All that is bound to one name in one scope, in order of appearance. */
export interface Variable {
  readonly scope: SyntaxNode;
  readonly bindings: readonly { readonly at: SyntaxNode; readonly binding: Binding }[];
}

/**
 * One parsed program, asked by name: every answer starts from a search in the text, none walks the whole tree. Whatever
 * is asked about places outside one's own top-level statement is asked here, and with the kinds of roles that matter:
 * so it is known what an analysis depends on.
 */
export interface Unit {
  readonly file: string | undefined;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly syntax: ProgramSyntax;
  /** Every occurrence of a name, or those in one of the roles. */
  readonly occurrences: (name: string, kinds?: readonly RoleKind[]) => readonly Occurrence[];
  /** Occurrences within a node that was already come upon. */
  readonly inside: (name: string, node: SyntaxNode) => readonly Occurrence[];
  /** Occurrences in stretches of the text that other questions lead to. */
  readonly near: (name: string, spans: readonly Span[]) => readonly Occurrence[];
  /** Places where a name stands alone, in whatever role. */
  readonly places: (name: string) => readonly number[];
  /** Starts of a global pattern, which may look at most 80 characters around itself. */
  readonly matches: (pattern: RegExp) => readonly number[];
  /** Places found by a search of one's own. */
  readonly find: (search: Search) => readonly number[];
  /** Top-level statements; asking for them makes the analysis depend on all. */
  readonly statements: () => readonly SyntaxNode[];
  /** The analysis is done; see `Searches`. */
  readonly settle: () => void;
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

/** `searches` are those of an edited text, kept between its analyses. */
export function createUnit(
  file: string | undefined,
  text: string,
  root: SyntaxNode,
  syntax: ProgramSyntax,
  searches: Searches = createSearches(),
): Unit {
  const view = searches.view(text, root);
  const found = new Map<string, readonly Occurrence[]>();
  const variables = new Map<string, Variable | undefined>();
  const declares = new Map<string, readonly Declared[]>();
  let words: Map<string, number[]> | undefined;
  let asked = 0;
  let assigned: readonly Occurrence[] | undefined;

  const remembered = (key: string, list: () => readonly Occurrence[]): readonly Occurrence[] => {
    let known = found.get(key);
    if (!known) {
      known = list();
      found.set(key, known);
    }
    return known;
  };

  const at = (places: readonly number[], name: string): readonly Occurrence[] => {
    const list: Occurrence[] = [];
    for (const place of places) {
      if (list.length >= most) break;
      const leaf = root.descendantForIndex(place, place + name.length);
      if (leaf) list.push({ leaf, role: syntax.role(leaf) });
    }
    return list;
  };

  /** A few names are looked for one by one; when many are asked for, one pass finds them all. */
  const search = (name: string, label: string, more: Partial<Search>): readonly number[] => {
    const many = asked++ > manyNames && /^[\w$]+$/.test(name);
    const all = many ? () => (words ??= wordsOf(text)).get(name) ?? [] : undefined;
    return view.find({ key: `${label} ${name}`, scan: wordScan(name), ...more }, all);
  };

  const occurrences = (name: string, kinds?: readonly RoleKind[]): readonly Occurrence[] => {
    const label = kinds?.join() ?? "any";
    return remembered(`${label} ${name}`, () =>
      at(search(name, label, kinds ? { counts: inRole(syntax, name.length, kinds) } : {}), name),
    );
  };

  const inside = (name: string, node: SyntaxNode): readonly Occurrence[] =>
    remembered(`in ${node.id} ${name}`, () => at(wordScan(name)(text, node.startIndex, node.endIndex), name));

  const near = (name: string, spans: readonly Span[]): readonly Occurrence[] => {
    const all = search(name, "near", { passive: true });
    return at(
      spans.flatMap((span) => placesWithin(all, span)),
      name,
    );
  };

  const matches = (pattern: RegExp): readonly number[] =>
    view.find({ key: `pattern ${String(pattern)}`, scan: patternScan(pattern) });

  const statements = (): readonly SyntaxNode[] => {
    view.askElse();
    return root.namedChildren;
  };

  /** Names declared for the whole file may be declared in any statement, others only around their uses. */
  const global = (name: string, kinds: readonly RoleKind[]): readonly Occurrence[] =>
    remembered(`global ${kinds.join()} ${name}`, () =>
      at(search(name, `global ${kinds.join()}`, { counts: forFile(syntax, name.length, kinds) }), name),
    );

  const declaredIn = (name: string, home: SyntaxNode): readonly Declared[] => {
    const key = `${home.id} ${name}`;
    let list = declares.get(key);
    if (!list) {
      list = inside(name, home).flatMap(({ role }) =>
        role.kind === "declare" && role.scope.id !== root.id
          ? [{ scope: role.scope, start: role.scope.startIndex, end: role.scope.endIndex }]
          : [],
      );
      declares.set(key, list);
    }
    return list;
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
    return global(name, ["declare"]).length > 0 ? root : undefined;
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

  const lookup = (name: string, at: SyntaxNode): Variable | undefined => {
    const best = innermost(name, at, true);
    if (!best) return undefined;
    const key = `${name}:${best.id}`;
    if (!variables.has(key)) variables.set(key, collect(name, best));
    return variables.get(key);
  };

  const collect = (name: string, scope: SyntaxNode): Variable => {
    const bindings: { at: SyntaxNode; binding: Binding }[] = [];
    const all = scope.id === root.id ? global(name, ["declare", "assign"]) : inside(name, scope);
    for (const { leaf, role } of all) {
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
    (assigned ??= ["pathname", "path"].flatMap((name) => [...occurrences(name, ["member-assign"])]));

  const { find, settle } = view;
  return {
    file,
    text,
    root,
    syntax,
    occurrences,
    inside,
    near,
    places: (name) => search(name, "any", {}),
    matches,
    find: (one) => find(one),
    statements,
    settle,
    repoints,
    lookup,
    reaching,
    functionAround,
  };
}

type Counts = NonNullable<Search["counts"]>;

function inRole(syntax: ProgramSyntax, length: number, kinds: readonly RoleKind[]): Counts {
  return (place, root) => {
    const leaf = root.descendantForIndex(place, place + length);
    return leaf !== null && kinds.includes(syntax.role(leaf).kind);
  };
}

/** Declared for the whole file, or assigned to wherever. */
function forFile(syntax: ProgramSyntax, length: number, kinds: readonly RoleKind[]): Counts {
  return (place, root) => {
    const leaf = root.descendantForIndex(place, place + length);
    const role = leaf && syntax.role(leaf);
    if (!role || !kinds.includes(role.kind)) return false;
    return role.kind !== "declare" || role.scope.id === root.id;
  };
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
