import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { answerMember } from "../values/response.ts";
import {
  merge,
  noPicks,
  partsOf,
  pick,
  type Alternative,
  type Alternatives,
  type AnswerValue,
  type ClassValue,
  type InstanceValue,
  type Picks,
} from "../values/value.ts";
import { layersOf } from "./base-classes.ts";
import { classNameOf } from "./classes.ts";

/** `instance.name`: what the class, its bases or the construction say it is. */
export function instanceMember(
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
