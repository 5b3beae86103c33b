import { authority, glue, masked } from "./address.ts";
import { capped, chain, joined } from "./alternatives.ts";
import { callSitesOf, parameterOf, selfIn } from "./binding.ts";
import { calling } from "./callee.ts";
import { callOf, evaluateCall } from "./calls.ts";
import type { Part } from "./facts.ts";
import { memberOf } from "./members.ts";
import type { Binding } from "./program.ts";
import type { Entry, ModulePort, Resolver } from "./resolver.ts";
import { stepInto, walk } from "./steps.ts";
import type { SyntaxNode } from "./syntax.ts";
import { encloses, type Unit, type Variable } from "./unit.ts";
import {
  noPicks,
  partsOf,
  unknown,
  type Alternative,
  type Alternatives,
  type CallSite,
  type Picks,
  type RecordEntry,
  type Value,
} from "./value.ts";

const deepest = 60;

/** Work for one file ends after `budget` evaluations or `millis` milliseconds; what is asked then is unknown. */
export function createResolver(module: ModulePort, budget: number, millis: number): Resolver {
  const stopAt = performance.now() + millis;
  const memo = new Map<string, Alternatives>();
  const sites = new Map<number, readonly CallSite[]>();
  const running = new Set<string>();
  const entries = new Map<number, Entry>();
  const entryKeys = new Map<string, number>();
  let left = budget;

  const resolver: Resolver = {
    evaluate: (node, unit, picks) => {
      const key = keyOf(node, picks);
      const known = memo.get(key);
      if (known) return known;
      if (performance.now() > stopAt) left = 0;
      if (running.has(key) || running.size > deepest || left-- <= 0) return [{ value: unknown(), picks }];
      running.add(key);
      const found = capped(compute(resolver, node, unit, picks));
      running.delete(key);
      const result = found.length > 0 ? found : [{ value: unknown(), picks }];
      memo.set(key, result);
      return result;
    },
    binding: (binding, unit, picks) => evaluateBinding(resolver, binding, unit, picks),
    called: callOf,
    callSites: (fn, unit) => {
      let list = sites.get(fn.id);
      if (!list) {
        sites.set(fn.id, []);
        list = callSitesOf(resolver, fn, unit);
        sites.set(fn.id, list);
      }
      return list;
    },
    // Files that pass a name on to each other, or to themselves.
    exported: (unit, name) =>
      resolver.guarded(`${unit.file ?? ""}>${name}`, () => exportedFrom(resolver, unit, name)),
    guarded: (key, work) => {
      if (running.has(key) || running.size > deepest) return undefined;
      running.add(key);
      const found = work();
      running.delete(key);
      return found;
    },
    module,
    enter: (site, receiver) => {
      const isInstance = receiver?.kind === "instance";
      const more = isInstance
        ? `|${receiver.of.node.id}|${receiver.call ? keyOf(receiver.call.node, receiver.call.picks) : ""}`
        : "";
      const name = `${keyOf(site.node, noPicks)}|${site.args.length}${more}`;
      let key = entryKeys.get(name);
      if (key === undefined) {
        key = isInstance || entries.has(site.node.id) ? -1 - entryKeys.size : site.node.id;
        entryKeys.set(name, key);
      }
      entries.set(key, isInstance ? { site, receiver } : { site });
      return key;
    },
    entered: (key) => entries.get(key),
    exhausted: () => left <= 0,
  };
  return resolver;
}

function keyOf(node: SyntaxNode, picks: Picks): string {
  if (picks.size === 0) return String(node.id);
  return `${node.id}|${[...picks]
    .map(([key, choice]) => `${key}:${choice}`)
    .sort()
    .join()}`;
}

