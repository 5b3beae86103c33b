import { memberOf } from "../resolve/members.ts";
import { calling } from "../syntax/call-expression.ts";
import { encloses } from "../syntax/parser.ts";
import { append, glue, resolve } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, type Call } from "../values/evaluator-port.ts";
import { partsOf, unknown, type Alternatives, type Value } from "../values/value.ts";
import { callbackParameter } from "./callbacks.ts";
import { elements, gathered, gatheredText, iterated, merged, paired, pairs } from "./collections.ts";
import { option } from "./request-options.ts";
import { fillFormat } from "./string-methods.ts";
import { commandAnswer } from "./subprocess.ts";

const resolvers = /^(?:urljoin|resolve|joinURL\d?)$/;
const joiners =
  /^(?:url_?join|joinUrl|joinURL|joinPaths?|join_url|joinPath|join|urlcat|withBase|combineURLs|joinRelativeURL|path_join)$/;
const same =
  /^(?:String|str|encodeURI|freeze|seal|structuredClone|MappingProxyType|run|wait_for|ensure_future|create_task|shield|resolve|readonly|HttpUrl|AnyUrl|AnyHttpUrl|Url|SecretStr|(?:HTTP|Prepared)?Request|raw|Path|PurePosixPath|fspath|closing|aclosing|nullcontext|enter_context|enter_async_context|run_until_complete|strict|deepFreeze|ref|reactive|computed|unref|toValue|memo|identity|shallowRef|isoformat|unwrap|quote|expectType|firstValueFrom|lastValueFrom|lastValueFrom|toPromise|defineConfig|Final|urlsplit|urlparse|urlunparse|urlunsplit|withCache|retry|Template|promisify|useCallback|memoize|memo|debounce|throttle|once|asyncHandler|lru_cache|cache|text|buffer|arrayBuffer|consume|getStream|get_stream|finished)$/;
const runsCommand =
  /^(?:run|check_output|Popen|getoutput|popen|exec|execSync|execFile|execFileSync|spawn|spawnSync|execa|execaSync|execaCommand|execP|execAsync|execFileAsync|execFileP|create_subprocess_exec|create_subprocess_shell|\$)$/;
const decoders = /^(?:parse|loads?|safe_load|json_loads|decode|from_json|parse_json|parseJson|parseJSON)$/;
const checkers =
  /(?:^|[._])(?:parse|safeParse|parseAsync|validate|validateSync|check|assert|ensure|cast|coerce|convert|from|load|loads|decode|deserialize|structure|unwrap|camel|model_validate|model_validate_json|validate_python|validate_json|parse_obj|parse_raw|from_dict|fromJson|fromJSON|from_json|create|as|to|transform|normalize|schema)/i;

