import type { SyntaxNode } from "../syntax/parser.ts";
import { append } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, only, type Call } from "../values/evaluator-port.ts";
import { partsOf, unknown, type Alternatives, type AnswerValue } from "../values/value.ts";

/** Methods of a response, a promise of it, or its body. */
export function answerMethod(call: Call, value: AnswerValue, name: string, object: SyntaxNode): Alternatives {
  const { resolver, picks } = call;
  switch (name) {
    case "json":
    case "toJSON":
    case "$json":
      return only(call, { ...value, stage: "body" });
    case "getContentText":
    case "text":
    case "read":
    case "decode":
    case "toString":
    case "getvalue":
    case "aread":
    case "arrayBuffer":
    case "blob":
      return only(call, value.stage === "body" ? value : { ...value, stage: "raw" });
    case "items":
    case "entries":
    case "values":
    case "keys": {
      const mode = name === "values" || name === "keys" ? name : "pairs";
      return only(call, value.stage === "body" ? { kind: "items", of: value, mode } : unknown(name));
    }
    case "pipe": {
      const steps = call.args.map((arg) => resolver.evaluate(arg.value, call.unit, picks));
      const last = steps.at(-1)?.find((one) => one.value.kind === "answer");
      return last ? [last] : only(call, value);
    }
    case "url":
    case "path":
    case "get":
    case "post":
    case "pop":
    case "getheader":
    case "get_header":
    case "setdefault": {
      const key = literal(argument(call, 0));
      if (key?.startsWith("/") && value.stage !== "body" && object.id !== call.node.id)
        return chain(argument(call, 0) ?? [], (path, under) => [
          { value: { ...value, origin: append(value.origin, partsOf(path)) }, picks: under },
        ]);
      if (key === undefined || value.stage === "response" || name === "url") return only(call, value);
      const fallback = (argument(call, 1) ?? []).filter((one) => one.value.kind !== "record");
      return [...only(call, { ...value, stage: value.stage, path: [...value.path, key] }), ...fallback];
    }
    case "catch":
    case "finally":
    case "clone":
    case "model_dump":
    case "dict":
    case "copy":
    case "parse":
    case "unwrap":
    case "getresponse":
    case "send":
    case "end":
    case "set":
    case "on":
    case "once":
    case "withResponse":
    case "asResponse":
    case "getBody":
    case "__enter__":
    case "__aenter__":
    case "tap":
    case "result":
    case "raise_for_status":
    case "raiseForStatus":
    case "error_for_status":
    case "throw_for_status":
    case "done":
    case "success":
    case "fail":
    case "always":
    case "error":
    case "timed":
    case "type":
    case "accept":
    case "headers":
    case "header":
    case "setHeader":
    case "addListener":
    case "use":
    case "responseType":
    case "buffer":
    case "ok":
    case "abortOnDestroy":
    case "unwrapOr":
    case "to_dict":
    case "as_dict":
    case "fillna":
    case "head":
    case "first":
    case "subscribe":
    case "toPromise":
    case "query":
    case "auth":
    case "timeout":
    case "retry":
      return only(call, value);
    default:
      return only(call, unknown(...value.names, name));
  }
}
