import type { SyntaxNode } from "./syntax/parser.ts";
import type { Argument } from "./syntax/program-syntax.ts";
import type { Unit } from "./syntax/source-unit.ts";
import { masked } from "./values/address.ts";
import type { Resolver } from "./values/evaluator-port.ts";
import type { Alternatives, Picks, Value } from "./values/value.ts";

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
