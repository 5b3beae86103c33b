import type { Span } from "../contract/finding.ts";
import type { SyntaxNode } from "./parser.ts";
import type { ProgramSyntax, Role } from "./program-syntax.ts";
import { patternScan, placesWithin, wordScan, type Search, type SearchView } from "./search-index.ts";

export type RoleKind = Role["kind"];

export interface Occurrence {
  readonly leaf: SyntaxNode;
  readonly role: Role;
}

/** Where names and patterns stand in one parsed text, and what they are there. */
export interface Occurrences {
  /** Every occurrence of a name, or those in one of the roles. */
  readonly of: (name: string, kinds?: readonly RoleKind[]) => readonly Occurrence[];
  /** Declared for the whole file, or assigned to wherever: names of other scopes are not looked at. */
  readonly forFile: (name: string, kinds: readonly RoleKind[]) => readonly Occurrence[];
  /** Occurrences within a node that was already come upon. */
  readonly inside: (name: string, node: SyntaxNode) => readonly Occurrence[];
  /** Occurrences in stretches of the text that other questions lead to. */
  readonly near: (name: string, spans: readonly Span[]) => readonly Occurrence[];
  /** Places where a name stands alone, in whatever role. */
  readonly places: (name: string) => readonly number[];
  /** Starts of a global pattern, which may look at most 80 characters around itself. */
  readonly matches: (pattern: RegExp) => readonly number[];
  /** The smallest node at a place; undefined in a statement that is nested too deeply to be asked about. */
  readonly leafAt: (place: number, length: number) => SyntaxNode | undefined;
  /** Something was nested too deeply: the text counts as not fully read. */
  readonly isCut: () => boolean;
}

const most = 1500;
const manyNames = 60;

export function createOccurrences(
  text: string,
  root: SyntaxNode,
  syntax: ProgramSyntax,
  view: SearchView,
): Occurrences {
  const found = new Map<string, readonly Occurrence[]>();
  const nesting = createNesting(root);
  let words: Map<string, number[]> | undefined;
  let asked = 0;

  const leafAt = (place: number, length: number): SyntaxNode | undefined =>
    nesting.isTooDeep(place) ? undefined : (root.descendantForIndex(place, place + length) ?? undefined);

  const roleAt = (place: number, length: number): Role | undefined => {
    const leaf = leafAt(place, length);
    return leaf && syntax.role(leaf);
  };

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
      const leaf = leafAt(place, name.length);
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

  /** The index keeps a search for later states of the text, and asks with the root of that state. */
  const counted = (
    name: string,
    label: string,
    isWanted: (role: Role, root: SyntaxNode) => boolean,
  ): readonly Occurrence[] =>
    remembered(`${label} ${name}`, () => {
      const counts = (place: number, now: SyntaxNode): boolean => {
        if (now === root) {
          const role = roleAt(place, name.length);
          return role !== undefined && isWanted(role, now);
        }
        const leaf = now.descendantForIndex(place, place + name.length);
        return leaf !== null && isWanted(syntax.role(leaf), now);
      };
      return at(search(name, label, { counts }), name);
    });

  return {
    of: (name, kinds) =>
      kinds
        ? counted(name, kinds.join(), ({ kind }) => kinds.includes(kind))
        : remembered(`any ${name}`, () => at(search(name, "any", {}), name)),
    forFile: (name, kinds) =>
      counted(
        name,
        `global ${kinds.join()}`,
        (role, now) => kinds.includes(role.kind) && (role.kind !== "declare" || role.scope.id === now.id),
      ),
    inside: (name, node) =>
      remembered(`in ${node.id} ${name}`, () =>
        at(wordScan(name)(text, node.startIndex, node.endIndex), name),
      ),
    near: (name, spans) => {
      const all = search(name, "near", { passive: true });
      return at(
        spans.flatMap((span) => placesWithin(all, span)),
        name,
      );
    },
    places: (name) => search(name, "any", {}),
    matches: (pattern) => view.find({ key: `pattern ${String(pattern)}`, scan: patternScan(pattern) }),
    leafAt,
    isCut: nesting.isCut,
  };
}

/** Whatever is asked about a leaf goes down to it from the root, so that a chain of n leaves would take n² steps. */
const deepest = 500;
/** The first of so many questions looks how deep its place is. */
const often = 16;
const mostDeep = 16;

interface Nesting {
  readonly isTooDeep: (place: number) => boolean;
  readonly isCut: () => boolean;
}

function createNesting(root: SyntaxNode): Nesting {
  const deep: Span[] = [];
  let asked = 0;
  return {
    isTooDeep: (place) => {
      if (deep.length >= mostDeep || deep.some(({ start, end }) => start <= place && place < end))
        return true;
      if (asked++ % often !== 0 || !isDeepAt(root, place)) return false;
      const statement = root.firstChildForIndex(place);
      deep.push({ start: statement?.startIndex ?? place, end: statement?.endIndex ?? place + 1 });
      return true;
    },
    isCut: () => deep.length > 0,
  };
}

function isDeepAt(root: SyntaxNode, place: number): boolean {
  let depth = 0;
  for (let at: SyntaxNode | null = root; at && at.startIndex <= place; at = at.firstChildForIndex(place))
    if (++depth > deepest) return true;
  return false;
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
