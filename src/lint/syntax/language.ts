import type { Fact } from "../contract/facts.ts";
import type { Span } from "../contract/finding.ts";
import type { OffsetMap } from "../contract/offset-map.ts";
import type { Work } from "../contract/work.ts";
import type { Grammar } from "./grammar.ts";
import type { SyntaxNode } from "./parser.ts";
import type { ProgramSyntax } from "./program-syntax.ts";

/** Text of another language inside a file: a script block, a notebook's cells, a code fence. */
export interface Region {
  /** Id of the language, or an alias or file ending of it ("ts", "sh"). */
  readonly language: string;
  readonly text: string;
  readonly toHost: OffsetMap;
  /** It stands in quotes or indented: what would have to be escaped or indented is not written into it. */
  readonly isQuoted?: true;
}

export interface PlainInput {
  readonly text: string;
  /** Name after the last `/`. */
  readonly fileName: string;
  /** Present when the language names a grammar; the engine owns and deletes the tree. */
  readonly root?: SyntaxNode;
  /** Texts the rules look for; a plain reader may skip whatever holds none of them. */
  readonly needles: readonly string[];
  /** What reading may cost; when it is used up, the rest stays unknown. */
  readonly work: Work;
}

export interface PlainFacts {
  readonly facts: readonly Fact[];
  readonly regions: readonly Region[];
}

/** How a language is read: resolved like a program, or by a scanner of its own. */
export type Reader =
  | { readonly kind: "program"; readonly syntax: ProgramSyntax }
  | { readonly kind: "plain"; readonly read: (input: PlainInput) => PlainFacts };

/** One language or format: one file in src/languages. */
export interface Language {
  /** Id, the file's name. */
  readonly id: string;
  /** The editor's language ids, and the names used on code fences. */
  readonly aliases: readonly string[];
  /** File endings with their dot, lower case, longest wins; a name without a dot in front is a whole file name. */
  readonly endings: readonly string[];
  /** Comment openers for suppression; a block opener comes with its closer. */
  readonly comments: readonly (readonly [open: string, close?: string])[];
  readonly grammar?: Grammar;
  readonly reader: Reader;
  /** Comments and documentation that are no code, for vendor evidence; plain formats may leave it out. */
  readonly prose?: (text: string) => readonly Span[];
}
