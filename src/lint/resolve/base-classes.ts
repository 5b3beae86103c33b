import { superCall } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import {
  noPicks,
  pick,
  type ClassValue,
  type InstanceValue,
  type Picks,
  type Value,
} from "../values/value.ts";
import { constructorOf } from "./classes.ts";

interface Layer {
  readonly cls: ClassValue;
  /** Choices that make the constructor's parameters those of this construction. */
  readonly picks: Picks;
}

/** The class of an instance and its bases, each with its constructor bound to the arguments it gets. */
export function layersOf(
  resolver: Resolver,
  value: InstanceValue,
): { layers: readonly Layer[]; external: Value | undefined } {
  const layers: Layer[] = [];
  let cls: ClassValue | undefined = value.of;
  let picks: Picks = value.call?.picks ?? noPicks;
  let site = value.call ? { node: value.call.node, unit: value.call.unit } : undefined;
  let external: Value | undefined;
  while (cls && layers.length < 6) {
    const ctor = constructorOf(cls);
    if (ctor && site) {
      const call = site.unit.syntax.expr(site.node);
      if (call.kind === "call") {
        const key = resolver.enter({ ...site, args: call.args, picks });
        picks = pick(picks, ctor.id, key) ?? picks;
      }
    }
    // What a base class sets up for this instance is not what it sets up for another heir.
    if (cls.node.id !== value.of.node.id) picks = pick(picks, cls.node.id, value.of.node.id) ?? picks;
    layers.push({ cls, picks });
    if (ctor) {
      const inner = superSite(cls.unit, ctor);
      site = inner ? { node: inner, unit: cls.unit } : undefined;
    }
    const above: SyntaxNode | undefined = cls.unit.syntax.supers(cls.node)[0];
    const next: Value | undefined = above && resolver.evaluate(above, cls.unit, noPicks)[0]?.value;
    cls = next?.kind === "class" ? next : undefined;
    if (next && next.kind !== "class") external = next;
  }
  return { layers, external };
}

/** The `super(…)` call in a constructor. */
function superSite(unit: Unit, ctor: SyntaxNode): SyntaxNode | undefined {
  for (const { leaf } of unit.occurrences("super")) {
    if (encloses(ctor, leaf)) {
      const call = superCall(leaf, unit);
      if (call) return call.node;
    }
  }
  return undefined;
}
