import { stepInto } from "../resolve/destructure.ts";
import { chain } from "../values/alternatives.ts";
import { argument, literal, type Call } from "../values/evaluator-port.ts";
import { unknown, type Alternatives, type RecordEntry, type Value } from "../values/value.ts";

/** `next(x for x in …)` */
export function elements(call: Call): Alternatives | undefined {
  const first = argument(call, 0);
  if (!first?.some(({ value }) => value.kind === "list" || value.kind === "entries")) return undefined;
  return chain(first, (value, picks) => stepInto(call.resolver, value, "…", picks));
}

/** `Object.entries(table)` and its like. */
export function iterated(call: Call, mode: string): Alternatives {
  return chain(argument(call, 0) ?? [], (value, picks) => {
    const kind = mode === "entries" ? "pairs" : mode === "keys" ? "keys" : "values";
    if (value.kind === "answer" && value.stage !== "raw")
      return [{ value: { kind: "items", of: value, mode: kind }, picks }];
    if (value.kind !== "record") return [{ value: unknown(), picks }];
    return [{ value: { kind: "entries", of: value, mode: kind }, picks }];
  });
}

/** `new Map([[key, value], …])` as a record. */
export function pairs(call: Call): Alternatives {
  return chain(argument(call, 0) ?? [], (value, picks) => {
    if (value.kind === "unknown" || value.kind === "items") return [{ value, picks }];
    if (value.kind !== "list") return [{ value, picks }];
    if (value.each === true) return [{ value: computedPairs(value, call), picks }];
    const entries: RecordEntry[] = value.items.map((item) => {
      const expr = value.unit.syntax.expr(item);
      const [keyNode, node] = expr.kind === "list" ? expr.items : [];
      const key = keyNode && literal(call.resolver.evaluate(keyNode, value.unit, picks));
      return { ...(key === undefined ? {} : { key }), ...(node ? { value: node } : {}) };
    });
    return [{ value: { kind: "record", id: value.id, entries, unit: value.unit }, picks }];
  });
}

/** `Object.fromEntries(list.map((one) => [key, value]))` */
function computedPairs(list: Value & { kind: "list" }, call: Call): Value {
  const entries = list.items.map((item): RecordEntry => {
    const expr = list.unit.syntax.expr(item);
    const inner = expr.kind === "same" ? list.unit.syntax.expr(expr.inner) : expr;
    const [key, value] = inner.kind === "list" ? inner.items : [];
    return { ...(key ? { computed: key } : {}), ...(value ? { value } : {}) };
  });
  const made = list.env ? { env: list.env } : {};
  return { kind: "record", id: call.node.id, entries, unit: list.unit, ...made };
}

/** `zip(a, b)`, `enumerate(a)`: places of the pairs it gives. */
export function paired(call: Call, how: string): Alternatives | undefined {
  const second = how === "zip" ? 1 : 0;
  const values = argument(call, second) ?? [];
  const firsts = how === "zip" ? (argument(call, 0) ?? []) : [];
  return values.flatMap(({ value, picks }) =>
    stepInto(call.resolver, value, "…", picks).map((one) => {
      const key = firsts[0]
        ? (stepInto(call.resolver, firsts[0].value, "…", picks)[0]?.value ?? unknown())
        : unknown();
      return {
        value: { kind: "zipped", pair: { kind: "pair", key, value: one.value } } as const,
        picks: one.picks,
      };
    }),
  );
}

/** `Buffer.concat(chunks)` */
export function gatheredText(call: Call): Alternatives | undefined {
  const found = chain(argument(call, 0) ?? [], (value, picks) => stepInto(call.resolver, value, "…", picks));
  const answers = found.filter(({ value }) => value.kind === "answer");
  return answers.length > 0 ? answers : undefined;
}

/** `dict(a=1, **other)`, `Object.assign({}, one, two)` */
export function merged(call: Call): Alternatives {
  const entries: RecordEntry[] = call.args.map((arg) =>
    arg.name === undefined ? { spread: arg.value } : { key: arg.name, value: arg.value },
  );
  return [{ value: { kind: "record", id: call.node.id, entries, unit: call.unit }, picks: call.picks }];
}

/** `asyncio.gather(one(), two())` as a list of what each gives. */
export function gathered(call: Call): Alternatives {
  const [first] = call.args;
  if (first?.spread === "list") return call.resolver.evaluate(first.value, call.unit, call.picks);
  const items = call.args.filter((arg) => arg.name === undefined).map((arg) => arg.value);
  return [{ value: { kind: "list", id: call.node.id, items, unit: call.unit }, picks: call.picks }];
}
