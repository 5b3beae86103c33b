/** Text as written; escapes are pieces of their own, so that `text` fits its span wherever it is longer than one. */
export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Piece =
  | TextPiece
  /** `$name`, `${name[index]op operand}` */
  | {
      readonly kind: "hole";
      readonly name: string;
      readonly index?: string;
      readonly op: string;
      readonly operand?: Word;
    }
  /** `$(…)`, backticks, `<(…)` */
  | { readonly kind: "run"; readonly body: readonly Statement[] };

export interface Word {
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

export interface Assignment {
  readonly name: string;
  readonly index?: string;
  readonly append: boolean;
  readonly values: readonly { readonly key?: string; readonly value: Word }[];
  readonly list: boolean;
}

export interface Redirect {
  readonly op: string;
  readonly target: Word;
  /** Body of a here-document. */
  readonly document?: Word;
}

export interface Simple {
  readonly kind: "simple";
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Group {
  readonly kind: "group";
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
}

export type Stage = Simple | Group;

export type Statement =
  /** `maybe`: may be skipped, being in a branch, a loop, or behind `&&` or `||`. */
  | { readonly kind: "pipe"; readonly stages: readonly Stage[]; readonly maybe: boolean }
  | { readonly kind: "function"; readonly name: string; readonly body: readonly Statement[] }
  | { readonly kind: "each"; readonly name: string; readonly words: readonly Word[] }
  /** Compared with, not used. */
  | { readonly kind: "pattern"; readonly words: readonly Word[] };

/** The text of a word that is nothing but text. */
export function plainText(word: Word | undefined): string | undefined {
  if (!word) return undefined;
  let text = "";
  for (const piece of word.pieces) {
    if (piece.kind !== "text") return undefined;
    text += piece.text;
  }
  return text;
}
