/** An answer's field and what replaces it; without successor there is none. */
export interface FieldSuccessor {
  readonly name: string;
  readonly successor?: string;
}

/** What a rule looks for. The engine has one matcher for each kind. */
export type Pattern =
  | {
      readonly kind: "endpoint";
      /** Registrable domain; it and every subdomain are the vendor's. */
      readonly host: string;
      /** Exact path, with its leading slash. */
      readonly path: string;
      /** Host that the replacement lives on. */
      readonly newHost: string;
      /** Successor paths, best first. */
      readonly successors: readonly string[];
    }
  | {
      readonly kind: "field";
      readonly host: string;
      readonly name: string;
      /** Member names that lead to it in an answer of unknown origin. */
      readonly within: readonly string[];
      readonly successor: string;
      /** How many of the old unit make one of the new. */
      readonly unitsPerUsd: number;
    }
  | {
      readonly kind: "response-field";
      readonly host: string;
      /** Endpoint whose decoded body holds the fields. */
      readonly path: string;
      readonly fields: readonly FieldSuccessor[];
    }
  | { readonly kind: "header"; readonly host: string; readonly name: string; readonly successor: string };

/** A short file in a language, and the text that must be reported in it (none: nothing may be). */
export interface Example {
  readonly file: string;
  readonly code: string;
  readonly reports: readonly string[];
}

/** One deprecation: one file in src/rules, named as the part of `id` after the slash. */
export interface Rule {
  readonly id: string;
  /** A file without any of these (any case) is not parsed for this rule; of a list, all must be there. */
  readonly needles: readonly (string | readonly string[])[];
  readonly pattern: Pattern;
  /** Sentence for people; `{subject}` and `{successor}` are filled in. */
  readonly message: string;
  /** The same, when there is no successor. */
  readonly messageWithoutSuccessor?: string;
  /** The vendor's page the rule is derived from. */
  readonly source: string;
  readonly examples: readonly Example[];
}
