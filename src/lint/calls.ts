import { append } from "./address.ts";
import { chain } from "./alternatives.ts";
import { argument, literal, only, type Call } from "./call.ts";
import { clientCall, openCall } from "./http.ts";
import { inline } from "./inlining.ts";
import { assignedTo, memberOf } from "./members.ts";
import { layersOf } from "./layers.ts";
import { methodIn } from "./classes.ts";
import { typedInstance } from "./declared.ts";
import type { Argument, Expr } from "./program.ts";
import type { Resolver } from "./resolver.ts";
import { stepInto } from "./steps.ts";
import { fillPercent, joinList, textMethod } from "./strings.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Unit } from "./unit.ts";
import {
  partsOf,
  pick,
  unknown,
  type Alternatives,
  type AnswerValue,
  type InstanceValue,
  type Picks,
  type Value,
} from "./value.ts";

type CallExpr = Expr & { kind: "call" };

export function evaluateCall(resolver: Resolver, node: SyntaxNode, unit: Unit, picks: Picks): Alternatives {
  const expr = unit.syntax.expr(node);
  if (expr.kind === "percent") {
    return chain(resolver.evaluate(expr.template, unit, picks), (template, under) =>
      fillPercent(resolver, template, expr.values, unit, under),
    );
  }
  if (expr.kind !== "call") return [{ value: unknown(), picks }];
  const callee = unit.syntax.expr(expr.callee);
  if (callee.kind === "member") {
    return chain(resolver.evaluate(callee.object, unit, picks), (value, under) => {
      const call = newCall(resolver, node, unit, expr, under);
      return callMember(call, value, callee.name, callee.object);
    });
  }
  if (callee.kind === "super") return [{ value: unknown("super"), picks }];
  return chain(resolver.evaluate(expr.callee, unit, picks), (value, under) =>
    callValue(newCall(resolver, node, unit, expr, under), value),
  );
}

function newCall(resolver: Resolver, node: SyntaxNode, unit: Unit, expr: CallExpr, picks: Picks): Call {
  return { resolver, node, unit, args: expr.args, construct: expr.construct, picks };
}

/** What `callee` gives when it is called with `args` in place of this call. */
export function callOf(call: Call, callee: SyntaxNode, args: readonly Argument[]): Alternatives {
  const { resolver, unit, picks } = call;
  const expr = unit.syntax.expr(callee);
  const inner: Call = { ...call, args };
  if (expr.kind === "member")
    return chain(resolver.evaluate(expr.object, unit, picks), (value, under) =>
      callMember({ ...inner, picks: under }, value, expr.name, expr.object),
    );
  return chain(resolver.evaluate(callee, unit, picks), (value, under) =>
    callValue({ ...inner, picks: under }, value),
  );
}

function callValue(call: Call, value: Value): Alternatives {
  switch (value.kind) {
    case "function":
      if (!call.construct) return inline(call, value);
      return callValue(call, { kind: "class", node: value.node, unit: value.unit });
    case "class":
      return [
        {
          value: {
            kind: "instance",
            of: value,
            call: { node: call.node, unit: call.unit, picks: call.picks },
          },
          picks: call.picks,
        },
      ];
    case "client":
      return clientCall(call, value);
    case "unknown":
      return openCall(call, value.names, undefined);
    case "instance": {
      const method = methodIn(value.of, "__call__");
      if (method) return inline(call, { kind: "function", node: method, unit: value.of.unit, self: value });
      return only(call, unknown());
    }
    case "text":
    case "answer":
      return only(call, value);
    case "record":
    case "list":
    case "entries":
    case "items":
    case "zipped":
    case "pair":
    case "module":
      return only(call, unknown());
  }
}

/** Methods that leave a string, or an address, much as it was. */
const stringly =
  /^(?:[lr]?strip|trim\w*|replace(?:All)?|removesuffix|removeprefix|toString|toLowerCase|lower|to_string|unicode_string|get_secret_value|encode|decode|valueOf|unwrap_or)$/;
const verbs = /^(?:get|post|put|patch|delete|head|options|request|fetch|send)$/i;

function callMember(call: Call, value: Value, name: string, object: SyntaxNode): Alternatives {
  const { resolver, picks } = call;
  if (name === "then" && value.kind !== "record" && value.kind !== "instance")
    return afterwards(call, value, object);
  if (/^(?:catch|finally)$/.test(name) && (value.kind === "list" || value.kind === "text"))
    return only(call, value);
  switch (value.kind) {
    case "text":
      return textMethod(call, value, name);
    case "record":
      return recordMethod(call, value, name, object);
    case "zipped":
    case "items":
      return only(call, /^(?:filter|sort|toSorted|reverse|slice)$/.test(name) ? value : unknown(name));
    case "list":
    case "entries":
      return listMethod(call, value, name);
    case "answer":
      return answerMethod(call, value, name, object);
    case "client":
      return clientCall(call, { ...value, chain: [...value.chain, name] }, object);
    case "unknown": {
      const decodes = name === "decode" && argument(call, 0)?.some((one) => one.value.kind === "answer");
      if (decodes !== true && (stringly.test(name) || name === "bind")) return only(call, value);
      const instance = typedInstance(resolver, value);
      if (instance && methodIn(instance.of, name)) return instanceMethod(call, instance, name);
      const assigned = assignedTo(resolver, { node: object, unit: call.unit }, name, picks);
      if (assigned) return chain(assigned, (member) => callValue(call, member));
      return openCall(call, [...value.names, name], object);
    }
    case "instance":
      return instanceMethod(call, value, name);
    case "class": {
      const method = memberOf(resolver, value, name, { node: object, unit: call.unit }, picks);
      if (method.some((one) => one.value.kind === "function"))
        return chain(method, (member) => callValue(call, member));
      const first = argument(call, 0);
      const parsed = first?.filter((one) => one.value.kind === "answer");
      if (parsed && parsed.length > 0) return parsed.map((one) => ({ ...one, value: asBody(one.value) }));
      return openCall(call, [value.unit.syntax.nameOf(value.node)?.text ?? "", name], object);
    }
    case "function":
      if (name === "bind") return only(call, value);
      if (name === "call") return inline(call, value, call.args.slice(1));
      if (name === "apply") return inline(call, value, []);
      return openCall(call, [value.unit.syntax.nameOf(value.node)?.text ?? "", name], object);
    case "module":
      return chain(memberOf(resolver, value, name, { node: object, unit: call.unit }, picks), (member) =>
        callValue(call, member),
      );
    case "pair":
      return only(call, unknown(name));
  }
}

