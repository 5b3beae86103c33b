import type { Finding, Limit } from "./contract/finding.ts";

export interface Source {
  /** Path or address, as the file port understands it. */
  readonly file: string;
  readonly text: string;
  /** The editor's id; else the file's ending decides. */
  readonly languageId?: string;
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly limits: readonly Limit[];
}
