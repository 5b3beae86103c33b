import type { Address, Part } from "../contract/facts.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Argument } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";

/** A node with the file it belongs to. */
export interface Place {
  readonly node: SyntaxNode;
  readonly unit: Unit;
}

/** A declared type, and how many names had led to the value it was declared for. */
export interface TypedPlace extends Place {
  readonly depth: number;
}

export interface RecordEntry {
  readonly key?: string;
  readonly keyNode?: SyntaxNode;
  /** Choices that key and value belong to. */
  readonly picks?: Picks;
  readonly computed?: SyntaxNode;
  readonly value?: SyntaxNode;
  readonly spread?: SyntaxNode;
}

/** How far an answer has been unwrapped: HTTP response, its text, its decoded body, or not sure which. */
export type Stage = "response" | "raw" | "body" | "unsure" | "headers" | "settled";

export interface AnswerValue {
  readonly kind: "answer";
  readonly origin: Address;
  readonly stage: Stage;
  /** What a settled result holds under `value`. */
  readonly within?: Stage;
  readonly path: readonly string[];
  readonly names: readonly string[];
}

export interface ClientValue {
  readonly kind: "client";
  readonly base: Address;
  /** Names from the client to the called member. */
  readonly chain: readonly string[];
  /** Where it came from and what it is called. */
  readonly names: readonly string[];
}

export interface FunctionValue {
  readonly kind: "function";
  readonly node: SyntaxNode;
  readonly unit: Unit;
  readonly self?: Value;
  /** Choices it was made under, for the names it closes over. */
  readonly env?: Picks;
}

export interface ClassValue {
  readonly kind: "class";
  readonly node: SyntaxNode;
  readonly unit: Unit;
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly of: ClassValue;
  /** The construction, when known. */
  readonly call?: { readonly node: SyntaxNode; readonly unit: Unit; readonly picks: Picks };
}

export type Value =
  | { readonly kind: "text"; readonly parts: readonly Part[] }
  /** Nothing known but the names that led here, outermost first. */
  | { readonly kind: "unknown"; readonly names: readonly string[]; readonly type?: TypedPlace }
  | {
      readonly kind: "record";
      readonly id: number;
      readonly entries: readonly RecordEntry[];
      readonly unit: Unit;
      readonly env?: Picks;
    }
  | {
      readonly kind: "list";
      readonly id: number;
      readonly items: readonly SyntaxNode[];
      /** Made by a function or a comprehension: every item may stand at every place. */
      readonly each?: boolean;
      /** Items are `{ status, value }` of what stands there. */
      readonly settled?: boolean;
      readonly unit: Unit;
      readonly env?: Picks;
    }
  /** Keys, values or pairs of a record, to be iterated. */
  | {
      readonly kind: "entries";
      readonly of: Value & { kind: "record" };
      readonly mode: "keys" | "values" | "pairs";
    }
  /** The same of an answer. */
  | { readonly kind: "items"; readonly of: AnswerValue; readonly mode: "keys" | "values" | "pairs" }
  /** Something to iterate, whose elements are such pairs. */
  | { readonly kind: "zipped"; readonly pair: Value }
  | { readonly kind: "pair"; readonly key: Value; readonly value: Value }
  | { readonly kind: "module"; readonly unit: Unit }
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ClientValue
  | AnswerValue;

export type RecordValue = Value & { kind: "record" };

/** Choices made on the way to a value (which call site, which table entry); two values combine only if theirs agree. */
export type Picks = ReadonlyMap<number, number>;

export interface Alternative {
  readonly value: Value;
  readonly picks: Picks;
}

export type Alternatives = readonly Alternative[];

export interface CallSite extends Place {
  readonly args: readonly Argument[];
  readonly picks: Picks;
}

export const noPicks: Picks = new Map();

export function unknown(...names: string[]): Value {
  return { kind: "unknown", names };
}

export function merge(a: Picks, b: Picks): Picks | undefined {
  if (a.size === 0 || a === b) return b;
  if (b.size === 0) return a;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  const merged = new Map(large);
  for (const [key, choice] of small) {
    const other = merged.get(key);
    if (other !== undefined && other !== choice) return undefined;
    merged.set(key, choice);
  }
  return merged;
}

export function pick(picks: Picks, key: number, choice: number): Picks | undefined {
  const before = picks.get(key);
  if (before !== undefined) return before === choice ? picks : undefined;
  return new Map(picks).set(key, choice);
}

export function without(picks: Picks, key: number): Picks {
  if (!picks.has(key)) return picks;
  const rest = new Map(picks);
  rest.delete(key);
  return rest;
}

/** Evaluates under the choices something was made under; they do not leave with the result. */
export function within(
  env: Picks | undefined,
  picks: Picks,
  evaluate: (under: Picks) => Alternatives,
): Alternatives {
  if (!env || env.size === 0) return evaluate(picks);
  const under = new Map([...picks, ...env]);
  return evaluate(under).map(({ value, picks: found }) => {
    const rest = new Map(found);
    for (const key of env.keys()) {
      const outer = picks.get(key);
      if (outer === undefined) rest.delete(key);
      else rest.set(key, outer);
    }
    return { value, picks: rest };
  });
}

/** The parts a value adds to a text. */
export function partsOf(value: Value): readonly Part[] {
  switch (value.kind) {
    case "text":
      return value.parts;
    case "unknown":
      return [{ kind: "unknown", name: value.names.slice(-3).join(".") }];
    case "client":
      return value.base.length > 0 && value.chain.length === 0 ? value.base : [{ kind: "unknown", name: "" }];
    case "record":
    case "list":
    case "entries":
    case "items":
    case "zipped":
    case "pair":
    case "module":
    case "function":
    case "class":
    case "instance":
    case "answer":
      return [{ kind: "unknown", name: "" }];
  }
}
