import { typed } from "../resolve/declared-type.ts";
import { stepInto, walk } from "../resolve/destructure.ts";
import { calling } from "../syntax/call-expression.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Binding } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { unknown, type Alternative, type Alternatives, type Picks } from "../values/value.ts";
import { parameterOf } from "./parameter.ts";

/** What a name gets where it is bound. */
export function evaluateBinding(
  resolver: Resolver,
  binding: Binding,
  unit: Unit,
  picks: Picks,
): Alternatives {
  switch (binding.kind) {
    case "value": {
      if (!binding.value) return typed([{ value: unknown(), picks }], binding.type, unit);
      const state = stateOf(resolver, binding, binding.value, unit, picks);
      if (state) return typed(state, binding.type, unit);
      let values = resolver.evaluate(binding.value, unit, picks);
      if (binding.each) values = chain(values, (value, under) => stepInto(resolver, value, "…", under));
      return typed(walk(resolver, values, binding, unit, picks), binding.type, unit);
    }
    case "param":
      return typed(parameterOf(resolver, binding, unit, picks), binding.type, unit);
    case "function":
      return [{ value: { kind: "function", node: binding.node, unit }, picks }];
    case "class":
      return [{ value: { kind: "class", node: binding.node, unit }, picks }];
    case "type":
      return [{ value: unknown(), picks }];
    case "import": {
      const target = resolver.module(unit, binding.module);
      if (target) {
        if (binding.exported === "*") return [{ value: { kind: "module", unit: target }, picks }];
        const found = resolver.exported(target, binding.exported);
        if (found) return found.map(({ value }) => ({ value, picks }));
      }
      const below = submodule(resolver, binding, unit);
      if (below) return [{ value: { kind: "module", unit: below }, picks }];
      const names = binding.exported === "*" || binding.exported === "default" ? [] : [binding.exported];
      return [{ value: unknown(binding.module, ...names), picks }];
    }
  }
}

/** `const [data, setData] = useState()`: what the setter is given is what the first name holds. */
function stateOf(
  resolver: Resolver,
  binding: Binding & { kind: "value" },
  value: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  if (binding.path[0] !== 0) return undefined;
  const call = unit.syntax.expr(value);
  if (call.kind !== "call" || !/(?:^|\.)(?:useState|createSignal|useSignal)$/.test(call.callee.text))
    return undefined;
  const holder = unit.syntax.holder(value);
  const setter = holder.kind === "bind" ? unit.syntax.bound(holder.pattern)[1] : undefined;
  if (!setter) return undefined;
  const found: Alternative[] = [];
  for (const { leaf, role } of unit.occurrences(setter.text, ["use"])) {
    if (role.kind !== "use" || leaf.id === setter.id) continue;
    const direct = calling(role.node, unit)?.args[0];
    if (direct) found.push(...resolver.evaluate(direct.value, unit, picks));
    const into = unit.syntax.holder(role.node);
    const then = into.kind === "argument" ? unit.syntax.expr(into.call) : undefined;
    const member = then?.kind === "call" ? unit.syntax.expr(then.callee) : undefined;
    if (member?.kind === "member" && /^(?:then|subscribe)$/.test(member.name)) {
      found.push(...resolver.evaluate(member.object, unit, picks));
    }
  }
  const steps = binding.path.slice(1);
  return found.length > 0 ? walk(resolver, found, { path: steps }, unit, picks) : undefined;
}

/** `from . import config` */
function submodule(resolver: Resolver, binding: Binding & { kind: "import" }, unit: Unit): Unit | undefined {
  if (!/^\.+$/.test(binding.module)) return undefined;
  return resolver.module(unit, binding.module + binding.exported);
}
