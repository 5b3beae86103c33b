import { callbackParameter, handedOn } from "../models/callbacks.ts";
import { walk } from "../resolve/destructure.ts";
import { superIs } from "../resolve/subclasses.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Binding } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import {
  merge,
  noPicks,
  pick,
  unknown,
  type Alternative,
  type Alternatives,
  type CallSite,
  type Picks,
  type Value,
} from "../values/value.ts";

/** Value of a parameter: from the chosen call site, from all of them, and from its default. */
export function parameterOf(
  resolver: Resolver,
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives {
  const { fn } = binding;
  const pinned = picks.get(fn.id);
  const found: Alternative[] = [];
  const known = pinned === undefined ? undefined : resolver.entered(pinned)?.site;
  const sites = known ? [known] : resolver.callSites(fn, unit);
  let missing = sites.length === 0;
  const place = placeOf(resolver, fn, unit);
  for (const site of sites) {
    if (pinned !== undefined && site.node.id !== pinned && site !== known) continue;
    const entered = pick(picks, fn.id, pinned ?? site.node.id);
    const under = entered && merge(entered, merge(place, heirOf(resolver, fn, site)) ?? place);
    if (!under) continue;
    const value = argumentFor(resolver, binding, site, under);
    const taken = value ? walk(resolver, value, withoutFallback(binding), unit, under) : [];
    const given = binding.fallback ? taken.filter((one) => !isAbsent(one.value, binding)) : taken;
    found.push(...given);
    if (!value || given.length < taken.length) missing = true;
  }
  if (found.length === 0) {
    for (const at of [fn, ...handedOn(fn, unit)]) {
      const callback = callbackParameter(resolver, at, binding, unit, picks);
      if (callback) found.push(...walk(resolver, callback, withoutFallback(binding), unit, picks));
    }
  }
  const isPinned = pinned !== undefined && found.length > 0;
  if (binding.fallback && !isPinned) found.push(...resolver.evaluate(binding.fallback, unit, picks));
  else if (binding.fallback && missing) found.push(...resolver.evaluate(binding.fallback, unit, picks));
  if (found.length > 0) return found;
  const names = [binding.name ?? nameIn(binding, unit), ...binding.path.map(String)].filter(
    (name) => name !== "",
  );
  return [{ value: unknown(...new Set(names)), picks }];
}

/** A method that its base class calls on `this` is called on an instance of its own class. */
function heirOf(resolver: Resolver, fn: SyntaxNode, site: CallSite): Picks {
  const { syntax } = site.unit;
  const call = syntax.expr(site.node);
  const callee = call.kind === "call" ? syntax.expr(call.callee) : undefined;
  if (callee?.kind !== "member" || syntax.expr(callee.object).kind !== "self") return noPicks;
  const owner = syntax.ownerOf(fn);
  const base = syntax.ownerOf(site.node);
  if (!owner || !base || owner.id === base.id || !superIs(resolver, owner, base, site.unit)) return noPicks;
  return pick(noPicks, base.id, owner.id) ?? noPicks;
}

/** The entry of a table that a function stands in: what it is called with belongs to the same entry. */
function placeOf(resolver: Resolver, fn: SyntaxNode, unit: Unit): Picks {
  let picks = noPicks;
  let at = fn;
  for (let guard = 0; guard < 6; guard++) {
    const holder = unit.syntax.holder(at);
    if (holder.kind === "return" && at.id !== fn.id) {
      // One of several tables a function returns.
      for (const site of resolver.callSites(holder.fn, unit))
        picks = pick(picks, site.node.id, at.id) ?? picks;
      return picks;
    }
    const table = holder.kind === "entry" ? holder.record : holder.kind === "expr" ? holder.node : undefined;
    const expr = table && unit.syntax.expr(table);
    if (!table || (expr?.kind !== "record" && expr?.kind !== "list")) return picks;
    const items = expr.kind === "list" ? expr.items : expr.entries.map(({ value }) => value);
    const index = items.findIndex((item) => item?.id === at.id);
    const isTable = expr.kind === "list" || at.id !== fn.id;
    if (index !== -1 && isTable) picks = pick(picks, table.id, index) ?? picks;
    at = table;
  }
  return picks;
}

function nameIn(binding: Binding & { kind: "param" }, unit: Unit): string {
  return unit.syntax.params(binding.fn)[binding.index]?.name ?? "";
}

/** An option that the given record does not hold. */
function isAbsent(value: Value, { path }: Binding & { kind: "param" }): boolean {
  if (path.length === 0 || value.kind !== "unknown") return false;
  return value.names.length === 1 && value.names[0] === path.at(-1);
}

function withoutFallback(binding: Binding & { kind: "param" }): { path: readonly (string | number)[] } {
  return { path: binding.path };
}

function argumentFor(
  resolver: Resolver,
  binding: Binding & { kind: "param" },
  site: CallSite,
  picks: Picks,
): Alternatives | undefined {
  const named = binding.name === undefined ? undefined : site.args.find((arg) => arg.name === binding.name);
  if (named) return resolver.evaluate(named.value, site.unit, picks);
  const positional = site.args.filter((arg) => arg.name === undefined);
  if (binding.rest) {
    const rest = positional.slice(binding.index);
    const first = rest[0];
    return first ? resolver.evaluate(first.value, site.unit, picks) : undefined;
  }
  const spread = positional.findIndex((arg) => arg.spread === "list");
  if (spread !== -1 && spread <= binding.index) return undefined;
  const arg = positional[binding.index];
  if (arg?.verb) return [{ value: unknown("method"), picks }];
  return arg && !arg.spread ? resolver.evaluate(arg.value, site.unit, picks) : undefined;
}
