import type { SyntaxNode } from "../syntax/parser.ts";
import type { Argument, Binding } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { masked } from "./address.ts";
import type { Alternatives, CallSite, Picks, Value } from "./value.ts";

/** Asks for a module of the analysed file; undefined when it is no relative one, or not loaded (yet). */
export type ModulePort = (unit: Unit, module: string) => Unit | undefined;

/** A call that a function is evaluated for. */
export interface Entry {
  readonly site: CallSite;
  readonly receiver?: Value;
}

/** Works out which values an expression may have, from its own file outwards. One per analysis. */
export interface Resolver {
  /** Under the choices already made. Never empty. */
  readonly evaluate: (node: SyntaxNode, unit: Unit, picks: Picks) => Alternatives;
  readonly binding: (binding: Binding, unit: Unit, picks: Picks) => Alternatives;
  /** What `callee` gives when it is called with `args` in place of this call. */
  readonly called: (call: Call, callee: SyntaxNode, args: readonly Argument[]) => Alternatives;
  readonly callSites: (fn: SyntaxNode, unit: Unit) => readonly CallSite[];
  /** Does `work`, unless it is already being done under this key: what leads back to itself is undefined. */
  readonly guarded: <T>(key: string, work: () => T) => T | undefined;
  /** Value of an export of the file. */
  readonly exported: (unit: Unit, name: string) => Alternatives | undefined;
  readonly module: ModulePort;
  /** Marks a call as entered with a receiver; the key is picked for the called function. */
  readonly enter: (site: CallSite, receiver?: Value) => number;
  readonly entered: (key: number) => Entry | undefined;
  /** Whether the work allowed for one file is used up. */
  readonly exhausted: () => boolean;
}

/** One call with all a model of it may need. */
export interface Call {
  readonly resolver: Resolver;
  readonly node: SyntaxNode;
  readonly unit: Unit;
  readonly args: readonly Argument[];
  readonly construct: boolean;
  readonly picks: Picks;
}

/** A call that gives one value. */
export function only(call: Call, value: Value): Alternatives {
  return [{ value, picks: call.picks }];
}

/** Value of the argument at a position or of a name; undefined when there is none. */
export function argument(call: Call, position: number, ...names: string[]): Alternatives | undefined {
  const named = call.args.find((arg) => arg.name !== undefined && names.includes(arg.name));
  const found = named ?? call.args.filter((arg) => arg.name === undefined && !arg.spread)[position];
  return found && call.resolver.evaluate(found.value, call.unit, call.picks);
}

/** The text that is written for sure; undefined when a part of it is unknown. */
export function literal(values: Alternatives | undefined): string | undefined {
  const value = values?.[0]?.value;
  if (value?.kind !== "text") return undefined;
  const text = masked(value.parts);
  return text.includes("\0") ? undefined : text;
}
