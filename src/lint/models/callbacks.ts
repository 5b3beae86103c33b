import { stepInto } from "../resolve/destructure.ts";
import { opened } from "../resolve/xml-http-request.ts";
import { calling } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Binding } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { staged, type One } from "../values/response.ts";
import { pick, without, type Alternatives, type AnswerValue, type Picks } from "../values/value.ts";

export const overElements = /^(?:map|forEach|filter|find|flatMap|some|every|findLast|sort|each)$/;
const iterable = /^(?:list|entries|items|answer)$/;

/** Options of a request that are functions, called with what came back. */
const handlers =
  /^(?:success|done|then|onsuccess|onload|load|onloadend|oncomplete|complete|callback|handler|onresponse|ondata|onresult|onreadystatechange|transformresponse|select|parse|hook|response|on_?\w*(?:success|response|data|done))$/i;
const failure = /^(?:e|er|err|error|_e|_err|_error|_|reason|exc|failure)$/i;

/** What a function gets by the call it is handed to: `.then`, `.map`, `.on("data")`, a request, an option of one. */
export function callbackParameter(
  resolver: Resolver,
  fn: SyntaxNode,
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const { syntax } = unit;
  const count = syntax.params(binding.fn).length;
  const name = syntax.params(binding.fn)[binding.index]?.name ?? "";
  if (binding.index === 0 && count > 1 && failure.test(name)) return undefined;
  const holder = syntax.holder(fn);
  if (holder.kind === "entry") return fromOption(resolver, holder, binding, unit, picks);
  if (holder.kind === "member") return fromHandler(resolver, holder, binding, unit, picks);
  if (holder.kind !== "argument") return undefined;
  const call = syntax.expr(holder.call);
  if (call.kind !== "call") return undefined;
  const callee = syntax.expr(call.callee);
  if (callee.kind === "member") {
    const object = (): Alternatives => resolver.evaluate(callee.object, unit, picks);
    if (/^(?:fail|catch|error|always|finally|onrejected)$/i.test(callee.name)) return undefined;
    if (callee.name === "then" && call.args[0]?.value.id !== fn.id) return undefined;
    if (/^(?:then|subscribe|tap|done|success)$/.test(callee.name)) {
      if (binding.index > 0) return undefined;
      const body = (callee.name !== "then" && callee.name !== "tap") || jQueryMade(object());
      return body ? object().map((one) => staged(one, "body", ["unsure"])) : object();
    }
    const element = /^reduce(?:Right)?$/.test(callee.name) ? 1 : overElements.test(callee.name) ? 0 : -1;
    if (element === 1 && binding.index === 0) {
      const start = call.args[1];
      return start && resolver.evaluate(start.value, unit, picks);
    }
    if (element === binding.index) {
      const found = chain(object(), (value, under) =>
        iterable.test(value.kind) ? stepInto(resolver, value, "…", under) : [],
      );
      if (found.length > 0) return found;
    }
    if (/^(?:on|once|addListener|addEventListener|bind)$/.test(callee.name))
      return fromEvent(resolver, holder.call, object(), binding, unit, picks);
    if (/^json$/.test(callee.name) && call.args.length === 1)
      return resolver.evaluate(holder.call, unit, picks);
  }
  const own = calledBack(resolver, fn, holder.call, binding, unit, picks);
  if (own) return own;
  const piped = inPipe(resolver, holder.call, unit, picks);
  if (piped) return binding.index === 0 ? piped : undefined;
  const answers = resolver.evaluate(holder.call, unit, picks).filter(({ value }) => value.kind === "answer");
  if (answers.length === 0) return undefined;
  const jquery = /^(?:\$|jQuery)\.\w+$/.test(call.callee.text);
  if (jquery)
    return binding.index === 1
      ? undefined
      : binding.index === 2
        ? answers.map((one) => staged(one, "response"))
        : answers.map((one) => staged(one, "body", ["unsure"]));
  if (binding.index !== 2) return answers;
  return answers.map((one) => staged(one, "body"));
}

/** A deferred of jQuery, whose callbacks get the body first. */
function jQueryMade(values: Alternatives): boolean {
  return values.some(
    ({ value }) => value.kind === "answer" && /^(?:\$|jQuery)\.\w+$/.test(value.names.join(".")),
  );
}

/** Uses of a named function that hand it on rather than call it. */
export function handedOn(fn: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  const leaf = unit.syntax.nameOf(fn);
  if (!leaf) return [];
  const home = unit.lookup(leaf.text, leaf)?.scope.id;
  return unit.occurrences(leaf.text).flatMap(({ leaf: at, role }) => {
    if (at.id === leaf.id) return [];
    const node =
      role.kind === "use" || role.kind === "member"
        ? role.node
        : role.kind === "key" && role.value?.id === at.id
          ? at
          : undefined;
    if (!node || calling(node, unit)) return [];
    if (role.kind !== "member" && unit.lookup(leaf.text, at)?.scope.id !== home) return [];
    return [boundTo(node, unit)];
  });
}

/** `fn.bind(this)` */
function boundTo(node: SyntaxNode, unit: Unit): SyntaxNode {
  const parent = node.parent;
  const member = parent && unit.syntax.expr(parent);
  if (!parent || member?.kind !== "member" || member.name !== "bind") return node;
  return calling(parent, unit)?.node ?? node;
}

