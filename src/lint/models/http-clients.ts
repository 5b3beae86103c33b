import type { Address } from "../contract/facts.ts";
import { calling } from "../syntax/call-expression.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import { append, authority, glue, isAbsolute, masked, resolve } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, type Call } from "../values/evaluator-port.ts";
import { answer } from "../values/response.ts";
import {
  partsOf,
  unknown,
  type Alternatives,
  type ClientValue,
  type Stage,
  type Value,
} from "../values/value.ts";
import { handedBack } from "./higher-order-calls.ts";
import { pureCall } from "./known-functions.ts";
import { assignedBase, option, ownBase, targetOf } from "./request-options.ts";
import { declaredQuery } from "./rtk-query.ts";

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
  /^(?:app|server|fastify|blueprint|bp|nock|express|hono|koa|msw|\w*[rR]outer|\w*[rR]outes?|(?=\w*$).*[mM]ock.*)$/;

/** A call of something that is not written in this project. */
export function openCall(call: Call, names: readonly string[], object: SyntaxNode | undefined): Alternatives {
  const pure = pureCall(call, names) ?? declaredQuery(call, names);
  if (pure) return pure;
  const opened = calledOpen(call, names, object);
  if (opened.some(({ value }) => value.kind !== "unknown")) return opened;
  return handedBack(call, names) ?? opened;
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
