import { Edit, Language, Parser, type Node, type Tree } from "web-tree-sitter";

import type { Grammar } from "./language.ts";

export type SyntaxNode = Node;

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
  /** Parses the changed text, reusing what did not change. This tree stays valid until it is deleted. */
  readonly reparse: (changes: readonly Change[], millis: number) => SyntaxTree | undefined;
  /** The same tree under a lifetime of its own; cheap. */
  readonly copy: () => SyntaxTree;
  readonly delete: () => void;
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
    await runtime;
    const language = await Language.load(await port.grammar(name));
    return new Parser().setLanguage(language);
  };

  const wrap = (parser: Parser, tree: Tree, text: string): SyntaxTree => {
    alive++;
    let deleted = false;
    return {
      root: tree.rootNode,
      text,
      reparse: (changes, millis) => {
        const old = tree.copy();
        let now = text;
        for (const change of changes) {
          const next = now.slice(0, change.start) + change.text + now.slice(change.oldEnd);
          old.edit(toEdit(change, now, next));
          now = next;
        }
        const next = run(parser, now, millis, old);
        old.delete();
        return next ? wrap(parser, next, now) : undefined;
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

function toEdit({ start, oldEnd, text }: Change, before: string, after: string): Edit {
  const newEnd = start + text.length;
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

function pointAt(text: string, index: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: index - lineStart };
}
