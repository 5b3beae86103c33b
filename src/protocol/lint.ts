import type { Finding, Limit } from "../lint/contract/finding.ts";
import type { Change } from "../lint/syntax/parser.ts";

/** From the editor to the thread of the engine. A text goes by a number that is never given twice. */
export type ToEngine =
  | AnalyzeMessage
  | { readonly type: "close"; readonly id: number }
  /** The answer to `read`: one file at most. The answer to `importers`: any number. */
  | { readonly type: "files"; readonly request: number; readonly found: readonly NearbyFile[] };

/** Look at this state of a text. */
export interface AnalyzeMessage {
  readonly type: "analyze";
  readonly id: number;
  /** Rises with every state of the text. */
  readonly revision: number;
  /** What the text is, or what changed since the last message about it. */
  readonly content: WholeText | { readonly changes: readonly Change[] };
}

export interface WholeText {
  /** The address that relative imports start from. */
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
}

/** From the thread of the engine to the editor. */
export type FromEngine =
  | FindingsMessage
  /** The engine itself failed on this text and has let go of it. */
  | { readonly type: "failed"; readonly id: number; readonly revision: number; readonly reason: string }
  /** A module that the text imports is wanted: the first of `candidates`, relative to `from`. */
  | {
      readonly type: "read";
      readonly request: number;
      readonly from: string;
      readonly candidates: readonly string[];
    }
  /** Files that may import `file` are wanted. */
  | { readonly type: "importers"; readonly request: number; readonly file: string };

export interface FindingsMessage {
  readonly type: "findings";
  readonly id: number;
  readonly revision: number;
  /** False where there was nothing to look at: no needle, or a language that the engine does not know. */
  readonly looked: boolean;
  readonly findings: readonly SpokenFinding[];
  readonly limits: readonly Limit[];
}

export interface NearbyFile {
  readonly file: string;
  readonly text: string;
}

/** A finding with its sentence, so that the editor needs no rule to show it. */
export interface SpokenFinding extends Finding {
  readonly message: string;
}
