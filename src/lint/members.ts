import { authority, masked, slice, split } from "./address.ts";
import { chain } from "./alternatives.ts";
import { calling, superCall } from "./callee.ts";
import type { Resolver } from "./resolver.ts";
import type { SyntaxNode } from "./syntax.ts";
import { encloses, type Unit } from "./unit.ts";
import {
  merge,
  noPicks,
  partsOf,
  pick,
  unknown,
  within,
  type Alternative,
  type Alternatives,
  type AnswerValue,
  type ClassValue,
  type InstanceValue,
  type Picks,
  type Place,
  type RecordValue,
  type Value,
} from "./value.ts";
import { xhrAnswer } from "./xhr.ts";

/** `object.name` for one value of the object; `place` is the object's expression. */
export function memberOf(
  resolver: Resolver,
  value: Value,
  name: string,
  place: Place,
  picks: Picks,
): Alternatives {
  const only = (found: Value): Alternatives => [{ value: found, picks }];
  switch (value.kind) {
    case "unknown":
      if (/^response(?:Text|JSON)?$/.test(name)) {
        const request = xhrAnswer(resolver, place, picks);
        if (request)
          return request.map((one) => ({
            ...one,
            value: one.value.kind === "answer" ? answerMember(one.value, name) : one.value,
          }));
      }
      return (
        argumentDefault(resolver, value, name, place.unit, picks) ??
        assignedTo(resolver, place, name, picks) ??
        typedMember(resolver, value, name, picks) ??
        only(nameAdded(value, name))
      );
    case "record": {
      if (value.env && value.env.size > 0) {
        const { env, ...bare } = value;
        return within(env, picks, (under) => memberOf(resolver, bare, name, place, under));
      }
      const found = [
        ...(resolver.guarded(`${value.id}.${name}`, () => recordMember(resolver, value, name, picks)) ?? []),
        ...(assignedTo(resolver, place, name, picks) ?? []),
      ];
      return found.length > 0 ? found : only(unknown(name));
    }
    case "instance":
      return instanceMember(resolver, value, name, picks) ?? only(unknown(classNameOf(value.of), name));
    case "class":
      return classMember(resolver, value, name, picks) ?? only(unknown(classNameOf(value), name));
    case "module":
      return (
        resolver.exported(value.unit, name)?.map((one) => ({ value: one.value, picks })) ??
        only(unknown(name))
      );
    case "pair":
      return only(unknown(name));
    case "client":
      if (/^(?:base_?url|prefix_?url)$/i.test(name)) return only({ kind: "text", parts: value.base });
      return only({ ...value, chain: [...value.chain, name] });
    case "answer":
      return only(answerMember(value, name));
    case "text":
      return only(textMember(value, name));
    case "list":
    case "entries":
    case "items":
    case "zipped":
    case "function":
      return only(unknown(name));
  }
}

/** An unknown value of a declared class is an instance of it. */
export function typedInstance(
  resolver: Resolver,
  value: Value & { kind: "unknown" },
): InstanceValue | undefined {
  const { type } = value;
  if (!type || type.depth !== value.names.length) return undefined;
  const shape = type.unit.syntax.typeShape(type.node);
  if (shape.kind !== "ref" || shape.args.length > 0) return undefined;
  const binding = type.unit.lookup(shape.name, type.node)?.bindings[0]?.binding;
  if (binding?.kind !== "class" && binding?.kind !== "import") return undefined;
  const found = resolver.binding(binding, type.unit, noPicks)[0]?.value;
  return found?.kind === "class" ? { kind: "instance", of: found } : undefined;
}

