import { append, authority, glue, isAbsolute, masked, resolve } from "./address.ts";
import { chain } from "./alternatives.ts";
import { argument, literal, type Call } from "./call.ts";
import { calling } from "./callee.ts";
import type { Address } from "./facts.ts";
import { pureCall } from "./functions.ts";
import { inline } from "./inlining.ts";
import { memberOf } from "./members.ts";
import { option } from "./options.ts";
import type { SyntaxNode } from "./syntax.ts";
import {
  partsOf,
  unknown,
  type Alternatives,
  type AnswerValue,
  type ClientValue,
  type Stage,
  type Value,
} from "./value.ts";

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
const verbs =
  /^(?:\$?get|post|put|patch|delete|head|options|request|\$?fetch|send|call|stream|raw|query|do|run|api|open|urlopen|getJson|getJSON|get_json|fetchJson|fetchJSON|fetch_json|make_?[rR]equest|_request|_get|build_request)$/;
const makers =
  /^(?:create|extend|instance|defaults|with_?options|with_?defaults|with|configure|new)|client|session|^Pool$|^Agent$|Connection$/i;
const decoded =
  /(?:^|\.)\$fetch(?:\.|$)|(?:^|\.)(?:ofetch|\$get|getJSON|getJson|get_json|fetchJson|fetchJSON|fetch_json)$|(?:^|\.)(?:helpers\.(?:httpRequest|request)\w*|request-promise(?:-native)?|rp|bent)(?:\.\w+)?$/;
const library =
  /(?:^|\.)(?:fetch|axios|got|ky|undici|superagent|needle|request|requests|httpx|aiohttp|urllib\d?|urlopen|https?|node-fetch|cross-fetch|isomorphic-fetch|wretch|node:https?|curl_cffi|niquests|treq|grequests|session)(?:\.|$)/i;

/** Methods that look at a text, or keep it, rather than asking for it. */
const asks =
  /^(?:ends?[wW]ith|starts?[wW]ith|includes|indexOf|match(?:es)?|test|search|equals?|strictEqual|deepEqual|to[A-Z]\w+|push|append|add|log|info|warn|warning|error|debug|print|split|find|count|index|has|write|reply|respond|route|use|mount|register)$/;

/** Things that answer requests rather than make them. */
const serves =
  /^(?:app|server|fastify|blueprint|bp|nock|express|hono|koa|msw|\w*[rR]outer|\w*[rR]outes?|\w*[mM]ock\w*)$/;

/** A call of something that is not written in this project. */
export function openCall(call: Call, names: readonly string[], object: SyntaxNode | undefined): Alternatives {
  const pure = pureCall(call, names) ?? declaredQuery(call, names);
  if (pure) return pure;
  const opened = calledOpen(call, names, object);
  if (opened.some(({ value }) => value.kind !== "unknown")) return opened;
  return handedBack(call, names) ?? opened;
}

