import { callbackParameter, handedOn } from "./callbacks.ts";
import { calling, superCall } from "./callee.ts";
import type { Argument, Binding } from "./program.ts";
import type { Resolver } from "./resolver.ts";
import { walk } from "./steps.ts";
import type { SyntaxNode } from "./syntax.ts";
import { encloses, type Unit } from "./unit.ts";
import {
  merge,
  noPicks,
  pick,
  unknown,
  without,
  type Alternative,
  type Alternatives,
  type CallSite,
  type ClassValue,
  type InstanceValue,
  type Picks,
  type Value,
} from "./value.ts";

const mostSites = 60;

/** Calls in this file that run `fn`, as far as names tell. */
export function callSitesOf(resolver: Resolver, fn: SyntaxNode, unit: Unit): readonly CallSite[] {
  const { syntax } = unit;
  const leaf = syntax.nameOf(fn);
  if (!leaf) {
    const direct = calling(fn, unit);
    return direct ? [{ node: direct.node, unit, args: direct.args, picks: noPicks }] : [];
  }
  const owner = syntax.ownerOf(fn);
  const role = syntax.role(leaf);
  const isMethod = role.kind === "method" || role.kind === "field";
  if (isMethod && owner && leaf.text === syntax.constructorName) return constructions(resolver, owner, unit);
  const found: CallSite[] = [];
  for (const { leaf: at, role: use } of unit.occurrences(leaf.text, ["member", "use"])) {
    if (found.length >= mostSites || encloses(fn, at)) continue;
    if (use.kind === "member") {
      const call = calling(use.node, unit);
      if (!call) continue;
      if (isMethod ? owner && mayBe(resolver, use.object, owner, unit) : role.kind === "key") {
        found.push({ node: call.node, unit, args: call.args, picks: noPicks });
      }
    } else if (use.kind === "use" && !isMethod) {
      const call = calling(use.node, unit) ?? submitted(use.node, unit);
      const variable = unit.lookup(leaf.text, at);
      if (call && variable && (role.kind !== "declare" || variable.scope.id === role.scope.id)) {
        found.push({ node: call.node, unit, args: call.args, picks: noPicks });
      }
    }
  }
  return found;
}

/** `pool.submit(fn, one, two)` runs it with what follows. */
function submitted(
  node: SyntaxNode,
  unit: Unit,
): { node: SyntaxNode; args: readonly Argument[] } | undefined {
  const holder = unit.syntax.holder(node);
  const call = holder.kind === "argument" ? unit.syntax.expr(holder.call) : undefined;
  if (holder.kind !== "argument" || call?.kind !== "call") return undefined;
  if (!/(?:^|\.)(?:submit|to_thread|run_in_executor|run_sync|run_in_threadpool)$/.test(call.callee.text))
    return undefined;
  const at = call.args.findIndex(({ value }) => value.id === node.id);
  return at === -1 ? undefined : { node: holder.call, args: call.args.slice(at + 1) };
}

function constructions(resolver: Resolver, owner: SyntaxNode, unit: Unit): readonly CallSite[] {
  const name = unit.syntax.nameOf(owner);
  if (!name) return [];
  const found: CallSite[] = [];
  for (const { role } of unit.occurrences(name.text, ["use"])) {
    const call = role.kind === "use" ? calling(role.node, unit) : undefined;
    if (call) found.push({ node: call.node, unit, args: call.args, picks: noPicks });
  }
  // A subclass without a constructor of its own, or one that hands on to `super`.
  for (const { leaf } of unit.occurrences("super")) {
    const sub = unit.syntax.ownerOf(leaf);
    if (!sub || !superIs(resolver, sub, owner, unit)) continue;
    const call = superCall(leaf, unit);
    if (call) found.push({ node: call.node, unit, args: call.args, picks: noPicks });
  }
  return found;
}

function superIs(resolver: Resolver, sub: SyntaxNode, owner: SyntaxNode, unit: Unit): boolean {
  return unit.syntax
    .supers(sub)
    .some((node) =>
      resolver
        .evaluate(node, unit, noPicks)
        .some(({ value }) => value.kind === "class" && value.node.id === owner.id),
    );
}

function mayBe(resolver: Resolver, object: SyntaxNode, owner: SyntaxNode, unit: Unit): boolean {
  const expr = unit.syntax.expr(object);
  if (expr.kind === "self" || expr.kind === "super") {
    const around = unit.syntax.ownerOf(object);
    return (
      around?.id === owner.id ||
      (around !== undefined &&
        (superIs(resolver, around, owner, unit) || superIs(resolver, owner, around, unit)))
    );
  }
  return resolver.evaluate(object, unit, noPicks).some(({ value }) => {
    if (value.kind === "instance") return isA(resolver, value.of, owner);
    if (value.kind === "class") return isA(resolver, value, owner);
    return (
      value.kind === "unknown" &&
      value.type !== undefined &&
      value.type.node.text.includes(unit.syntax.nameOf(owner)?.text ?? "\0")
    );
  });
}

