import type { Address } from "../contract/facts.ts";
import { unknown, type Alternatives, type AnswerValue, type Stage, type Value } from "./value.ts";

export type One = Alternatives[number];

/** Stands in a path for any one of the values of an answer. */
export const each = "[*]";

/** An answer at another stage; only one that is at a stage of `only`, if given. */
export function staged(one: One, stage: Stage, only?: readonly Stage[]): One {
  const { value, picks } = one;
  if (value.kind !== "answer" || (only && !only.includes(value.stage))) return one;
  return { value: { ...value, stage }, picks };
}

const wrappers = /^(?:data|body|json|_data|result|payload|parsed|responseJSON|response)$/;

/** Calls whose result holds the body under `data`, as a `ref` in Vue. */
const composed = /(?:^|\.)use(?:Lazy)?(?:Fetch|AsyncData)$/;
const transport =
  /^(?:status|statusCode|status_code|statusText|ok|url|redirected|type|config|request|reason|elapsed|cookies|encoding|is_success)$/;

/** What a member of an answer is: the body, its text, the headers, or one level deeper into the body. */
export function answerMember(value: AnswerValue, name: string): Value {
  if (value.stage === "settled") {
    return name === "value" ? { ...value, stage: value.within ?? "body" } : unknown(name);
  }
  if (
    name === "value" &&
    value.stage === "body" &&
    value.path.length === 0 &&
    value.names.some((one) => composed.test(one))
  )
    return value;
  if (value.stage === "body") return { ...value, path: [...value.path, name] };
  if (value.stage === "raw") return unknown(name);
  if (value.stage === "headers") return { ...value, path: [...value.path, name] };
  if (name === "headers" || name === "raw_headers") return { ...value, stage: "headers" };
  if (
    name === "text" ||
    name === "content" ||
    name === "responseText" ||
    name === "rawBody" ||
    name === "stdout" ||
    name === "output"
  ) {
    return { ...value, stage: "raw" };
  }
  if (wrappers.test(name)) return { ...value, stage: "body" };
  if (/^(?:currentTarget|target|srcElement)$/.test(name)) return value;
  if (transport.test(name)) return unknown(name);
  return { ...value, path: [...value.path, name] };
}

/** What stands in a list of settled results: an answer under `value`, or nothing known. */
export function settle(value: Value): Value {
  return value.kind === "answer" ? { ...value, stage: "settled", within: value.stage } : unknown();
}

/** What a request to `origin` gives, nothing of it read yet. */
export function answer(origin: Address, names: readonly string[], stage: Stage): AnswerValue {
  return { kind: "answer", origin, stage, path: [], names };
}
