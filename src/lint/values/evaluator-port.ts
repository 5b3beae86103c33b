import type { Call } from "../call.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Argument, Binding } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
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
