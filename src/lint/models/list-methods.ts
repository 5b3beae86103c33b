import { stepInto } from "../resolve/destructure.ts";
import { memberOf } from "../resolve/members.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, only, type Call } from "../values/evaluator-port.ts";
import { unknown, type Alternatives, type Value } from "../values/value.ts";
import { joinList } from "./string-methods.ts";

/** `list.name(…)`: one of its items, or another list of them. */
export function listMethod(
  call: Call,
  value: Value & { kind: "list" | "entries" },
  name: string,
): Alternatives {
  const { resolver, picks } = call;
  if (value.kind === "list" && name === "join") {
    const read = stepInto(resolver, value, "…", picks).filter((one) => one.value.kind === "answer");
    if (read.length > 0) return read;
    const separator = literal(argument(call, 0)) ?? ",";
    return joinList(call, value, separator);
  }
  if (/^(?:find|findLast|at|pop|shift|next)$/.test(name)) {
    const wanted = name.startsWith("find") ? soughtBy(call) : undefined;
    return chain(stepInto(resolver, value, "…", picks), (item, under) => {
      if (!wanted) return [{ value: item, picks: under }];
      const own = memberOf(resolver, item, wanted.key, { node: call.node, unit: call.unit }, under);
      const text = literal(own);
      return text === undefined || text === wanted.text ? [{ value: item, picks: under }] : [];
    });
  }
  if (value.kind === "list" && name === "concat") {
    const items = call.args.flatMap((arg) => {
      const list = resolver.evaluate(arg.value, call.unit, picks).find((one) => one.value.kind === "list");
      return list?.value.kind === "list" && list.value.unit === value.unit ? list.value.items : [arg.value];
    });
    return only(call, { ...value, items: [...value.items, ...items] });
  }
  if (/^(?:filter|slice|sort|concat|reverse|copy|values|entries|flat|toSorted)$/.test(name))
    return only(call, value);
  if (/^(?:map|flatMap)$/.test(name)) {
    const fn = argument(call, 0)?.find((one) => one.value.kind === "function")?.value;
    if (fn?.kind === "function") {
      const items = fn.unit.syntax.returns(fn.node);
      return only(call, { kind: "list", id: call.node.id, items, unit: fn.unit, env: picks, each: true });
    }
  }
  return only(call, unknown(name));
}

/** The key and text that `find((one) => one.key === "text")` looks for. */
function soughtBy(call: Call): { readonly key: string; readonly text: string } | undefined {
  const predicate = call.args[0]?.value.text ?? "";
  const match = /=>\s*(?:\(\s*)?\w+\.(\w+)\s*===?\s*(["'])([^"']+)\2\s*\)?$/.exec(predicate);
  return match?.[1] !== undefined && match[3] !== undefined ? { key: match[1], text: match[3] } : undefined;
}
