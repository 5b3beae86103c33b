import { hole, masked, slice } from "../../lint/address.ts";
import type { Address, Part } from "../../lint/facts.ts";

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

export function joinValues(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  return left
    .flatMap((a) =>
      right.map((b) => ({
        parts: [...a.parts, ...b.parts],
        body: [...a.body, ...b.body],
        names: [...a.names, ...b.names],
      })),
    )
    .slice(0, most);
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
export function formatValue(format: Value, values: readonly Value[]): Value {
  const parts: Part[] = [];
  const text = masked(format.parts);
  let at = 0;
  let next = 0;
  for (const match of text.matchAll(/%[-\d.]*[sbqd]|\\n/g)) {
    parts.push(...slice(format.parts, at, match.index));
    at = match.index + match[0].length;
    if (match[0] !== "\\n") parts.push(...(values[next++]?.parts ?? []));
  }
  parts.push(...slice(format.parts, at));
  return { parts, body: [...format.body, ...values.flatMap((value) => value.body)], names: [] };
}
