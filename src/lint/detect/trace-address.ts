import type { Address, AddressFact, Part } from "../contract/facts.ts";
import type { Span } from "../contract/finding.ts";
import { overElements } from "../models/callbacks.ts";
import { methodIn } from "../resolve/classes.ts";
import { typedInstance } from "../resolve/declared-type.ts";
import { stepInto } from "../resolve/destructure.ts";
import { calling } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { append, isAbsolute, masked, authority } from "../values/address.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, pick, without, type Picks, type Value } from "../values/value.ts";

const pathKey = /^(?:path|pathname|endpoint|uri|route|url|balance_?(?:path|endpoint|url|route))$/i;
const hostKey =
  /^(?:host|hostname|origin|server|domain|(?:api_?)?(?:base|root)(?:_?ur[li])?|api_?(?:ur[li]|host))$/i;

const deepest = 18;
const mostSteps = 500;

function isRelative(parts: Address): boolean {
  return parts[0]?.kind === "written" && !isAbsolute(parts);
}

/** A page's own server is asked: a path without a base, by a function that needs none. */
function asksOwnServer({ origin, names }: Value & { kind: "answer" }): boolean {
  return (
    isRelative(origin) &&
    /^(?:(?:window|self|globalThis)\.)?(?:fetch|\$fetch|useSWR|useFetch|(?:\$|jQuery|axios)(?:\.\w+)?)$/.test(
      names.join("."),
    )
  );
}

export interface Reached {
  readonly facts: readonly AddressFact[];
  /** The text is only kept here, under a name that other files may import. */
  readonly open: boolean;
}

/**
 * Addresses that the literal text at `needle` becomes part of: follows the text outwards, to joins, names, fields,
 * parameters and returns, and asks the resolver at each stop what the whole may be.
 */
