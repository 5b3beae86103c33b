import { callSitesOf } from "../resolve/call-sites.ts";
import { exportedFrom } from "../resolve/module-exports.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import { capped } from "../values/alternatives.ts";
import type { Entry, ModulePort, Resolver } from "../values/evaluator-port.ts";
import { noPicks, unknown, type Alternatives, type CallSite, type Picks } from "../values/value.ts";
import { evaluateBinding } from "./binding.ts";
import { callOf } from "./calls.ts";
import { evaluateExpression } from "./expressions.ts";

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
      const found = capped(evaluateExpression(resolver, node, unit, picks));
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
