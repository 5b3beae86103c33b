import { calling } from "../syntax/call-expression.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { authority, masked, slice, split } from "../values/address.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { answerMember, each } from "../values/response.ts";
import {
  merge,
  noPicks,
  pick,
  unknown,
  within,
  type Alternative,
  type Alternatives,
  type Picks,
  type Place,
  type RecordValue,
  type Value,
} from "../values/value.ts";
import { classMember, classNameOf } from "./classes.ts";
import { typedInstance } from "./declared-type.ts";
import { instanceMember } from "./instances.ts";
import { xhrAnswer } from "./xml-http-request.ts";

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