function asBody(value: Value): Value {
  return value.kind === "answer" ? { ...value, stage: "body" } : value;
}

function instanceMethod(call: Call, value: InstanceValue, name: string): Alternatives {
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
    const site = ctor && resolverSuper(cls.unit, ctor);
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

function resolverSuper(unit: Unit, ctor: SyntaxNode): SyntaxNode | undefined {
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

function recordMethod(
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

function listMethod(call: Call, value: Value & { kind: "list" | "entries" }, name: string): Alternatives {
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
  const match = /=>\s*\(?\s*\w+\.(\w+)\s*===?\s*(["'])([^"']+)\2\s*\)?$/.exec(predicate);
  return match?.[1] !== undefined && match[3] !== undefined ? { key: match[1], text: match[3] } : undefined;
}

/** `promise.then(fn)`: what the function returns for it. */
function afterwards(call: Call, value: Value, object: SyntaxNode): Alternatives {
  const fn = argument(call, 0)?.find((one) => one.value.kind === "function")?.value;
  if (fn?.kind === "function") return inline(call, fn, [{ value: object }]);
  const first = call.args[0];
  // `.then(JSON.parse)`
  const found =
    first && !/^(?:null|undefined)$/.test(first.value.text)
      ? callOf(call, first.value, [{ value: object }])
      : [];
  return found.some((one) => one.value.kind !== "unknown") ? found : only(call, value);
}

/** Methods of a response, a promise of it, or its body. */
function answerMethod(call: Call, value: AnswerValue, name: string, object: SyntaxNode): Alternatives {
  const { resolver, picks } = call;
  switch (name) {
    case "json":
    case "toJSON":
    case "$json":
      return only(call, { ...value, stage: "body" });
    case "getContentText":
    case "text":
    case "read":
    case "decode":
    case "toString":
    case "getvalue":
    case "aread":
    case "arrayBuffer":
    case "blob":
      return only(call, value.stage === "body" ? value : { ...value, stage: "raw" });
    case "items":
    case "entries":
    case "values":
    case "keys": {
      const mode = name === "values" || name === "keys" ? name : "pairs";
      return only(call, value.stage === "body" ? { kind: "items", of: value, mode } : unknown(name));
    }
    case "pipe": {
      const steps = call.args.map((arg) => resolver.evaluate(arg.value, call.unit, picks));
      const last = steps.at(-1)?.find((one) => one.value.kind === "answer");
      return last ? [last] : only(call, value);
    }
    case "url":
    case "path":
    case "get":
    case "post":
    case "pop":
    case "getheader":
    case "get_header":
    case "setdefault": {
      const key = literal(argument(call, 0));
      if (key?.startsWith("/") && value.stage !== "body" && object.id !== call.node.id)
        return chain(argument(call, 0) ?? [], (path, under) => [
          { value: { ...value, origin: append(value.origin, partsOf(path)) }, picks: under },
        ]);
      if (key === undefined || value.stage === "response" || name === "url") return only(call, value);
      const fallback = (argument(call, 1) ?? []).filter((one) => one.value.kind !== "record");
      return [...only(call, { ...value, stage: value.stage, path: [...value.path, key] }), ...fallback];
    }
    case "catch":
    case "finally":
    case "clone":
    case "model_dump":
    case "dict":
    case "copy":
    case "parse":
    case "unwrap":
    case "getresponse":
    case "send":
    case "end":
    case "set":
    case "on":
    case "once":
    case "withResponse":
    case "asResponse":
    case "getBody":
    case "__enter__":
    case "__aenter__":
    case "tap":
    case "result":
    case "raise_for_status":
    case "raiseForStatus":
    case "error_for_status":
    case "throw_for_status":
    case "done":
    case "success":
    case "fail":
    case "always":
    case "error":
    case "timed":
    case "type":
    case "accept":
    case "headers":
    case "header":
    case "setHeader":
    case "addListener":
    case "use":
    case "responseType":
    case "buffer":
    case "ok":
    case "abortOnDestroy":
    case "unwrapOr":
    case "to_dict":
    case "as_dict":
    case "fillna":
    case "head":
    case "first":
    case "subscribe":
    case "toPromise":
    case "query":
    case "auth":
    case "timeout":
    case "retry":
      return only(call, value);
    default:
      return only(call, unknown(...value.names, name));
  }
}