/** `retry(() => fetch(…))`, `useQuery({ queryFn: () => … })`: likely gives what the function it was handed gives. */
function handedBack(call: Call, names: readonly string[]): Alternatives | undefined {
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

/** Names of functions that give back what the function they are handed gives, and of ones that give something else. */
const runs =
  /retry|limit|attempt|try|run|exec|call|cache|memo|remember|getOr|wrap|with|time|trace|measure|span|exclusive|transaction|back_?off|guard|safe|lazy|once|ensure|fetch|dedupe|queue|lock|mutex|semaphore|throttl|instrument|perform|resolve|protect|breaker|useMemo|useState/i;
const keeps =
  /^(?:schedule|setTimeout|setInterval|setImmediate|subscribe|on|listen|watch|observe|register|cron|nextTick)$/i;

const queries = ["queryFn", "fetcher", "fn", "mutationFn"];

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

/** `build.query({ query: () => path })` below a `createApi` with a base. */
function declaredQuery(call: Call, names: readonly string[]): Alternatives | undefined {
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

function calledOpen(call: Call, names: readonly string[], object: SyntaxNode | undefined): Alternatives {
  const last = names.at(-1) ?? "";
  if (object && (asks.test(last) || serves.test(names.at(-2) ?? "")))
    return [{ value: unknown(...names), picks: call.picks }];
  if (last === "bent") {
    const bases = call.args.flatMap((arg) => [...call.resolver.evaluate(arg.value, call.unit, call.picks)]);
    const found = bases.find(({ value }) => value.kind === "text" && isAbsolute(value.parts));
    return [
      {
        value: { kind: "client", base: found ? partsOf(found.value) : [], chain: [], names: [...names] },
        picks: call.picks,
      },
    ];
  }
  const own = ownBase(call);
  const base = own ?? (object && assignedBase(call, object));
  const target = targetOf(call);
  if (!target) {
    const connection = base
      ? undefined
      : literal(option(call, ["http_conn_id", "conn_id", "connection", "service"]));
    if (!base)
      return [
        { value: unknown(...names, ...(connection === undefined ? [] : [connection])), picks: call.picks },
      ];
    return chain(base, (text, picks) => [
      { value: { kind: "client", base: partsOf(text), chain: [], names: [...names] }, picks },
    ]);
  }
  const bases: Alternatives = base ?? [{ value: { kind: "text", parts: [] }, picks: call.picks }];
  return chain(bases, (text, picks) =>
    chain(targetOf({ ...call, picks }) ?? [], (path, under) => {
      const address = join(partsOf(text), partsOf(path), names);
      const rooted = authority(address) !== undefined;
      const client =
        rooted &&
        (call.construct || makers.test(last) || /^[A-Z]/.test(last)) &&
        !/Request$|^URL$/.test(last);
      if (client)
        return [{ value: { kind: "client", base: address, chain: [], names: [...names] }, picks: under }];
      const pathLike = path.kind === "text" && /^\.?\/|\/.*\/|^\w+\/\w/.test(masked(path.parts));
      if (!rooted && !(verbs.test(last) || object) && !library.test(names.join("."))) {
        return [
          {
            value: pathLike ? answer(named(address, names), names, "unsure") : unknown(...names),
            picks: under,
          },
        ];
      }
      if (!rooted && !pathLike && !library.test(names.join(".")))
        return [{ value: unknown(...names), picks: under }];
      const origin = rooted ? address : named(address, names.slice(0, -1));
      return [{ value: answer(origin, names, stageOf(names)), picks: under }];
    }),
  );
}

/** A member of a client that is called, or the client itself. */
export function clientCall(call: Call, client: ClientValue, object?: SyntaxNode): Alternatives {
  const last = client.chain.at(-1) ?? "";
  const names = [...client.names, ...client.chain];
  const only = (value: Value): Alternatives => [{ value, picks: call.picks }];
  const rest = { ...client, chain: client.chain.slice(0, -1) };
  if (last === "getresponse" && object)
    return lastRequest(call, object) ?? only(answer(client.base, names, "response"));
  if (
    /^(?:extend|create|instance|with_?options|copy|clone|with_?defaults|defaults|__a?enter__)$/i.test(last)
  ) {
    const base = ownBase(call);
    if (!base) return only(rest);
    return chain(base, (text, picks) => [
      { value: { ...rest, base: join(client.base, partsOf(text), names) }, picks },
    ]);
  }
  if (/^(?:close|aclose|use|on|once|destroy|mount|update|add|setHeader|set)$/.test(last))
    return only(unknown(...names));
  const base =
    client.base.length > 0
      ? undefined
      : object && assignedBase(call, rootOf(object, client.chain.length - 1, call));
  const bases = ownBase(call) ?? base ?? only({ kind: "text", parts: client.base });
  const joining = /ClientSession|aiohttp|PoolManager/.test(names.join(".")) ? resolve : undefined;
  const isRequest = last === "" || verbs.test(last) || looksLikePath(call);
  if (!isRequest) {
    if (client.base.length === 0 && !base) return only(unknown(...names));
    return chain(bases, (text, picks) => [
      {
        value: answer([...partsOf(text), glue("/"), { kind: "unknown", name: "…" }], names, "unsure"),
        picks,
      },
    ]);
  }
  return chain(bases, (text, picks) => {
    const target = targetOf({ ...call, picks });
    if (!target)
      return [
        {
          value: answer([...partsOf(text), glue("/"), { kind: "unknown", name: "…" }], names, stageOf(names)),
          picks,
        },
      ];
    return chain(target, (path, under) => {
      const parts = partsOf(text);
      const address =
        joining && parts.length > 0 ? joining(parts, partsOf(path)) : join(parts, partsOf(path), names);
      const rooted = authority(address) !== undefined || parts.length > 0;
      return [
        {
          value: answer(rooted ? address : named(address, names.slice(0, -1)), names, stageOf(names)),
          picks: under,
        },
      ];
    });
  });
}

function rootOf(object: SyntaxNode, depth: number, call: Call): SyntaxNode {
  let at = object;
  for (let step = depth; step > 0; step--) {
    const expr = call.unit.syntax.expr(at);
    if (expr.kind !== "member") break;
    at = expr.object;
  }
  return at;
}

function looksLikePath(call: Call): boolean {
  const first = argument(call, 0)?.[0]?.value;
  return first?.kind === "text" && /^(?:\/|https?:|\0\/|v\d\/)/.test(masked(first.parts));
}

function answer(origin: Address, names: readonly string[], stage: Stage): AnswerValue {
  return { kind: "answer", origin, stage, path: [], names };
}

function stageOf(names: readonly string[]): Stage {
  const whole = names.join(".");
  if (decoded.test(whole) || /(?:^|\.)ofetch\./.test(whole)) return "body";
  return library.test(whole) ? "response" : "unsure";
}

function join(base: Address, path: Address, names: readonly string[]): Address {
  if (base.length === 0) return path;
  if (isAbsolute(path)) return path;
  return /URL$|urljoin$/i.test(names.at(-1) ?? "") ? resolve(base, path) : append(base, path);
}

/** A relative address asked from something with a name. */
function named(address: Address, names: readonly string[]): Address {
  if (names.length === 0 || !/^(?:\/|[a-z0-9])/i.test(masked(address))) return address;
  return append([{ kind: "unknown", name: names.slice(-3).join(".") }], address);
}

/** Address parts among the options of the call: base URL, or host with scheme. */
function ownBase(call: Call): Alternatives | undefined {
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
function targetOf(call: Call): Alternatives | undefined {
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
function assignedBase(call: Call, object: SyntaxNode): Alternatives | undefined {
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

/** `conn.request("GET", path)` before `conn.getresponse()`. */
function lastRequest(call: Call, object: SyntaxNode): Alternatives | undefined {
  let best: SyntaxNode | undefined;
  for (const { leaf, role } of call.unit.occurrences("request", ["member"])) {
    if (role.kind !== "member" || role.object.text !== object.text || leaf.startIndex > call.node.startIndex)
      continue;
    best = calling(role.node, call.unit)?.node ?? best;
  }
  return best && call.resolver.evaluate(best, call.unit, call.picks);
}