/** Functions whose result follows from their arguments alone. Undefined when the call is none of them. */
export function pureCall(call: Call, names: readonly string[]): Alternatives | undefined {
  const last = names.at(-1) ?? "";
  const whole = names.join(".");
  const only = (value: Value): Alternatives => [{ value, picks: call.picks }];
  const first = (): Alternatives | undefined => argument(call, 0);

  if (/^(?:URL|furl)$/.test(last) && call.args[0]?.name === undefined) return address(call);
  if (last === "partial" && call.args.length > 0) return applied(call);
  if (whole === "Buffer.concat") return gatheredText(call);
  if (runsCommand.test(last)) {
    const output = commandAnswer(call, last);
    if (output) return output;
  }
  if (last === "Promise" && call.construct) return settled(call);
  if (/^(?:submit|to_thread|run_in_executor|apply_async|run_sync|run_in_threadpool)$/.test(last)) {
    const given = handedFunction(call);
    if (given) return given;
  }
  if (/^(?:map|imap|imap_unordered|starmap)$/.test(last)) {
    const fn = first()?.find(({ value }) => value.kind === "function")?.value;
    if (fn?.kind === "function" && call.args.length > 1) {
      const items = fn.unit.syntax.returns(fn.node);
      return only({ kind: "list", id: call.node.id, items, unit: fn.unit, each: true });
    }
  }
  if (last === "zip" || last === "enumerate") return paired(call, last);
  if (last === "next" || last === "anext") return elements(call);
  if (resolvers.test(last) && call.args.length === 2) return fold(call, resolve);
  if (joiners.test(last) && call.args.length > 1) return fold(call, append);
  if (/^Object\.(?:entries|values|keys)$/.test(whole)) return iterated(call, last);
  if (last === "Map" || last === "OrderedDict" || whole === "Object.fromEntries") return pairs(call);
  if (last === "dict" || last === "SimpleNamespace" || whole === "Object.assign" || last === "TypedDict")
    return merged(call);
  if (/^(?:format|build)$/.test(last) || (last === "URL" && call.args[0]?.name !== undefined)) {
    const built = builtAddress(call);
    if (built) return built;
  }
  if (/^(?:format|sprintf|vsprintf|printf)$/.test(last)) return fillFormat(call);
  if (last === "getattr" || whole.endsWith("_.get") || whole === "lodash.get") return attribute(call);
  if (last === "cast" && call.args.length === 2) return argument(call, 1);
  if (last === "all" || last === "gather" || last === "allSettled" || /^Promise\.(?:race|any)$/.test(whole)) {
    if (last === "gather") return gathered(call);
    if (last === "all") return first();
    if (last === "race" || last === "any") return elements(call);
    return first()?.map((one) =>
      one.value.kind === "list" ? { ...one, value: { ...one.value, settled: true } } : one,
    );
  }
  const env = environment(call, last, whole);
  if (env) return env;
  const value = first()?.[0]?.value;
  if (value?.kind === "answer" || hasAnswer(call)) {
    const found = answers(call);
    if (decoders.test(last) || last === "Response") return found.map((one) => stage(one, "body"));
    if (/safeParse/.test(last)) return found.map((one) => stage(one, "response"));
    if (checkers.test(last) || /^[A-Z]/.test(last) || same.test(last)) return found;
    return undefined;
  }
  if (
    same.test(last) &&
    (last !== "run" || /(?:^|\.)(?:asyncio|anyio|trio|loop|runner)\.run$|^run$/.test(whole))
  )
    return first();
  if (last === "request" && whole === "request") return undefined;
  if (
    /^(?:range|len|int|float|print|log|info|warn|error|debug|isinstance|Error|Number|parseInt|describe|it|test|expect)$/.test(
      last,
    )
  ) {
    return only(unknown(last));
  }
  return undefined;
}

function stage(one: Alternatives[number], to: "body" | "response"): Alternatives[number] {
  return one.value.kind === "answer" ? { value: { ...one.value, stage: to }, picks: one.picks } : one;
}

function hasAnswer(call: Call): boolean {
  return answers(call).length > 0;
}

function answers(call: Call): Alternatives {
  for (const arg of call.args.slice(0, 3)) {
    const found = call.resolver
      .evaluate(arg.value, call.unit, call.picks)
      .filter((one) => one.value.kind === "answer");
    if (found.length > 0) return found;
  }
  return [];
}

