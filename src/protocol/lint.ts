import type { Finding, Limit } from "../lint/finding.ts";
import type { Change } from "../lint/syntax.ts";

/** From the editor to the thread of the engine. Documents are named by their address. */
export type ToEngine =
  /** Look at this version. `text` starts or replaces what is known of the document, `changes` bring it up to date. */
  | {
      readonly type: "analyze";
      readonly document: string;
      readonly version: number;
      readonly languageId: string;
      readonly content: { readonly text: string } | { readonly changes: readonly Change[] };
    }
  | { readonly type: "close"; readonly document: string }
  /** The answer to `read`. */
  | { readonly type: "file"; readonly request: number; readonly found: NearbyFile | undefined };

/** From the thread of the engine to the editor. */
export type FromEngine =
  | {
      readonly type: "findings";
      readonly document: string;
      readonly version: number;
      readonly findings: readonly SpokenFinding[];
      readonly limits: readonly Limit[];
    }
  /** The engine itself failed on this version: nothing is known about it. */
  | { readonly type: "failed"; readonly document: string; readonly version: number; readonly reason: string }
  /** A module that the document imports is wanted: the first of `candidates`, relative to `from`. */
  | {
      readonly type: "read";
      readonly request: number;
      readonly from: string;
      readonly candidates: readonly string[];
    };

export interface NearbyFile {
  readonly file: string;
  readonly text: string;
}

/** A finding with its sentence, so that the editor needs no rule to show it. */
export interface SpokenFinding extends Finding {
  readonly message: string;
}