function compute(resolver: Resolver, node: SyntaxNode, unit: Unit, picks: Picks): Alternatives {
  const expr = unit.syntax.expr(node);
  const only = (value: Value): Alternatives => [{ value, picks }];
  switch (expr.kind) {
    case "text": {
      const written = (text: string, span: { start: number; end: number }): Part =>
        unit.file === undefined
          ? { kind: "written", text, span }
          : { kind: "written", text, span, file: unit.file };
      return joined(
        expr.pieces.map((piece) =>
          "span" in piece
            ? only({ kind: "text", parts: [written(piece.text, piece.span)] })
            : (under: Picks) => resolver.evaluate(piece, unit, under),
        ),
        picks,
      );
    }
    case "concat": {
      const left = resolver.evaluate(expr.left, unit, picks);
      const right = resolver.evaluate(expr.right, unit, picks);
      const answer = [...left, ...right].find(({ value }) => value.kind === "answer");
      if (answer && !left.some(({ value }) => value.kind === "text" && value.parts.length > 0))
        return [answer];
      if (left.some(({ value }) => value.kind === "list")) return left;
      return joined([left, (under) => resolver.evaluate(expr.right, unit, under)], picks);
    }
    case "slash":
      return joined(
        [
          resolver.evaluate(expr.left, unit, picks),
          only({ kind: "text", parts: [glue("/")] }),
          (under) => resolver.evaluate(expr.right, unit, under),
        ],
        picks,
      );
    case "percent":
    case "call":
      return evaluateCall(resolver, node, unit, picks);
    case "name":
      return named(resolver, expr.name, node, unit, picks);
    case "self":
      return selfIn(resolver, node, unit, picks);
    case "super": {
      const owner = unit.syntax.ownerOf(node);
      const above = owner && unit.syntax.supers(owner)[0];
      if (!above) return only(unknown("super"));
      return chain(resolver.evaluate(above, unit, picks), (value, under) =>
        value.kind === "class"
          ? [{ value: { kind: "instance", of: value }, picks: under }]
          : [{ value, picks: under }],
      );
    }
    case "member":
      return chain(resolver.evaluate(expr.object, unit, picks), (value, under) =>
        memberOf(resolver, value, expr.name, { node: expr.object, unit }, under),
      );
    case "index":
      return chain(resolver.evaluate(expr.object, unit, picks), (value, under) => {
        if (value.kind === "record" || value.kind === "unknown") {
          const index = resolver.evaluate(expr.index, unit, under);
          return chain(index, (key, within) => {
            const name =
              key.kind === "text"
                ? key.parts.map((p) => (p.kind === "written" ? p.text : "\0")).join("")
                : "…";
            const exact = key.kind === "text" && !name.includes("\0");
            return exact
              ? memberOf(resolver, value, name, { node: expr.object, unit }, within)
              : stepInto(resolver, value, "…", within);
          });
        }
        const place =
          value.kind === "list"
            ? numbered(unit.text.slice(expr.index.startIndex, expr.index.endIndex))
            : undefined;
        return stepInto(resolver, value, place ?? "…", under);
      });
    case "record":
      return only({ kind: "record", id: node.id, entries: expr.entries, unit, env: picks });
    case "list":
      return only({
        kind: "list",
        id: node.id,
        items: expr.items,
        unit,
        env: picks,
        ...(expr.each === true ? { each: true } : {}),
      });
    case "choice":
      return expr.options.flatMap((option) => [...resolver.evaluate(option, unit, picks)]);
    case "same": {
      const inner = resolver.evaluate(expr.inner, unit, picks);
      const type = expr.type;
      return type ? inner.map((one) => withType(one, type, unit)) : inner;
    }
    case "function":
      return only({ kind: "function", node: expr.node, unit, env: picks });
    case "class":
      return only({ kind: "class", node: expr.node, unit });
    case "table": {
      const entries: readonly RecordEntry[] = [{ computed: expr.key, value: expr.value }];
      return only({ kind: "record", id: node.id, entries, unit, env: picks });
    }
    case "contains":
    case "opaque":
      return only(unknown());
  }
}