/** `args.name` where `add_argument("--name", default=…)` says what it is unless given. */
function argumentDefault(
  resolver: Resolver,
  value: Value & { kind: "unknown" },
  name: string,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  if (!/^parse_(?:known_)?args$/.test(value.names.at(-1) ?? "")) return undefined;
  for (const { role } of unit.occurrences("add_argument")) {
    const call = role.kind === "member" ? calling(role.node, unit) : undefined;
    const flag = call?.args.find(
      (arg) =>
        arg.name === undefined &&
        /^["']--/.test(arg.value.text) &&
        arg.value.text.slice(3, -1).replaceAll("-", "_") === name,
    );
    const fallback = call?.args.find((arg) => arg.name === "default");
    if (!flag || !fallback) continue;
    return [{ value: nameAdded(value, name), picks }, ...resolver.evaluate(fallback.value, unit, picks)];
  }
  return undefined;
}

function typedMember(
  resolver: Resolver,
  value: Value & { kind: "unknown" },
  name: string,
  picks: Picks,
): Alternatives | undefined {
  const instance = typedInstance(resolver, value);
  const found = instance && instanceMember(resolver, instance, name, picks);
  return found?.some((one) => one.value.kind !== "unknown") ? found : undefined;
}

export function nameAdded(value: Value & { kind: "unknown" }, name: string): Value {
  return { ...value, names: [...value.names, name] };
}

function recordMember(resolver: Resolver, value: RecordValue, name: string, picks: Picks): Alternatives {
  const found: Alternative[] = [];
  value.entries.forEach((entry, index) => {
    if (entry.key === name && entry.value) {
      const under = pick(picks, value.id, index) ?? picks;
      found.splice(
        0,
        found.length,
        ...resolver
          .evaluate(entry.value, value.unit, under)
          .map((one) => ({ value: one.value, picks: merge(picks, one.picks) ?? picks })),
      );
    } else if (entry.spread) {
      const { spread } = entry;
      for (const one of resolver.evaluate(spread, value.unit, picks)) {
        if (one.value.kind !== "record" && one.value.kind !== "answer") continue;
        if (one.value.kind === "record" && one.value.entries.some(({ key }) => key === name))
          found.length = 0;
        const inner = one.value;
        // Two records may be spread into each other.
        const member = resolver.guarded(`${value.unit.file ?? ""}:${spread.id}.${name}`, () =>
          memberOf(resolver, inner, name, { node: value.unit.root, unit: value.unit }, one.picks),
        );
        found.push(...(member ?? []).filter(({ value: known }) => known.kind !== "unknown"));
      }
    } else if (entry.computed && entry.value) {
      const from = entry.value;
      const outer = merge(picks, entry.picks ?? noPicks) ?? picks;
      for (const key of resolver.evaluate(entry.computed, value.unit, outer)) {
        const exact = key.value.kind === "text" && masked(key.value.parts) === name;
        if (!exact && key.value.kind === "text") continue;
        for (const one of resolver.evaluate(from, value.unit, key.picks)) {
          if (exact) found.push({ value: one.value, picks: merge(picks, one.picks) ?? picks });
          else if (one.value.kind === "answer" && one.value.path.at(-1) === each)
            found.push({ value: { ...one.value, path: [...one.value.path.slice(0, -1), name] }, picks });
        }
      }
    }
  });
  return found;
}

/** Stands in a path for any one of the values of an answer. */
export const each = "[*]";

/** `name.member = value` elsewhere in the file, for the same variable. */
export function assignedTo(
  resolver: Resolver,
  place: Place,
  name: string,
  picks: Picks,
): Alternatives | undefined {
  const { unit, node } = place;
  const expr = unit.syntax.expr(node);
  if (expr.kind !== "name" && expr.kind !== "member" && expr.kind !== "self") return undefined;
  const text = node.text;
  const found: Alternative[] = [];
  for (const { role } of unit.occurrences(name, ["member-assign"])) {
    if (role.kind !== "member-assign" || !role.value || role.object.text !== text) continue;
    const there = expr.kind === "name" ? unit.lookup(expr.name, role.object)?.scope.id : undefined;
    const here = expr.kind === "name" ? unit.lookup(expr.name, node)?.scope.id : undefined;
    if (there !== here) continue;
    found.push(...resolver.evaluate(role.value, unit, picks));
  }
  return found.length > 0 ? found : undefined;
}

function classNameOf(value: ClassValue): string {
  return value.unit.syntax.nameOf(value.node)?.text ?? "";
}

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

/** The constructor of a class; a constructor function is its own. */
function constructorOf(cls: ClassValue): SyntaxNode | undefined {
  const { syntax } = cls.unit;
  return syntax.functions.has(cls.node.type) ? cls.node : methodIn(cls, syntax.constructorName);
}

export function methodIn(cls: ClassValue, name: string): SyntaxNode | undefined {
  for (const { role } of cls.unit.occurrences(name, ["method"])) {
    if (role.kind === "method" && role.owner.id === cls.node.id) return role.fn;
  }
  return undefined;
}

function instanceMember(
  resolver: Resolver,
  value: InstanceValue,
  name: string,
  picks: Picks,
): Alternatives | undefined {
  const { layers, external } = layersOf(resolver, value);
  for (const layer of layers) {
    const under = merge(picks, layer.picks) ?? layer.picks;
    const found = ownMember(resolver, layer.cls, name, under, value);
    if (found.length > 0)
      return found.map((one) => ({ value: one.value, picks: merge(picks, keep(one.picks, picks)) ?? picks }));
  }
  const record = constructed(resolver, value, name, picks);
  if (record) return record;
  if (external?.kind === "unknown" && /^(?:client|session|http)$/.test(name)) {
    for (const key of ["host", "base_url", "baseUrl", "baseURL"]) {
      const base = layers.flatMap((layer) => [...ownMember(resolver, layer.cls, key, layer.picks, value)]);
      const texts = base.filter((one) => one.value.kind === "text");
      if (texts.length === 0) continue;
      return texts.map((one) => ({
        value: { kind: "client", base: partsOf(one.value), chain: [], names: [classNameOf(value.of), name] },
        picks,
      }));
    }
  }
  if (external?.kind === "client")
    return [{ value: { ...external, chain: [...external.chain, name] }, picks }];
  return undefined;
}

/** Choices inside a constructor stay there. */
function keep(inner: Picks, outer: Picks): Picks {
  return inner.size > outer.size ? outer : inner;
}

function ownMember(
  resolver: Resolver,
  cls: ClassValue,
  name: string,
  picks: Picks,
  self: InstanceValue,
): Alternatives {
  const { unit } = cls;
  const found: Alternative[] = [];
  for (const { leaf, role } of unit.occurrences(name)) {
    if (role.kind === "field" && role.owner.id === cls.node.id) {
      if (role.value && !isDescriptor(role.value, unit))
        found.push(...resolver.evaluate(role.value, unit, picks));
    } else if (role.kind === "key" && role.value && isMergedIntoSelf(role.record, cls)) {
      found.push(...resolver.evaluate(role.value, unit, picks));
    } else if (role.kind === "method" && role.owner.id === cls.node.id) {
      if (!role.getter) return [{ value: { kind: "function", node: role.fn, unit, self }, picks }];
      const key = resolver.enter({ node: role.fn, unit, args: [], picks: noPicks }, self);
      const under = pick(picks, role.fn.id, key);
      if (under)
        found.push(
          ...unit.syntax.returns(role.fn).flatMap((node) => [...resolver.evaluate(node, unit, under)]),
        );
    } else if (role.kind === "member-assign" && role.value && isSelf(role.object, unit)) {
      if (unit.syntax.ownerOf(role.object)?.id !== cls.node.id) continue;
      found.push(...resolver.evaluate(role.value, unit, picks));
    } else if (
      role.kind === "declare" &&
      role.binding.kind === "param" &&
      isPropertyParameter(leaf, cls, unit)
    ) {
      found.push(...resolver.binding(role.binding, unit, picks));
    }
  }
  return found;
}

/** `Object.assign(this, { name: value })` */
function isMergedIntoSelf(record: SyntaxNode, { node, unit }: ClassValue): boolean {
  const holder = unit.syntax.holder(record);
  const call = holder.kind === "argument" ? unit.syntax.expr(holder.call) : undefined;
  if (
    call?.kind !== "call" ||
    !/^(?:Object\.assign|_\.extend|_\.assign|\$\.extend|util\._extend)$/.test(call.callee.text)
  )
    return false;
  const target = call.args[0]?.value;
  return target !== undefined && isSelf(target, unit) && unit.syntax.ownerOf(target)?.id === node.id;
}

/** `this`, or a name it is kept under. */
function isSelf(node: SyntaxNode, unit: Unit): boolean {
  const expr = unit.syntax.expr(node);
  if (expr.kind !== "name") return expr.kind === "self";
  const binding = unit.lookup(expr.name, node)?.bindings[0]?.binding;
  return (
    binding?.kind === "value" &&
    binding.value !== undefined &&
    unit.syntax.expr(binding.value).kind === "self"
  );
}

/** `field(default=…)`, `Field(alias=…)`: says how a field is made, not what it is. */
function isDescriptor(value: SyntaxNode, unit: Unit): boolean {
  const expr = unit.syntax.expr(value);
  return (
    expr.kind === "call" &&
    /(?:^|\.)[fF]ield$/.test(expr.callee.text) &&
    !expr.args.some((arg) => arg.name === undefined || arg.name === "default")
  );
}

/** `constructor(private readonly base: string)` */
function isPropertyParameter(leaf: SyntaxNode, cls: ClassValue, unit: Unit): boolean {
  const parameter = leaf.parent;
  if (
    !parameter?.children.some((child) => child.type === "accessibility_modifier" || child.type === "readonly")
  )
    return false;
  return unit.syntax.ownerOf(parameter)?.id === cls.node.id;
}

/** Fields of data classes and models take the constructor's arguments by name, or by position. */
function constructed(
  resolver: Resolver,
  value: InstanceValue,
  name: string,
  picks: Picks,
): Alternatives | undefined {
  const call = value.call;
  const expr = call?.unit.syntax.expr(call.node);
  if (!call || expr?.kind !== "call") return undefined;
  const named = expr.args.find((arg) => arg.name === name);
  if (named) return resolver.evaluate(named.value, call.unit, picks);
  const fields = fieldNames(value.of);
  const position = fields.indexOf(name);
  const positional = expr.args.filter((arg) => arg.name === undefined && !arg.spread)[position];
  if (position !== -1 && positional) return resolver.evaluate(positional.value, call.unit, picks);
  const spread = expr.args.find((arg) => arg.spread === "record");
  if (!spread) return undefined;
  const known = resolver
    .evaluate(spread.value, call.unit, picks)
    .filter((one) => one.value.kind === "answer");
  if (known.length === 0) return undefined;
  return chain(known, (inner, under) => [{ value: answerMember(inner as AnswerValue, name), picks: under }]);
}

function fieldNames(cls: ClassValue): string[] {
  const body = cls.node.childForFieldName("body");
  return (body?.namedChildren ?? []).flatMap((child) => {
    const left = child.namedChild(0)?.childForFieldName("left");
    return left?.type === "identifier" ? [left.text] : [];
  });
}

function classMember(
  resolver: Resolver,
  cls: ClassValue,
  name: string,
  picks: Picks,
): Alternatives | undefined {
  for (const { role } of cls.unit.occurrences(name, ["field", "method"])) {
    if (role.kind === "field" && role.owner.id === cls.node.id && role.value) {
      return resolver.evaluate(role.value, cls.unit, picks);
    }
    if (role.kind === "method" && role.owner.id === cls.node.id) {
      return [{ value: { kind: "function", node: role.fn, unit: cls.unit, self: cls }, picks }];
    }
  }
  const above = cls.unit.syntax.supers(cls.node)[0];
  const next = above && resolver.evaluate(above, cls.unit, noPicks)[0]?.value;
  return next?.kind === "class" ? classMember(resolver, next, name, picks) : undefined;
}

const wrappers = /^(?:data|body|json|_data|result|payload|parsed|responseJSON|response)$/;

/** Calls whose result holds the body under `data`, as a `ref` in Vue. */
const composed = /(?:^|\.)use(?:Lazy)?(?:Fetch|AsyncData)$/;
const transport =
  /^(?:status|statusCode|status_code|statusText|ok|url|redirected|type|config|request|reason|elapsed|cookies|encoding|is_success)$/;

/** What a member of an answer is: the body, its text, the headers, or one level deeper into the body. */
export function answerMember(value: AnswerValue, name: string): Value {
  if (value.stage === "settled") {
    return name === "value" ? { ...value, stage: value.within ?? "body" } : unknown(name);
  }
  if (
    name === "value" &&
    value.stage === "body" &&
    value.path.length === 0 &&
    value.names.some((one) => composed.test(one))
  )
    return value;
  if (value.stage === "body") return { ...value, path: [...value.path, name] };
  if (value.stage === "raw") return unknown(name);
  if (value.stage === "headers") return { ...value, path: [...value.path, name] };
  if (name === "headers" || name === "raw_headers") return { ...value, stage: "headers" };
  if (
    name === "text" ||
    name === "content" ||
    name === "responseText" ||
    name === "rawBody" ||
    name === "stdout" ||
    name === "output"
  ) {
    return { ...value, stage: "raw" };
  }
  if (wrappers.test(name)) return { ...value, stage: "body" };
  if (/^(?:currentTarget|target|srcElement)$/.test(name)) return value;
  if (transport.test(name)) return unknown(name);
  return { ...value, path: [...value.path, name] };
}

function textMember(value: Value & { kind: "text" }, name: string): Value {
  if (name === "href" || name === "url" || name === "value") return value;
  const root = authority(value.parts);
  if (root && name === "origin") return { kind: "text", parts: root };
  if (root && /^(?:host|hostname|netloc)$/.test(name)) {
    const text = masked(root);
    return { kind: "text", parts: slice(root, text.indexOf("//") + 2) };
  }
  if (root && (name === "pathname" || name === "path")) {
    const { pathStart, pathEnd } = split(masked(value.parts));
    return { kind: "text", parts: slice(value.parts, pathStart, pathEnd) };
  }
  return unknown(name);
}