export function addressesFrom(
  resolver: Resolver,
  unit: Unit,
  start: SyntaxNode,
  needle: Span,
  importers: readonly Unit[],
): Reached {
  const kept = new Set<string>();
  let rooted = false;
  const isRooted = (): boolean => rooted;
  const facts: AddressFact[] = [];
  const seen = new Set<string>();
  const visited = new Set<string>();
  let steps = 0;

  const holds = (part: Part): boolean =>
    part.kind === "written" &&
    part.file === unit.file &&
    part.span.start < needle.end &&
    needle.start < part.span.end;

  const record = (
    value: Value,
    role: AddressFact["role"],
    at: SyntaxNode,
    in_: Unit,
  ): "host" | "part" | "none" => {
    const parts: Address | undefined =
      value.kind === "text"
        ? value.parts
        : value.kind === "answer"
          ? value.origin
          : value.kind === "client"
            ? value.base
            : undefined;
    if (!parts?.some(holds)) return "none";
    // A path that is merely kept in a class is not asked from it.
    const owner = value.kind === "text" && isRelative(value.parts) ? undefined : in_.syntax.ownerOf(at);
    const receivers = [
      ...(value.kind === "answer" ? value.names : []),
      ...(owner && !(value.kind === "answer" && asksOwnServer(value))
        ? [in_.syntax.nameOf(owner)?.text ?? ""]
        : []),
    ];
    const key = `${role}|${receivers.join(".")}|${parts.map((part) => (part.kind === "written" ? `${part.text}@${part.span.start}` : `?${part.name}`)).join("+")}`;
    if (!seen.has(key)) {
      seen.add(key);
      facts.push({ kind: "address", parts, role, receiver: receivers.join(".") });
    }
    const root = authority(parts);
    const known = root && isAbsolute(parts) && /^[a-z]*:?\/\/[\w.:@-]+$/i.test(masked(root));
    if (known) rooted = true;
    return known ? "host" : "part";
  };

  const climb = (node: SyntaxNode, in_: Unit, picks: Picks, depth: number): void => {
    const key = `${node.id}|${[...picks].join(";")}`;
    if (depth > deepest || steps++ > mostSteps || visited.has(key) || resolver.exhausted()) return;
    visited.add(key);
    const role = in_.syntax.inDecorator(node) ? "definition" : "use";
    let resolved = false;
    for (const { value, picks: under } of resolver.evaluate(node, in_, picks)) {
      const made = value.kind === "list" && value.each === true ? stepInto(resolver, value, "…", under) : [];
      for (const one of [value, ...made.map((item) => item.value)])
        if (record(one, role, node, in_) === "host") resolved = true;
    }
    if (resolved) return;
    besideHost(node, in_, picks);
    outwards(node, in_, picks, depth);
    intoCallback(node, in_, picks, depth);
  };

  /** `{ host: "…", path: "…" }`: a path is meant for the host beside it. */
  const besideHost = (node: SyntaxNode, in_: Unit, picks: Picks): void => {
    const holder = in_.syntax.holder(node);
    if (holder.kind !== "entry" || !pathKey.test(holder.key ?? "")) return;
    const expr = in_.syntax.expr(holder.record);
    const base =
      expr.kind === "record" ? expr.entries.find(({ key }) => hostKey.test(key ?? ""))?.value : undefined;
    for (const host of base ? resolver.evaluate(base, in_, picks) : []) {
      if (host.value.kind !== "text" || !authority(host.value.parts)) continue;
      for (const { value } of resolver.evaluate(node, in_, host.picks)) {
        if (value.kind === "text" && !isAbsolute(value.parts))
          record({ kind: "text", parts: append(host.value.parts, value.parts) }, "use", node, in_);
      }
    }
  };

  /** `paths.forEach((path) => …)`: what the list holds is what the function gets. */
  const intoCallback = (list: SyntaxNode, in_: Unit, picks: Picks, depth: number): void => {
    const holder = in_.syntax.holder(list);
    const member = holder.kind === "expr" ? in_.syntax.expr(holder.node) : undefined;
    if (holder.kind !== "expr" || member?.kind !== "member" || member.object.id !== list.id) return;
    const call = overElements.test(member.name) ? calling(holder.node, in_) : undefined;
    const fn = call?.args[0] && in_.syntax.expr(call.args[0].value);
    if (fn?.kind !== "function") return;
    for (const parameter of in_.syntax.params(fn.node))
      for (const leaf of in_.syntax.bound(parameter.node)) uses(leaf, in_, picks, depth);
  };

  const outwards = (node: SyntaxNode, in_: Unit, picks: Picks, depth: number): void => {
    const { syntax } = in_;
    const holder = syntax.holder(node);
    switch (holder.kind) {
      case "expr": {
        const expr = syntax.expr(holder.node);
        const index = expr.kind === "list" ? expr.items.findIndex((item) => item.id === node.id) : -1;
        const under = index === -1 ? picks : pick(picks, holder.node.id, index);
        if (under) climb(holder.node, in_, under, depth + 1);
        return;
      }
      case "entry": {
        const expr = syntax.expr(holder.record);
        const index =
          expr.kind === "record" ? expr.entries.findIndex(({ value }) => value?.id === node.id) : -1;
        const under = index === -1 ? picks : pick(picks, holder.record.id, index);
        if (under) climb(holder.record, in_, under, depth + 1);
        return;
      }
      case "argument":
        intoCall(node, holder.call, in_, picks, depth);
        return;
      case "bind":
      case "each":
        for (const leaf of syntax.bound(holder.pattern)) uses(leaf, in_, picks, depth);
        return;
      case "member":
        memberUses(holder.name, holder.object, node, in_, picks, depth);
        return;
      case "field":
        memberUses(holder.nameNode.text, undefined, node, in_, picks, depth);
        return;
      case "return": {
        const rest = without(picks, holder.fn.id);
        const pinned = picks.get(holder.fn.id);
        const sites = resolver
          .callSites(holder.fn, in_)
          .filter((site) => pinned === undefined || site.node.id === pinned);
        for (const site of sites) climb(site.node, site.unit, rest, depth + 1);
        const entry = pinned === undefined ? undefined : resolver.entered(pinned);
        if (entry && sites.length === 0) climb(entry.site.node, entry.site.unit, rest, depth + 1);
        const name = syntax.nameOf(holder.fn);
        const role = name && syntax.role(name);
        if (role?.kind === "method" && role.getter)
          memberUses(name?.text ?? "", undefined, node, in_, rest, depth);
        if (!name || (role?.kind === "key" && sites.length === 0)) outwards(holder.fn, in_, picks, depth + 1);
        return;
      }
      case "none":
        return;
    }
  };

  const uses = (leaf: SyntaxNode, in_: Unit, picks: Picks, depth: number): void => {
    const variable = in_.lookup(leaf.text, leaf);
    if (in_ === unit && variable?.scope.id === unit.root.id) kept.add(leaf.text);
    const local = variable && variable.scope.id !== in_.root.id ? variable.scope : undefined;
    const all = local ? in_.inside(leaf.text, local) : in_.occurrences(leaf.text, ["use", "key"]);
    for (const { leaf: at, role } of all) {
      const node =
        role.kind === "use" ? role.node : role.kind === "key" && role.value?.id === at.id ? at : undefined;
      if (!node || at.id === leaf.id) continue;
      if (in_.lookup(leaf.text, at)?.scope.id !== variable?.scope.id) continue;
      climb(node, in_, picks, depth + 1);
    }
  };

  const memberUses = (
    name: string,
    object: SyntaxNode | undefined,
    from: SyntaxNode,
    in_: Unit,
    picks: Picks,
    depth: number,
  ): void => {
    if (object && /^(?:pathname|path)$/.test(name)) throughPathname(object, from, in_, picks);
    for (const { role } of in_.occurrences(name, ["member", "pattern-key", "declare"])) {
      if (role.kind === "member") climb(role.node, in_, picks, depth + 1);
      if (role.kind === "pattern-key" || (role.kind === "declare" && role.key === true)) {
        const leaf = role.kind === "pattern-key" ? role.node : undefined;
        if (leaf) for (const bound of in_.syntax.bound(leaf)) uses(bound, in_, picks, depth);
      }
    }
    const whole = object && in_.syntax.expr(object);
    if (object && whole?.kind === "name") uses(object, in_, picks, depth);
  };

  /** `url.pathname = "/v1/…"` */
  const throughPathname = (object: SyntaxNode, from: SyntaxNode, in_: Unit, picks: Picks): void => {
    const bases = resolver.evaluate(object, in_, picks);
    const whole = bases.filter(({ value }) => value.kind === "text" && value.parts.some(holds));
    for (const { value } of whole) record(value, "use", from, in_);
    for (const base of whole.length > 0 ? [] : bases) {
      if (base.value.kind !== "text") continue;
      const root = authority(base.value.parts) ?? base.value.parts;
      for (const { value } of resolver.evaluate(from, in_, base.picks)) {
        if (value.kind === "text")
          record({ kind: "text", parts: [...root, ...value.parts] }, "use", from, in_);
      }
    }
  };

  const intoCall = (arg: SyntaxNode, call: SyntaxNode, in_: Unit, picks: Picks, depth: number): void => {
    const expr = in_.syntax.expr(call);
    if (expr.kind !== "call") return;
    climb(call, in_, picks, depth + 1);
    const callee = in_.syntax.expr(expr.callee);
    const targets =
      callee.kind === "member"
        ? resolver
            .evaluate(callee.object, in_, picks)
            .flatMap(({ value, picks: under }) => methodsOf(value, callee.name, under))
        : resolver.evaluate(expr.callee, in_, picks).map(({ value, picks: under }) => ({
            value,
            self: undefined as Value | undefined,
            picks: under,
            shift: 0,
          }));
    for (const target of targets) {
      let fn = target.value.kind === "function" ? target.value : undefined;
      if (target.value.kind === "class") {
        const ctor = methodIn(target.value, target.value.unit.syntax.constructorName);
        if (ctor) fn = { kind: "function", node: ctor, unit: target.value.unit };
      }
      if (!fn) continue;
      const args =
        target.shift === 1 && expr.args[0]
          ? [{ value: expr.args[0].value, verb: true as const }, ...expr.args]
          : expr.args;
      const key = resolver.enter({ node: call, unit: in_, args, picks }, fn.self ?? target.self);
      const entered = pick(without(target.picks, fn.node.id), fn.node.id, key);
      if (!entered) continue;
      const under = fn.env ? new Map([...fn.env, ...entered]) : entered;
      const index = args.findIndex((one) => one.verb !== true && encloses(one.value, arg));
      const named = args.find((one) => one.name !== undefined && encloses(one.value, arg))?.name;
      fn.unit.syntax.params(fn.node).forEach((parameter, at) => {
        const hit =
          named === undefined
            ? at === index || parameter.rest === true
            : parameter.name === named || parameter.rest === true;
        if (!hit) return;
        for (const leaf of fn.unit.syntax.bound(parameter.node)) {
          for (const { leaf: use, role } of fn.unit.inside(leaf.text, fn.node)) {
            const node =
              role.kind === "use"
                ? role.node
                : role.kind === "key" && role.value?.id === use.id
                  ? use
                  : undefined;
            if (node && encloses(fn.node, use)) climb(node, fn.unit, under, depth + 1);
          }
        }
      });
    }
  };

  const methodsOf = (
    value: Value,
    name: string,
    picks: Picks,
  ): { value: Value; self: Value | undefined; picks: Picks; shift: number }[] => {
    if (value.kind === "unknown") {
      const instance = typedInstance(resolver, value);
      return instance ? methodsOf(instance, name, picks) : [];
    }
    if (value.kind === "instance") {
      for (
        let cls: (Value & { kind: "class" }) | undefined = value.of, guard = 0;
        cls && guard < 5;
        guard++
      ) {
        const { unit: home }: { unit: Unit } = cls;
        const own = methodIn(cls, name);
        const fn =
          own ??
          (/^(?:get|post|put|patch|delete|head|options)$/.test(name) ? methodIn(cls, "request") : undefined);
        if (fn)
          return [
            {
              value: { kind: "function", node: fn, unit: home, self: value },
              self: value,
              picks,
              shift: own ? 0 : 1,
            },
          ];
        const above: SyntaxNode | undefined = home.syntax.supers(cls.node)[0];
        const next: Value | undefined = above && resolver.evaluate(above, home, noPicks)[0]?.value;
        cls = next?.kind === "class" ? next : undefined;
      }
      return [];
    }
    if (value.kind === "class") {
      const fn = methodIn(value, name);
      return fn
        ? [
            {
              value: { kind: "function", node: fn, unit: value.unit, self: value },
              self: value,
              picks,
              shift: 0,
            },
          ]
        : [];
    }
    if (value.kind === "module") {
      return (resolver.exported(value.unit, name) ?? []).map((one) => ({
        value: one.value,
        self: undefined,
        picks,
        shift: 0,
      }));
    }
    if (value.kind === "record") {
      const entry = value.entries.find(({ key }) => key === name)?.value;
      if (!entry) return [];
      const made = value.env ? new Map([...picks, ...value.env]) : picks;
      return resolver
        .evaluate(entry, value.unit, made)
        .map((one) => ({ value: one.value, self: undefined, picks, shift: 0 }));
    }
    return [];
  };

  /** Uses of a kept name in a file that imports it. */
  const fromOutside = (importer: Unit, name: string): void => {
    for (const { leaf, role } of importer.occurrences(name)) {
      if (role.kind === "member") climb(role.node, importer, noPicks, 1);
      if (role.kind === "declare" && role.binding.kind === "import") {
        if (resolver.module(importer, role.binding.module) === unit) uses(leaf, importer, noPicks, 1);
      }
    }
  };

  climb(start, unit, noPicks, 0);
  const open = !isRooted() && kept.size > 0;
  if (open) for (const importer of importers) for (const name of kept) fromOutside(importer, name);
  return { facts, open };
}
