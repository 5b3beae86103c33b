import { inline } from "../resolve/inline-call.ts";
import { memberOf } from "../resolve/members.ts";
import { append } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import type { Call } from "../values/evaluator-port.ts";
import { answer } from "../values/response.ts";
import { partsOf, type Alternatives } from "../values/value.ts";
import { option } from "./request-options.ts";

/** `build.query({ query: () => path })` below a `createApi` with a base. */
export function declaredQuery(call: Call, names: readonly string[]): Alternatives | undefined {
  if (!/^(?:query|mutation|infiniteQuery)$/.test(names.at(-1) ?? "") || call.args.length !== 1)
    return undefined;
  const declared = option(call, ["query"])?.find(({ value }) => value.kind === "function")?.value;
  const base = declared && baseAround(call);
  if (declared?.kind !== "function" || !base) return undefined;
  return chain(base, (text, picks) =>
    chain(inline({ ...call, picks }, declared, []), (asked, under) => {
      const target =
        asked.kind === "record"
          ? memberOf(call.resolver, asked, "url", { node: call.node, unit: call.unit }, under)
          : [{ value: asked, picks: under }];
      return chain(target, (path, last) => [
        { value: answer(append(partsOf(text), partsOf(path)), names, "body"), picks: last },
      ]);
    }),
  );
}

function baseAround(call: Call): Alternatives | undefined {
  for (let at = call.node.parent; at; at = at.parent) {
    const expr = call.unit.syntax.expr(at);
    const base =
      expr.kind === "record" ? expr.entries.find(({ key }) => key === "baseQuery")?.value : undefined;
    if (base) return call.resolver.evaluate(base, call.unit, call.picks);
  }
  return undefined;
}
