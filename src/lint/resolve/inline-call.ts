import { only, type Call } from "../values/evaluator-port.ts";
import {
  pick,
  unknown,
  without,
  type Alternative,
  type Alternatives,
  type FunctionValue,
  type Value,
} from "../values/value.ts";

/** Evaluates what a function returns for this call. */
export function inline(call: Call, fn: FunctionValue, args = call.args): Alternatives {
  const { resolver } = call;
  const key = resolver.enter({ node: call.node, unit: call.unit, args, picks: call.picks }, fn.self);
  const outer = call.picks.get(fn.node.id);
  const entered = pick(without(call.picks, fn.node.id), fn.node.id, key);
  if (!entered) return only(call, unknown());
  const under = fn.env ? new Map([...fn.env, ...entered]) : entered;
  const items = fn.unit.syntax.yields(fn.node);
  if (items.length > 0) {
    return only(call, { kind: "list", id: call.node.id, items, unit: fn.unit, env: under, each: true });
  }
  const found: Alternative[] = [];
  const returns = fn.unit.syntax.returns(fn.node);
  for (const node of returns) {
    const values = resolver.evaluate(node, fn.unit, under);
    const built =
      returns.length > 1 && values.some(({ value }) => value.kind === "record" || value.kind === "list");
    // Parts of one returned table do not meet those of another.
    for (const one of values) {
      const picks = built ? pick(one.picks, call.node.id, node.id) : one.picks;
      if (picks) found.push({ value: one.value, picks });
    }
  }
  if (found.length === 0) return only(call, unknown());
  const name = fn.unit.syntax.nameOf(fn.node)?.text ?? "";
  return found.map((one) => {
    let rest = without(one.picks, fn.node.id);
    for (const closed of fn.env?.keys() ?? []) if (!call.picks.has(closed)) rest = without(rest, closed);
    const value = one.value.kind === "unknown" ? withReturnType(one.value, fn, name) : one.value;
    return { value, picks: outer === undefined ? rest : (pick(rest, fn.node.id, outer) ?? rest) };
  });
}

function withReturnType(value: Value & { kind: "unknown" }, fn: FunctionValue, name: string): Value {
  const type = fn.unit.syntax.returnType(fn.node);
  const names = [name, ...value.names];
  return type
    ? { kind: "unknown", names, type: { node: type, unit: fn.unit, depth: names.length } }
    : { ...value, names };
}
