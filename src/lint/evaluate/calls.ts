import { callValue } from "../models/callable.ts";
import { clientCall, openCall } from "../models/http-clients.ts";
import { instanceMethod } from "../models/instance-methods.ts";
import { listMethod } from "../models/list-methods.ts";
import { recordMethod } from "../models/record-methods.ts";
import { answerMethod } from "../models/response-methods.ts";
import { fillPercent, textMethod } from "../models/string-methods.ts";
import { methodIn } from "../resolve/classes.ts";
import { typedInstance } from "../resolve/declared-type.ts";
import { inline } from "../resolve/inline-call.ts";
import { assignedTo, memberOf } from "../resolve/members.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Argument, Expr } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import { argument, only, type Call, type Resolver } from "../values/evaluator-port.ts";
import { unknown, type Alternatives, type Picks, type Value } from "../values/value.ts";

type CallExpr = Expr & { kind: "call" };

/** What a call gives, or a template filled with `%`. */
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

/** Methods that leave a string, or an address, much as it was. */
const stringly =
  /^(?:[lr]?strip|trim\w*|replace(?:All)?|removesuffix|removeprefix|toString|toLowerCase|lower|to_string|unicode_string|get_secret_value|encode|decode|valueOf|unwrap_or)$/;

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