/** What `new Promise((resolve) => …)` is resolved with. */
function settled(call: Call): Alternatives | undefined {
  const fn = argument(call, 0)?.find(({ value }) => value.kind === "function")?.value;
  if (fn?.kind !== "function") return undefined;
  const name = fn.unit.syntax.params(fn.node)[0]?.name ?? "";
  const found = fn.unit.inside(name, fn.node).flatMap(({ leaf, role }) => {
    const done = role.kind === "use" && encloses(fn.node, leaf) ? calling(role.node, fn.unit) : undefined;
    if (!done && role.kind === "use" && encloses(fn.node, leaf) && fn.unit.syntax.role(leaf).kind === "use") {
      const binding = { kind: "param", fn: fn.node, index: 0, path: [] } as const;
      return [...(callbackParameter(call.resolver, leaf, binding, fn.unit, call.picks) ?? [])];
    }
    const first = done?.args[0];
    return first ? [...call.resolver.evaluate(first.value, fn.unit, call.picks)] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** `new URL(path, base)` */
function address(call: Call): Alternatives {
  const path = argument(call, 0) ?? [];
  const base = argument(call, 1, "base");
  if (!base) return path;
  return chain(base, (root) => {
    return chain(path, (relative, picks) => [
      { value: { kind: "text", parts: resolve(partsOf(root), partsOf(relative)) }, picks },
    ]);
  });
}

/** `url.format({ hostname, pathname })`, `URL.build(host=…, path=…)` */
function builtAddress(call: Call): Alternatives | undefined {
  const host = option(call, ["hostname", "host", "netloc", "authority"]);
  const paths = ["pathname", "path"];
  if (!host || !option(call, paths)) return undefined;
  return chain(host, (one, picks) =>
    chain(option({ ...call, picks }, paths) ?? [], (two, under) => [
      {
        value: { kind: "text", parts: append([glue("https://"), ...partsOf(one)], partsOf(two)) },
        picks: under,
      },
    ]),
  );
}

function fold(call: Call, join: typeof append): Alternatives {
  let sofar: Alternatives = [{ value: { kind: "text", parts: [] }, picks: call.picks }];
  for (const arg of call.args) {
    sofar = chain(sofar, (left, picks) =>
      chain(call.resolver.evaluate(arg.value, call.unit, picks), (right, under) => [
        { value: { kind: "text", parts: join(partsOf(left), partsOf(right)) }, picks: under },
      ]),
    );
  }
  return sofar;
}

/** `partial(requests.get, url)`: what the call will give, or the function when more is to come. */
function applied(call: Call): Alternatives | undefined {
  const [fn, ...args] = call.args;
  if (!fn) return undefined;
  const bound = call.resolver.called(call, fn.value, args).filter(({ value }) => value.kind === "answer");
  return bound.length > 0 ? bound : call.resolver.evaluate(fn.value, call.unit, call.picks);
}

/** `pool.submit(fetch, key)`: what the function gives for the other arguments. */
function handedFunction(call: Call): Alternatives | undefined {
  const at = call.args.findIndex(({ value }) =>
    call.resolver.evaluate(value, call.unit, call.picks).some((one) => one.value.kind === "function"),
  );
  const fn = call.args[at];
  return fn && call.resolver.called(call, fn.value, call.args.slice(at + 1));
}

function attribute(call: Call): Alternatives | undefined {
  const name = literal(argument(call, 1));
  const object = call.args[0];
  if (name === undefined || !object) return undefined;
  const steps = name.split(".");
  let found = call.resolver.evaluate(object.value, call.unit, call.picks);
  for (const step of steps) {
    found = chain(found, (value, picks) =>
      memberOf(call.resolver, value, step, { node: object.value, unit: call.unit }, picks),
    );
  }
  return [...found, ...(argument(call, 2, "default") ?? [])];
}

/** Reads of the environment and of settings: the name stays, the default is one more alternative. */
function environment(call: Call, last: string, whole: string): Alternatives | undefined {
  const key = argument(call, 0, "key", "name", "alias", "validation_alias", "env");
  const name = literal(key);
  const known =
    /^(?:getenv|env|environ|config|getEnv|get_env|requireEnv|required|optional|envOr|readEnv|mustEnv)$/.test(
      last,
    );
  const isEnvironment = /(?:environ|env|process|Deno|Bun|config|settings)/i.test(whole);
  if (last === "Field" || last === "field") {
    const fallback = argument(call, 0, "default");
    const usable = fallback?.filter(({ value }) => value.kind === "text");
    return usable && usable.length > 0 ? usable : undefined;
  }
  if (name === undefined || /[/:\s]/.test(name)) return undefined;
  const shouting = /^[A-Z][A-Z0-9_]+$/.test(name);
  if (!known && !(shouting && (isEnvironment || name.includes("_")))) {
    if (last !== "get") return undefined;
    const found: Alternatives = [
      { value: unknown(...whole.split(".").slice(0, -1), name), picks: call.picks },
    ];
    return [...found, ...(argument(call, 1, "default") ?? []).filter(({ value }) => value.kind === "text")];
  }
  const fallback = argument(call, 1, "default", "fallback") ?? [];
  return [{ value: unknown(name), picks: call.picks }, ...fallback];
}
