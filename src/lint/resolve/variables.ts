import type { Part } from "../contract/facts.ts";
import { calling } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Variable } from "../syntax/flow-order.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { authority, glue, masked } from "../values/address.ts";
import { chain, joined } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import {
  partsOf,
  unknown,
  type Alternative,
  type Alternatives,
  type Picks,
  type Value,
} from "../values/value.ts";

/** What a name may hold where it stands: what its bindings that reach the place give. */
export function evaluateName(
  resolver: Resolver,
  name: string,
  node: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives {
  const variable = unit.lookup(name, node);
  if (!variable) return inClassBody(resolver, name, node, unit, picks) ?? [{ value: unknown(name), picks }];
  const bindings = unit.reaching(variable, node);
  const found: Alternative[] = [];
  let before: Alternatives = [];
  for (const binding of bindings) {
    let now = resolver.binding(binding, unit, picks);
    if (binding.kind === "value" && binding.append && before.length > 0) {
      const answer = now.find(({ value }) => value.kind === "answer");
      now = answer ? [answer] : joined([before, now], picks);
      found.length = 0;
    }
    found.push(...now);
    before = found.slice();
  }
  found.push(...filled(found, name, variable, unit));
  const known = found.map(({ value, picks: under }) => ({ value: withName(value, name), picks: under }));
  return [...known, ...repointed(resolver, known, name, variable, unit)];
}

/** Unknown values and clients remember what they are called. */
function withName(value: Value, name: string): Value {
  if (value.kind === "unknown" && value.names.length === 0) {
    const { type } = value;
    return type ? { ...value, names: [name], type: { ...type, depth: 1 } } : { ...value, names: [name] };
  }
  if (value.kind === "client" && !value.names.includes(name))
    return { ...value, names: [...value.names, name] };
  return value;
}

/** `const chunks = []` with what is pushed to it later, as one more alternative. */
function filled(known: Alternatives, name: string, variable: Variable, unit: Unit): Alternatives {
  const empty = known.find(({ value }) => value.kind === "list" && value.items.length === 0);
  if (empty?.value.kind !== "list") return [];
  const items = ["push", "append"].flatMap((method) =>
    unit.occurrences(method, ["member"]).flatMap(({ role }) => {
      if (role.kind !== "member" || role.object.text !== name) return [];
      if (unit.lookup(name, role.object)?.scope.id !== variable.scope.id) return [];
      const first = calling(role.node, unit)?.args[0];
      return first && !first.spread ? [first.value] : [];
    }),
  );
  if (items.length === 0) return [];
  return [{ value: { ...empty.value, items, each: true }, picks: empty.picks }];
}

/** A field named by a later field of the same class body, as Python allows. */
function inClassBody(
  resolver: Resolver,
  name: string,
  node: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const fn = unit.functionAround(node);
  for (const { leaf, role } of unit.occurrences(name, ["field"])) {
    if (role.kind !== "field" || !role.value || leaf.startIndex >= node.startIndex) continue;
    if (!encloses(role.owner, node) || (fn && encloses(role.owner, fn))) continue;
    return resolver.evaluate(role.value, unit, picks);
  }
  return undefined;
}

/** `url.pathname = "/v1/…"`: the address with its new path is one more alternative. */
function repointed(
  resolver: Resolver,
  known: Alternatives,
  name: string,
  variable: Variable,
  unit: Unit,
): Alternatives {
  const found: Alternative[] = [];
  if (!known.some(({ value }) => value.kind === "text")) return found;
  for (const { role } of unit.repoints()) {
    if (role.kind !== "member-assign" || !role.value || role.object.text !== name) continue;
    if (unit.lookup(name, role.object)?.scope.id !== variable.scope.id) continue;
    const path = role.value;
    found.push(
      ...chain(known, (value, picks) => {
        const root = value.kind === "text" ? authority(value.parts) : undefined;
        if (value.kind !== "text" || !root) return [];
        return chain(resolver.evaluate(path, unit, picks), (tail, under) => {
          const parts = partsOf(tail);
          const whole = role.append === true ? [...value.parts, ...parts] : underRoot(root, parts);
          return [{ value: { kind: "text", parts: whole }, picks: under }];
        });
      }),
    );
  }
  return found;
}

/** A path set on an address, which gets its slash when it has none. */
function underRoot(root: readonly Part[], path: readonly Part[]): readonly Part[] {
  return /^[/\0]/.test(masked(path)) ? [...root, ...path] : [...root, glue("/"), ...path];
}
