import { memberOf } from "../resolve/members.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import { glue, isAbsolute, masked } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import type { Call } from "../values/evaluator-port.ts";
import { partsOf, type Alternatives } from "../values/value.ts";

/** Value of an option by any of its names: a keyword argument, or a key of an options record. */
export function option(call: Call, keys: readonly string[]): Alternatives | undefined {
  const named = call.args.find((arg) => arg.name !== undefined && keys.includes(arg.name));
  if (named) return call.resolver.evaluate(named.value, call.unit, call.picks);
  for (const arg of call.args) {
    if (arg.name !== undefined && arg.spread === undefined) continue;
    const values = call.resolver.evaluate(arg.value, call.unit, call.picks);
    for (const key of keys) {
      const found = chain(values, (value, picks) => {
        if (value.kind !== "record") return [];
        return memberOf(call.resolver, value, key, { node: arg.value, unit: call.unit }, picks).filter(
          (one) => one.value.kind !== "unknown" || one.value.names.length !== 1 || one.value.names[0] !== key,
        );
      });
      if (found.length > 0) return found;
    }
  }
  return undefined;
}

const baseKeys = [
  "baseURL",
  "baseUrl",
  "base_url",
  "prefixUrl",
  "prefix",
  "prefix_url",
  "baseurl",
  "origin",
  "apiBase",
  "api_base",
  "openai_api_base",
  "apiBaseUrl",
  "api_base_url",
  "apiUrl",
  "api_url",
  "basePath",
  "rootUrl",
  "base",
];
const hostKeys = ["hostname", "host"];
const targetKeys = ["url", "uri", "path", "pathname", "endpoint", "route"];
const method = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;

/** Address parts among the options of the call: base URL, or host with scheme. */
export function ownBase(call: Call): Alternatives | undefined {
  const base = option(call, baseKeys);
  if (base) return base;
  const host = option(call, hostKeys);
  if (!host) return undefined;
  return chain(host, (value, picks) => {
    const parts = partsOf(value);
    if (isAbsolute(parts)) return [{ value: { kind: "text", parts }, picks }];
    return [{ value: { kind: "text", parts: [glue("https://"), ...parts] }, picks }];
  });
}

/** The address or path that is asked for: the first text that is no HTTP method, or an option. */
export function targetOf(call: Call): Alternatives | undefined {
  const positional = call.args.filter((arg) => arg.name === undefined && arg.spread === undefined);
  const absolute = positional.slice(0, 4).find((arg) => {
    const first = call.resolver.evaluate(arg.value, call.unit, call.picks)[0]?.value;
    return first?.kind === "text" && isAbsolute(first.parts);
  });
  for (const [index, arg] of (absolute ? [absolute] : positional).entries()) {
    if (index > 2) break;
    const values = call.resolver
      .evaluate(arg.value, call.unit, call.picks)
      .filter(({ value }) => value.kind === "text" || value.kind === "unknown");
    if (values.length === 0) continue;
    const first = values[0]?.value;
    if (first?.kind === "text" && method.test(masked(first.parts))) continue;
    if (first?.kind === "unknown" && /method|verb/i.test(first.names.at(-1) ?? "")) continue;
    return values;
  }
  return option(call, targetKeys);
}

/** `client.base_url = …`, `axios.defaults.baseURL = …` anywhere in the file. */
export function assignedBase(call: Call, object: SyntaxNode): Alternatives | undefined {
  const whole = object.text;
  const root = /^[\w$]+/.exec(whole)?.[0] ?? whole;
  const holders = new Set([whole, `${whole}.defaults`, root, `${root}.defaults`]);
  for (const key of baseKeys) {
    for (const { role } of call.unit.occurrences(key, ["member-assign"])) {
      if (role.kind === "member-assign" && role.value && holders.has(role.object.text)) {
        return call.resolver.evaluate(role.value, call.unit, call.picks);
      }
    }
  }
  return undefined;
}