function isA(resolver: Resolver, value: ClassValue, owner: SyntaxNode): boolean {
  if (value.node.id === owner.id) return true;
  return value.unit.syntax
    .supers(value.node)
    .some((node) =>
      resolver
        .evaluate(node, value.unit, noPicks)
        .some((one) => one.value.kind === "class" && isA(resolver, one.value, owner)),
    );
}

/** The method whose receiver `this` is, through arrow functions. */
function methodAround(node: SyntaxNode, unit: Unit): SyntaxNode | undefined {
  let fn = unit.functionAround(node);
  while (fn) {
    const name = unit.syntax.nameOf(fn);
    const role = name && unit.syntax.role(name);
    if (role?.kind === "method" || role?.kind === "field") return fn;
    fn = unit.functionAround(fn);
  }
  return undefined;
}

/** `this` in a method of an object literal. */
function recordAround(node: SyntaxNode, unit: Unit, picks: Picks): Value | undefined {
  for (let fn = unit.functionAround(node); fn; fn = unit.functionAround(fn)) {
    const name = unit.syntax.nameOf(fn);
    const role = name && unit.syntax.role(name);
    const expr = role?.kind === "key" ? unit.syntax.expr(role.record) : undefined;
    if (role?.kind === "key" && expr?.kind === "record") {
      return { kind: "record", id: role.record.id, entries: expr.entries, unit, env: picks };
    }
  }
  return undefined;
}

/** The receiver of the method around `node`. */
export function selfIn(resolver: Resolver, node: SyntaxNode, unit: Unit, picks: Picks): Alternatives {
  const owner = unit.syntax.ownerOf(node);
  if (!owner) return [{ value: recordAround(node, unit, picks) ?? unknown("this"), picks }];
  const cls: ClassValue = { kind: "class", node: owner, unit };
  const plain: Alternative = { value: { kind: "instance", of: cls }, picks };
  const method = methodAround(node, unit) ?? (unit.syntax.functions.has(owner.type) ? owner : undefined);
  if (!method) return [plain];
  const name = unit.syntax.nameOf(method)?.text;
  const found: Alternative[] = [];
  const pinned = picks.get(method.id);
  const entry = pinned === undefined ? undefined : resolver.entered(pinned);
  if (entry?.receiver?.kind === "instance") return [{ value: entry.receiver, picks }];
  for (const site of resolver.callSites(method, unit)) {
    const under = pick(picks, method.id, site.node.id);
    if (!under) continue;
    if (name === unit.syntax.constructorName || method.id === owner.id) {
      const call = { node: site.node, unit: site.unit, picks: without(under, method.id) };
      found.push({ value: { kind: "instance", of: cls, call }, picks: under });
      continue;
    }
    const callee = site.unit.syntax.expr(site.node);
    const object = callee.kind === "call" ? site.unit.syntax.expr(callee.callee) : undefined;
    if (object?.kind !== "member") continue;
    for (const one of resolver.evaluate(object.object, site.unit, under)) {
      if (one.value.kind === "instance") found.push({ value: one.value, picks: one.picks });
      else if (one.value.kind === "class")
        found.push({ value: { kind: "instance", of: one.value }, picks: one.picks });
    }
  }
  if (found.length === 0) {
    const made = constructions(resolver, owner, unit);
    for (const site of made) {
      const value: InstanceValue = {
        kind: "instance",
        of: cls,
        call: { node: site.node, unit, picks: noPicks },
      };
      const under = pick(picks, owner.id, site.node.id);
      if (under) found.push({ value, picks: under });
    }
  }
  // A base class speaks for its subclasses: what they set is what its methods see.
  const heirs = subclassesOf(resolver, owner, unit);
  const chosen = heirs.find(({ id }) => picks.get(owner.id) === id);
  if (chosen) {
    const made = found.filter(({ value }) => value.kind === "instance" && value.of.node.id === chosen.id);
    if (made.length > 0) return made;
    return [{ value: { kind: "instance", of: { kind: "class", node: chosen, unit } }, picks }];
  }
  for (const sub of heirs) {
    const under = pick(picks, owner.id, sub.id);
    if (under)
      found.push({ value: { kind: "instance", of: { kind: "class", node: sub, unit } }, picks: under });
  }
  return found.length > 0 ? found : [plain];
}

function subclassesOf(resolver: Resolver, owner: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  const name = unit.syntax.nameOf(owner);
  if (!name) return [];
  return unit.occurrences(name.text).flatMap(({ leaf }) => {
    let at = leaf.parent;
    for (let guard = 0; at && guard < 4 && !unit.syntax.classes.has(at.type); guard++) at = at.parent;
    return at && at.id !== owner.id && unit.syntax.classes.has(at.type) && superIs(resolver, at, owner, unit)
      ? [at]
      : [];
  });
}

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
