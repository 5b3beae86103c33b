/** Half-open span of UTF-16 offsets in one file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How sure the engine is; see docs/engine.md for what each level asks for. */
export type Level = "certain" | "likely" | "possible";

/** Another place that explains a finding, for instance where the host of a joined address is written. */
export interface Related extends Span {
  readonly code: "host";
  /** File of the place; absent when it is the analysed file. */
  readonly file?: string;
}

export interface Edit extends Span {
  readonly text: string;
}

/** Codes the editor turns into the title of a quick fix. */
export type FixCode = "to-billing";

/** A change of the analysed file that changes no read and no unit, so that it can be applied without a review. */
export interface Fix {
  readonly code: FixCode;
  readonly edits: readonly Edit[];
}

/** What a message may need; words are made at the edge. */
export interface FindingData {
  /** The deprecated thing as documented: path, field or header name. */
  readonly subject: string;
  /** Successors, best first; empty when there is none. */
  readonly successors: readonly string[];
  /** An origin other than the vendor, or one that could not be resolved, reaches the same text. */
  readonly shared: boolean;
}

export interface Finding extends Span {
  readonly ruleId: string;
  readonly level: Level;
  readonly data: FindingData;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** Comments that silence it; empty in languages without comments. */
  readonly silences: readonly Silence[];
}

/** A comment that silences a finding, as the edit that writes it. */
export interface Silence {
  readonly reach: "line" | "file";
  readonly edit: Edit;
}

/** A limit that kept the engine from looking at everything. */
export interface Limit {
  readonly code: "size" | "parse-time" | "work" | "grammar";
  readonly detail: string;
}
