import { layersOf } from "../resolve/base-classes.ts";
import { methodIn } from "../resolve/classes.ts";
import { inline } from "../resolve/inline-call.ts";
import { memberOf } from "../resolve/members.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import type { Call } from "../values/evaluator-port.ts";
import type { Alternatives, InstanceValue, Value } from "../values/value.ts";
import { callValue } from "./callable.ts";
import { clientCall, openCall } from "./http-clients.ts";

const verbs = /^(?:get|post|put|patch|delete|head|options|request|fetch|send)$/i;

/** `instance.name(…)`: a method of its class, or of a client of a library that the class extends. */
export function instanceMethod(call: Call, value: InstanceValue, name: string): Alternatives {
  const { resolver, picks } = call;
  const { layers, external } = layersOf(resolver, value);
  for (const { cls } of layers) {
    const method = methodIn(cls, name);
    if (method) return inline(call, { kind: "function", node: method, unit: cls.unit, self: value });
  }
  // A session that overrides `request`: its verbs go through it, with the verb in front.
  if (verbs.test(name) && name !== "request") {
    for (const { cls } of layers) {
      const method = methodIn(cls, "request");
      const first = call.args[0];
      if (!method || !first) continue;
      return inline(call, { kind: "function", node: method, unit: cls.unit, self: value }, [
        { value: first.value, verb: true },
        ...call.args,
      ]);
    }
  }
  const member = memberOf(resolver, value, name, { node: value.of.node, unit: value.of.unit }, picks);
  if (member.some((one) => one.value.kind !== "unknown"))
    return chain(member, (found) => callValue(call, found));
  const layer = layers[layers.length - 1];
  if (external && layer) {
    const names = external.kind === "unknown" ? external.names : [];
    const base = baseOfSubclass(call, value);
    const client: Value = { kind: "client", base: [], chain: [name], names };
    if (!base) return clientCall(call, client);
    return chain(base, (text) =>
      clientCall(call, text.kind === "text" ? { ...client, base: text.parts } : client),
    );
  }
  return openCall(call, [value.of.unit.syntax.nameOf(value.of.node)?.text ?? "", name], undefined);
}

const baseNames = [
  "base_url",
  "baseURL",
  "baseUrl",
  "prefixUrl",
  "prefix_url",
  "api_base",
  "url_base",
  "_base_url",
  "host",
];

/** The base of a class that extends a client of a library: a field, or what it hands to `super`. */
function baseOfSubclass(call: Call, value: InstanceValue): Alternatives | undefined {
  const { resolver, picks } = call;
  const { layers } = layersOf(resolver, value);
  for (const { cls, picks: inner } of layers) {
    const ctor = methodIn(cls, cls.unit.syntax.constructorName);
    const site = ctor && superStatement(cls.unit, ctor);
    const expr = site && cls.unit.syntax.expr(site);
    if (site && expr?.kind === "call") {
      const made = openCall(
        { resolver, node: site, unit: cls.unit, args: expr.args, construct: true, picks: inner },
        ["super"],
        undefined,
      );
      const client = made.find((one) => one.value.kind === "client");
      if (client?.value.kind === "client")
        return [{ value: { kind: "text", parts: client.value.base }, picks }];
    }
  }
  for (const name of baseNames) {
    const found = memberOf(resolver, value, name, { node: value.of.node, unit: value.of.unit }, picks);
    const texts = found.filter((one) => one.value.kind === "text");
    if (texts.length > 0) return texts;
  }
  return undefined;
}

function superStatement(unit: Unit, ctor: SyntaxNode): SyntaxNode | undefined {
  for (const { leaf } of unit.occurrences("super")) {
    if (ctor.startIndex > leaf.startIndex || leaf.endIndex > ctor.endIndex) continue;
    let at: SyntaxNode | null = leaf;
    let call: SyntaxNode | undefined;
    while (at && at.id !== ctor.id) {
      if (unit.syntax.expr(at).kind === "call") call = at;
      if (at.type.endsWith("statement")) break;
      at = at.parent;
    }
    if (call) return call;
  }
  return undefined;
}
