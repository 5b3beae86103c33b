import { memberOf } from "../resolve/members.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, only, type Call } from "../values/evaluator-port.ts";
import { pick, type Alternatives, type Value } from "../values/value.ts";
import { callValue } from "./callable.ts";
import { openCall } from "./http-clients.ts";

/** `record.name(…)`: a function it holds, or what tables can do. */
export function recordMethod(
  call: Call,
  value: Value & { kind: "record" },
  name: string,
  object: SyntaxNode,
): Alternatives {
  const { resolver, picks } = call;
  const isOwn = value.entries.some(({ key }) => key === name);
  if (isOwn) {
    const own = memberOf(resolver, value, name, { node: object, unit: call.unit }, picks);
    return chain(own, (found) => callValue(call, found));
  }
  if (name === "items" || name === "entries")
    return only(call, { kind: "entries", of: value, mode: "pairs" });
  if (name === "values") return only(call, { kind: "entries", of: value, mode: "values" });
  if (name === "keys") return only(call, { kind: "entries", of: value, mode: "keys" });
  if (name === "copy") return only(call, value);
  if (name === "get" || name === "pop" || name === "setdefault") {
    const key = argument(call, 0);
    const exact = literal(key);
    const fallback = argument(call, 1) ?? [];
    if (exact !== undefined) {
      const found = memberOf(resolver, value, exact, { node: object, unit: call.unit }, picks);
      return [...found, ...fallback];
    }
    const all = value.entries.flatMap((entry, index) => {
      const under = pick(picks, value.id, index);
      return entry.value && under ? [...resolver.evaluate(entry.value, value.unit, under)] : [];
    });
    return [...all, ...fallback];
  }
  const member = memberOf(resolver, value, name, { node: object, unit: call.unit }, picks);
  return chain(member, (found) =>
    found.kind === "unknown" ? openCall(call, [object.text, name], object) : callValue(call, found),
  );
}
