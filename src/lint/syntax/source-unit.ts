import { functionAround, reachingBindings, type Variable } from "./flow-order.ts";
import { createOccurrences, type Occurrence, type Occurrences, type RoleKind } from "./occurrences.ts";
import type { SyntaxNode } from "./parser.ts";
import type { Binding, Expr, ProgramSyntax } from "./program-syntax.ts";
import { createScopes } from "./scopes.ts";
import { createSearches, type Search, type Searches } from "./search-index.ts";

/**
 * One parsed program, asked by name: every answer starts from a search in the text, none walks the whole tree. Whatever
 * is asked about places outside one's own top-level statement is asked here, and with the kinds of roles that matter:
 * so it is known what an analysis depends on.
 */
export interface Unit extends Pick<
  Occurrences,
  "inside" | "near" | "places" | "matches" | "leafAt" | "isCut"
> {
  readonly file: string | undefined;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly syntax: ProgramSyntax;
  /** Every occurrence of a name, or those in one of the roles. */
  readonly occurrences: (name: string, kinds?: readonly RoleKind[]) => readonly Occurrence[];
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

/** `searches` are those of an edited text, kept between its analyses. */
export function createUnit(
  file: string | undefined,
  text: string,
  root: SyntaxNode,
  language: ProgramSyntax,
  searches: Searches = createSearches(),
): Unit {
  const view = searches.view(text, root);
  const syntax = { ...language, expr: onceForEach(language.expr) };
  const occurrences = createOccurrences(text, root, syntax, view);
  let assigned: readonly Occurrence[] | undefined;
  return {
    file,
    text,
    root,
    syntax,
    ...occurrences,
    occurrences: occurrences.of,
    find: (one) => view.find(one),
    statements: () => {
      view.askElse();
      return root.namedChildren;
    },
    settle: view.settle,
    repoints: () =>
      (assigned ??= ["pathname", "path"].flatMap((name) => [...occurrences.of(name, ["member-assign"])])),
    lookup: createScopes(root, syntax, occurrences),
    reaching: (variable, at) => reachingBindings(syntax, variable, at),
    functionAround: (node) => functionAround(syntax, node),
  };
}

/** A call with n arguments is asked about from each of them: read each time, it would take n² steps. */
function onceForEach(expr: ProgramSyntax["expr"]): ProgramSyntax["expr"] {
  const known = new Map<number, Expr>();
  return (node) => {
    let found = known.get(node.id);
    if (!found) {
      found = expr(node);
      known.set(node.id, found);
    }
    return found;
  };
}