function numbered(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function withType(one: Alternative, type: SyntaxNode, unit: Unit): Alternative {
  if (one.value.kind !== "unknown") return one;
  return {
    value: { ...one.value, type: { node: type, unit, depth: one.value.names.length } },
    picks: one.picks,
  };
}

function named(resolver: Resolver, name: string, node: SyntaxNode, unit: Unit, picks: Picks): Alternatives {
  const variable = unit.lookup(name, node);
  if (!variable) return inClassBody(resolver, name, node, unit, picks) ?? [{ value: unknown(name), picks }];
  const bindings = unit.reaching(variable, node);
  const found: Alternative[] = [];
  let before: Alternatives = [];
  for (const binding of bindings) {
    let now = resolver.binding(binding, unit, picks);
    if (binding.kind === "value" && binding.append && before.length > 0) {
      const answer = now.find(({ value }) => value.kind === "answer");
      now = answer ? [answer] : joined([before, now], picks);
      found.length = 0;
    }
    found.push(...now);
    before = found.slice();
  }
  found.push(...filled(found, name, variable, unit));
  const known = found.map(({ value, picks: under }) => ({ value: withName(value, name), picks: under }));
  return [...known, ...repointed(resolver, known, name, variable, unit)];
}

/** `const chunks = []` with what is pushed to it later, as one more alternative. */
function filled(known: Alternatives, name: string, variable: Variable, unit: Unit): Alternatives {
  const empty = known.find(({ value }) => value.kind === "list" && value.items.length === 0);
  if (empty?.value.kind !== "list") return [];
  const items = ["push", "append"].flatMap((method) =>
    unit.occurrences(method, ["member"]).flatMap(({ role }) => {
      if (role.kind !== "member" || role.object.text !== name) return [];
      if (unit.lookup(name, role.object)?.scope.id !== variable.scope.id) return [];
      const first = calling(role.node, unit)?.args[0];
      return first && !first.spread ? [first.value] : [];
    }),
  );
  if (items.length === 0) return [];
  return [{ value: { ...empty.value, items, each: true }, picks: empty.picks }];
}

/** A field named by a later field of the same class body, as Python allows. */
function inClassBody(
  resolver: Resolver,
  name: string,
  node: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const fn = unit.functionAround(node);
  for (const { leaf, role } of unit.occurrences(name, ["field"])) {
    if (role.kind !== "field" || !role.value || leaf.startIndex >= node.startIndex) continue;
    if (!encloses(role.owner, node) || (fn && encloses(role.owner, fn))) continue;
    return resolver.evaluate(role.value, unit, picks);
  }
  return undefined;
}

/** `url.pathname = "/v1/…"`: the address with its new path is one more alternative. */
function repointed(
  resolver: Resolver,
  known: Alternatives,
  name: string,
  variable: Variable,
  unit: Unit,
): Alternatives {
  const found: Alternative[] = [];
  if (!known.some(({ value }) => value.kind === "text")) return found;
  for (const { role } of unit.repoints()) {
    if (role.kind !== "member-assign" || !role.value || role.object.text !== name) continue;
    if (unit.lookup(name, role.object)?.scope.id !== variable.scope.id) continue;
    const path = role.value;
    found.push(
      ...chain(known, (value, picks) => {
        const root = value.kind === "text" ? authority(value.parts) : undefined;
        if (value.kind !== "text" || !root) return [];
        return chain(resolver.evaluate(path, unit, picks), (tail, under) => {
          const parts = partsOf(tail);
          const whole = role.append === true ? [...value.parts, ...parts] : underRoot(root, parts);
          return [{ value: { kind: "text", parts: whole }, picks: under }];
        });
      }),
    );
  }
  return found;
}

/** A path set on an address, which gets its slash when it has none. */
function underRoot(root: readonly Part[], path: readonly Part[]): readonly Part[] {
  return /^[/\0]/.test(masked(path)) ? [...root, ...path] : [...root, glue("/"), ...path];
}

/** Unknown values and clients remember what they are called. */
function withName(value: Value, name: string): Value {
  if (value.kind === "unknown" && value.names.length === 0) {
    const { type } = value;
    return type ? { ...value, names: [name], type: { ...type, depth: 1 } } : { ...value, names: [name] };
  }
  if (value.kind === "client" && !value.names.includes(name))
    return { ...value, names: [...value.names, name] };
  return value;
}

function evaluateBinding(resolver: Resolver, binding: Binding, unit: Unit, picks: Picks): Alternatives {
  switch (binding.kind) {
    case "value": {
      if (!binding.value) return typed([{ value: unknown(), picks }], binding.type, unit);
      const state = stateOf(resolver, binding, binding.value, unit, picks);
      if (state) return typed(state, binding.type, unit);
      let values = resolver.evaluate(binding.value, unit, picks);
      if (binding.each) values = chain(values, (value, under) => stepInto(resolver, value, "…", under));
      return typed(walk(resolver, values, binding, unit, picks), binding.type, unit);
    }
    case "param":
      return typed(parameterOf(resolver, binding, unit, picks), binding.type, unit);
    case "function":
      return [{ value: { kind: "function", node: binding.node, unit }, picks }];
    case "class":
      return [{ value: { kind: "class", node: binding.node, unit }, picks }];
    case "type":
      return [{ value: unknown(), picks }];
    case "import": {
      const target = resolver.module(unit, binding.module);
      if (target) {
        if (binding.exported === "*") return [{ value: { kind: "module", unit: target }, picks }];
        const found = resolver.exported(target, binding.exported);
        if (found) return found.map(({ value }) => ({ value, picks }));
      }
      const below = submodule(resolver, binding, unit);
      if (below) return [{ value: { kind: "module", unit: below }, picks }];
      const names = binding.exported === "*" || binding.exported === "default" ? [] : [binding.exported];
      return [{ value: unknown(binding.module, ...names), picks }];
    }
  }
}

/** `const [data, setData] = useState()`: what the setter is given is what the first name holds. */
function stateOf(
  resolver: Resolver,
  binding: Binding & { kind: "value" },
  value: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  if (binding.path[0] !== 0) return undefined;
  const call = unit.syntax.expr(value);
  if (call.kind !== "call" || !/(?:^|\.)(?:useState|createSignal|useSignal)$/.test(call.callee.text))
    return undefined;
  const holder = unit.syntax.holder(value);
  const setter = holder.kind === "bind" ? unit.syntax.bound(holder.pattern)[1] : undefined;
  if (!setter) return undefined;
  const found: Alternative[] = [];
  for (const { leaf, role } of unit.occurrences(setter.text, ["use"])) {
    if (role.kind !== "use" || leaf.id === setter.id) continue;
    const direct = calling(role.node, unit)?.args[0];
    if (direct) found.push(...resolver.evaluate(direct.value, unit, picks));
    const into = unit.syntax.holder(role.node);
    const then = into.kind === "argument" ? unit.syntax.expr(into.call) : undefined;
    const member = then?.kind === "call" ? unit.syntax.expr(then.callee) : undefined;
    if (member?.kind === "member" && /^(?:then|subscribe)$/.test(member.name)) {
      found.push(...resolver.evaluate(member.object, unit, picks));
    }
  }
  const steps = binding.path.slice(1);
  return found.length > 0 ? walk(resolver, found, { path: steps }, unit, picks) : undefined;
}

/** `from . import config` */
function submodule(resolver: Resolver, binding: Binding & { kind: "import" }, unit: Unit): Unit | undefined {
  if (!/^\.+$/.test(binding.module)) return undefined;
  return resolver.module(unit, binding.module + binding.exported);
}

function typed(all: Alternatives, type: SyntaxNode | undefined, unit: Unit): Alternatives {
  return type ? all.map((one) => withType(one, type, unit)) : all;
}

function exportedFrom(resolver: Resolver, unit: Unit, name: string): Alternatives | undefined {
  const variable = unit.lookup(name, unit.root);
  if (variable && name !== "default") {
    const found = variable.bindings.flatMap(({ binding }) => [...resolver.binding(binding, unit, noPicks)]);
    return found.length > 0 ? found : undefined;
  }
  return defaultExport(resolver, unit, name);
}

/** `export default …`, `module.exports = …`, `exports.name = …`, `export { a as name }`. */
function defaultExport(resolver: Resolver, unit: Unit, name: string): Alternatives | undefined {
  for (const { leaf, role } of unit.occurrences(name === "default" ? "exports" : name)) {
    const target = role.kind === "member-assign" ? role : undefined;
    if (
      target?.value &&
      /^(?:module\.)?exports$/.test(name === "default" ? target.node.text : target.object.text)
    ) {
      return resolver.evaluate(target.value, unit, noPicks);
    }
    if (leaf.parent?.type === "export_specifier" && leaf.parent.childForFieldName("alias")?.id === leaf.id) {
      const original = leaf.parent.childForFieldName("name")?.text;
      if (original !== undefined && original !== name) return exportedFrom(resolver, unit, original);
    }
  }
  if (name !== "default") {
    const whole = defaultExport(resolver, unit, "default");
    const record = whole?.find(({ value }) => value.kind === "record");
    return record ? memberOf(resolver, record.value, name, { node: unit.root, unit }, noPicks) : undefined;
  }
  for (const child of unit.statements()) {
    if (child.type !== "export_statement" || !child.children.some((part) => part.type === "default"))
      continue;
    const value = child.childForFieldName("value") ?? child.childForFieldName("declaration");
    if (value) return resolver.evaluate(value, unit, noPicks);
  }
  return undefined;
}
