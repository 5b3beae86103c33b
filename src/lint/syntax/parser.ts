import { Edit, Language, Parser, type Node, type Point, type Tree } from "web-tree-sitter";
import { covering, widened, type Touched } from "./edited-range.ts";
import type { Grammar } from "./grammar.ts";

export type SyntaxNode = Node;

export function encloses(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}

/** Where the runtime and the grammars come from: bytes in, so that nobody here asks where a file is. */
export interface GrammarPort {
  readonly runtime: () => Promise<Uint8Array>;
  readonly grammar: (name: Grammar) => Promise<Uint8Array>;
}

/** One replaced stretch of text. Several are applied in the order given, each to the result of the one before. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly text: string;
}

/** A parsed text on the wasm heap: whoever holds it must call `delete`, exactly once. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly text: string;
  /**
   * Parses `text`, which the changes made of this tree's, reusing what did not change; undefined when `millis` ran out.
   * This tree stays valid until it is deleted.
   */
  readonly reparse: (changes: readonly Change[], text: string, millis: number) => Reparsed | undefined;
  /** The same tree under a lifetime of its own; cheap. */
  readonly copy: () => SyntaxTree;
  readonly delete: () => void;
}

export interface Reparsed {
  readonly tree: SyntaxTree;
  /** Whole top-level statements; all others were only moved. */
  readonly touched: Touched;
}

export interface Syntax {
  /** Undefined when `millis` ran out. Rejects when the grammar cannot be loaded. */
  readonly parse: (grammar: Grammar, text: string, millis: number) => Promise<SyntaxTree | undefined>;
  /** Trees not yet deleted, for leak tests. */
  readonly alive: () => number;
}

/** Offsets are UTF-16 throughout. */
export function createSyntax(port: GrammarPort): Syntax {
  let runtime: Promise<void> | undefined;
  const parsers = new Map<Grammar, Promise<Parser>>();
  let alive = 0;

  const load = async (name: Grammar): Promise<Parser> => {
    runtime ??= port.runtime().then((wasmBinary) => Parser.init({ wasmBinary }));
    const [bytes] = await Promise.all([port.grammar(name), runtime]);
    const language = await Language.load(bytes);
    return new Parser().setLanguage(language);
  };

  const wrap = (parser: Parser, tree: Tree, text: string): SyntaxTree => {
    alive++;
    let deleted = false;
    return {
      root: tree.rootNode,
      text,
      reparse: (changes, changed, millis) => {
        const old = tree.copy();
        try {
          const edited = tellEdits(old, changes, text, changed);
          const next = run(parser, changed, millis, old);
          if (!next) return undefined;
          return { tree: wrap(parser, next, changed), touched: widened(edited, old, next, changed) };
        } finally {
          old.delete();
        }
      },
      copy: () => wrap(parser, tree.copy(), text),
      delete: () => {
        if (deleted) return;
        deleted = true;
        alive--;
        tree.delete();
      },
    };
  };

  return {
    parse: async (name, text, millis) => {
      let parser = parsers.get(name);
      if (!parser) {
        parser = load(name);
        parsers.set(name, parser);
        parser.catch(() => parsers.delete(name));
      }
      const ready = await parser;
      const tree = run(ready, text, millis, null);
      return tree ? wrap(ready, tree, text) : undefined;
    },
    alive: () => alive,
  };
}

function run(parser: Parser, text: string, millis: number, old: Tree | null): Tree | null {
  const stopAt = performance.now() + millis;
  const tree = parser.parse(text, old, { progressCallback: () => performance.now() > stopAt });
  if (!tree) parser.reset();
  return tree;
}

/** Tells a tree of `text` of the changes that made `changed` of it, and says which stretch they are in. */
function tellEdits(tree: Tree, changes: readonly Change[], text: string, changed: string): Touched {
  let now = text;
  let all: Touched | undefined;
  for (const [index, { start, oldEnd, text: inserted }] of changes.entries()) {
    const next = index === changes.length - 1 ? changed : now.slice(0, start) + inserted + now.slice(oldEnd);
    const newEnd = start + inserted.length;
    const startPosition = pointAt(tree.rootNode, now, start);
    tree.edit(
      new Edit({
        startIndex: start,
        oldEndIndex: oldEnd,
        newEndIndex: newEnd,
        startPosition,
        oldEndPosition: pointAfter(startPosition, now.slice(start, oldEnd)),
        newEndPosition: pointAfter(startPosition, inserted),
      }),
    );
    all = covering(all, { start, oldEnd, newEnd });
    now = next;
  }
  return all ?? { start: 0, oldEnd: 0, newEnd: 0 };
}

/** Row and column of an offset, counted from a node close to it. */
function pointAt(root: SyntaxNode, text: string, index: number): Point {
  const lineStart = text.lastIndexOf("\n", index - 1) + 1;
  const near = root.firstChildForIndex(index);
  const leaf = near && near.startIndex <= index ? near.descendantForIndex(index) : near;
  if (!leaf) return { row: linesIn(text, 0, lineStart), column: index - lineStart };
  const { row } = leaf.startPosition;
  const ahead =
    leaf.startIndex <= index ? linesIn(text, leaf.startIndex, index) : -linesIn(text, index, leaf.startIndex);
  return { row: row + ahead, column: index - lineStart };
}

function pointAfter(start: Point, text: string): Point {
  const rows = linesIn(text, 0, text.length);
  const column = text.length - text.lastIndexOf("\n") - 1;
  return { row: start.row + rows, column: rows === 0 ? start.column + text.length : column };
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
