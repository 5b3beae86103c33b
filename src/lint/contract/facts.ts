import type { Span } from "./finding.ts";

/** Written text of a string, where it stands. `span` covers the source of exactly this text. */
export interface Written {
  readonly kind: "written";
  readonly text: string;
  readonly span: Span;
  /** File the text stands in; absent when it is the analysed file. */
  readonly file?: string;
  /** Slashes in front of it in the source that a join took off. */
  readonly lead?: number;
}

/** A part nobody wrote down here: a variable, an environment name, a template slot. `name` as written. */
export interface Unknown {
  readonly kind: "unknown";
  readonly name: string;
}

export type Part = Written | Unknown;

/** One address as far as it is known, from its host to its query; a relative address has no host in it. */
export type Address = readonly Part[];

/** An address that is used or kept: `parts` hold a deprecated path that the rule looks for. */
export interface AddressFact {
  readonly kind: "address";
  readonly parts: Address;
  /** `prose`: stands in a comment or documentation; `definition`: a route that this code serves itself. */
  readonly role: "use" | "prose" | "definition";
  /** Name of the client or receiver that is asked, when it says more than the address ("aimlClient"). */
  readonly receiver?: string;
  /** Set when the request is written here and its answer is provably not read: dropped, or only shown. */
  readonly unread?: true;
}

/** A name of an answer's field that is read, or declared as part of an answer's shape. */
export interface FieldFact {
  readonly kind: "field";
  readonly name: string;
  readonly span: Span;
  /** Member names from the answer (or the unknown root) down to the field, without the field itself. */
  readonly path: readonly string[];
  /** `body`: known to be a decoded body; `answer`: body or HTTP response; `unknown`: a value of unknown origin. */
  readonly from: "body" | "answer" | "unknown";
  /** Addresses the answer came from; empty when unknown. */
  readonly origins: readonly Address[];
  /** Names met on the way (receiver, type, parameter), for vendor naming. */
  readonly names: readonly string[];
  readonly role: "read" | "declared" | "prose";
}

export interface HeaderFact {
  readonly kind: "header";
  readonly name: string;
  readonly span: Span;
  readonly role: "read" | "prose" | "definition";
  readonly origins: readonly Address[];
}

/** What a language says about a file, for the rules to judge. */
export type Fact = AddressFact | FieldFact | HeaderFact;