/** `request({ url, success: fn })` */
function fromOption(
  resolver: Resolver,
  entry: { readonly record: SyntaxNode; readonly key?: string },
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  if (entry.key === undefined) return undefined;
  const holder = unit.syntax.holder(entry.record);
  if (holder.kind === "entry")
    return fromOption(resolver, { ...holder, key: entry.key }, binding, unit, picks);
  if (holder.kind !== "argument") return undefined;
  const call = unit.syntax.expr(holder.call);
  if (call.kind !== "call") return undefined;
  const checks = /(?:^|\.)check$/.test(call.callee.text);
  if (!checks && !handlers.test(entry.key)) return undefined;
  if (binding.index > 0 && !/complete|onreadystate/i.test(entry.key)) return undefined;
  const answers = resolver.evaluate(holder.call, unit, picks).filter(({ value }) => value.kind === "answer");
  if (answers.length === 0) return undefined;
  const wrapped =
    /^(?:wx|uni|my|tt|swan)\./.test(call.callee.text) ||
    /load|complete|callback|readystate|^response$/i.test(entry.key);
  if (checks) return answers;
  if (wrapped) return answers.map((one) => staged(one, "response"));
  return /^parse$/i.test(entry.key)
    ? answers.map((one) => staged(one, "raw"))
    : answers.map((one) => staged(one, "body", ["unsure", "response"]));
}

/** `xhr.onload = function (event) { … }` */
function fromHandler(
  resolver: Resolver,
  target: { readonly object: SyntaxNode; readonly name: string },
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  if (binding.index > 0 || !/^on[a-z]+$/.test(target.name)) return undefined;
  return opened(resolver, target.object, unit, picks);
}

/** `.on("data", fn)` of an answer, or `.on("name", fn)` of what `.emit("name", value)` sends. */
function fromEvent(
  resolver: Resolver,
  call: SyntaxNode,
  objects: Alternatives,
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const expr = unit.syntax.expr(call);
  const first = expr.kind === "call" ? expr.args[0]?.value : undefined;
  const event = first && textOf(resolver, first, unit, picks);
  const callee = expr.kind === "call" ? unit.syntax.expr(expr.callee) : undefined;
  const request = callee?.kind === "member" ? opened(resolver, callee.object, unit, picks) : undefined;
  if (request) return binding.index === 0 ? request : undefined;
  const answers = objects.filter((one): one is One & { value: AnswerValue } => one.value.kind === "answer");
  if (answers.length > 0) {
    if (
      binding.index > 0 ||
      (event !== undefined && /^(?:error|end|close|finish|timeout|abort)$/.test(event))
    )
      return undefined;
    return answers.map((one) => (event === "response" ? one : staged(one, "raw", ["response", "unsure"])));
  }
  if (event === undefined) return undefined;
  const found = unit.occurrences("emit", ["member"]).flatMap(({ role }) => {
    const sent = role.kind === "member" ? calling(role.node, unit) : undefined;
    const [name, ...rest] = sent?.args ?? [];
    const value = rest[binding.index]?.value;
    if (!name || !value || textOf(resolver, name.value, unit, picks) !== event) return [];
    return [...resolver.evaluate(value, unit, picks)];
  });
  return found.length > 0 ? found : undefined;
}

function textOf(resolver: Resolver, node: SyntaxNode, unit: Unit, picks: Picks): string | undefined {
  const value = resolver.evaluate(node, unit, picks)[0]?.value;
  if (value?.kind !== "text" || value.parts.length !== 1) return undefined;
  const [part] = value.parts;
  return part?.kind === "written" ? part.text : undefined;
}

/** What a function of this project calls the function with that it is handed. */
function calledBack(
  resolver: Resolver,
  fn: SyntaxNode,
  node: SyntaxNode,
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const call = unit.syntax.expr(node);
  if (call.kind !== "call") return undefined;
  const index = call.args.findIndex(({ value }) => encloses(value, fn));
  const found: One[] = [];
  let known = false;
  for (const { value } of resolver.evaluate(call.callee, unit, picks)) {
    if (value.kind !== "function") continue;
    const home = value.unit;
    const name = home.syntax.params(value.node)[index]?.name;
    if (name === undefined) continue;
    known = true;
    const key = resolver.enter({ node, unit, args: call.args, picks }, value.self);
    const under = pick(without(picks, value.node.id), value.node.id, key);
    if (!under) continue;
    for (const { leaf, role } of home.inside(name, value.node)) {
      if (role.kind !== "use" || !encloses(value.node, leaf)) continue;
      const done = calling(role.node, home);
      const arg = done?.args[binding.index];
      if (arg && !arg.spread) found.push(...resolver.evaluate(arg.value, home, under));
      else if (!done && home.syntax.holder(role.node).kind !== "none")
        found.push(...(callbackParameter(resolver, role.node, binding, home, under) ?? []));
    }
  }
  if (!known) return undefined;
  return found.map((one) => ({ value: one.value, picks }));
}

/** `answer.pipe(map(fn))` */
function inPipe(resolver: Resolver, call: SyntaxNode, unit: Unit, picks: Picks): Alternatives | undefined {
  const holder = unit.syntax.holder(call);
  if (holder.kind !== "argument") return undefined;
  const outer = unit.syntax.expr(holder.call);
  const callee = outer.kind === "call" ? unit.syntax.expr(outer.callee) : undefined;
  if (callee?.kind !== "member" || callee.name !== "pipe") return undefined;
  const answers = resolver
    .evaluate(callee.object, unit, picks)
    .filter(({ value }) => value.kind === "answer");
  return answers.length > 0 ? answers.map((one) => staged(one, "body", ["unsure"])) : undefined;
}
