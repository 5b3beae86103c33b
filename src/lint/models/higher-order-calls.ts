import { inline } from "../resolve/inline-call.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Call } from "../values/evaluator-port.ts";
import type { Alternatives } from "../values/value.ts";
import { option } from "./request-options.ts";

/** Names of functions that give back what the function they are handed gives, and of ones that give something else. */
const runs =
  /retry|limit|attempt|try|run|exec|call|cache|memo|remember|getOr|wrap|with|time|trace|measure|span|exclusive|transaction|back_?off|guard|safe|lazy|once|ensure|fetch|dedupe|queue|lock|mutex|semaphore|throttl|instrument|perform|resolve|protect|breaker|useMemo|useState/i;
const keeps =
  /^(?:schedule|setTimeout|setInterval|setImmediate|subscribe|on|listen|watch|observe|register|cron|nextTick)$/i;

const queries = ["queryFn", "fetcher", "fn", "mutationFn"];

/** `retry(() => fetch(…))`, `useQuery({ queryFn: () => … })`: likely gives what the function it was handed gives. */
export function handedBack(call: Call, names: readonly string[]): Alternatives | undefined {
  const whole = names.join(".");
  const hooked = /(?:^|\.)(?:use|create)[A-Z]\w*$/.test(whole) && !/(?:useMemo|useState)$/.test(whole);
  if (!hooked && !(runs.test(whole) && !keeps.test(names.at(-1) ?? ""))) return undefined;
  for (const arg of call.args.slice(0, 3)) {
    const queried = call.unit.syntax.expr(arg.value).kind === "record" ? option(call, queries) : undefined;
    const values =
      queried ?? (mayRun(call, arg.value) ? call.resolver.evaluate(arg.value, call.unit, call.picks) : []);
    for (const { value } of values) {
      if (value.kind !== "function" || value.unit.syntax.params(value.node).length > 1) continue;
      const found = inline(call, value, []).filter((one) => one.value.kind === "answer");
      if (found.length === 0) continue;
      return queried || hooked ? found.map((one) => underData(one)) : found;
    }
  }
  return undefined;
}

/** An answer that a query keeps under `data`. */
function underData(one: Alternatives[number]): Alternatives[number] {
  const { value, picks } = one;
  return value.kind === "answer" && value.stage === "body"
    ? { value: { ...value, stage: "unsure" }, picks }
    : one;
}

function mayRun(call: Call, node: SyntaxNode): boolean {
  const { kind } = call.unit.syntax.expr(node);
  return kind === "function" || kind === "name";
}
