import type { Address, Part } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import { hole, masked, slice } from "../../lint/values/address.ts";

/** What a word may be: text as far as it is known, and the addresses whose answer it holds. */
export interface Value {
  readonly parts: Address;
  readonly body: readonly Address[];
  readonly names: readonly string[];
}

const most = 16;

export function unknownValue(name: string): Value {
  return { parts: [{ kind: "unknown", name }], body: [], names: name ? [name] : [] };
}

export const emptyValue: Value = { parts: [], body: [], names: [] };

/** Longer text is no address; each variable may be the one before it, twice. */
const longest = 1_000;
const mostOrigins = 64;

export function joinValues(left: readonly Value[], right: readonly Value[], work: Work): readonly Value[] {
  const joined: Value[] = [];
  for (const a of left) {
    for (const b of right) {
      if (joined.length === most) return joined;
      joined.push(joinValue(a, b, work));
    }
  }
  return joined;
}

function joinValue(a: Value, b: Value, work: Work): Value {
  const size = a.parts.length + b.parts.length;
  if (!work.take(size + a.body.length + b.body.length)) return unknownValue("");
  if (size > longest) {
    work.cut();
    return unknownValue("");
  }
  return {
    parts: [...a.parts, ...b.parts],
    body: [...a.body, ...b.body].slice(0, mostOrigins),
    names: [...a.names, ...b.names].slice(0, mostOrigins),
  };
}

/** `${name%/}` and `${name#https://}` on known text; undefined when it cannot be said. */
export function trimValue(value: Value, op: string, pattern: string): Value | undefined {
  const text = masked(value.parts);
  if (/[*?[\]]/.test(pattern) || text.includes(hole)) return value;
  if (op.startsWith("%")) {
    return text.endsWith(pattern)
      ? { ...value, parts: slice(value.parts, 0, text.length - pattern.length) }
      : value;
  }
  return text.startsWith(pattern) ? { ...value, parts: slice(value.parts, pattern.length) } : value;
}

/** `printf` with its directives filled in. */
export function formatValue(format: Value, values: readonly Value[], work: Work): Value {
  const parts: Part[] = [];
  const text = masked(format.parts);
  let at = 0;
  let next = 0;
  for (const match of text.matchAll(/%[-\d.]*[sbqd]|\\n/g)) {
    parts.push(...slice(format.parts, at, match.index));
    at = match.index + match[0].length;
    const more = match[0] === "\\n" ? [] : (values[next++]?.parts ?? []);
    if (parts.length + more.length > longest) {
      work.cut();
      break;
    }
    parts.push(...more);
  }
  parts.push(...slice(format.parts, at));
  work.take(parts.length);
  const body = [...format.body, ...values.flatMap((value) => value.body)].slice(0, mostOrigins);
  return { parts, body, names: [] };
}
