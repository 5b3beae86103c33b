import type { Part } from "../contract/facts.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { glue } from "../values/address.ts";
import { chain, pickEach } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { answerMember, each, settle } from "../values/response.ts";
import {
  unknown,
  within,
  type Alternatives,
  type Picks,
  type RecordEntry,
  type RecordValue,
  type Value,
} from "../values/value.ts";
import { memberOf, nameAdded } from "./members.ts";

/** One step of a destructuring path or an iteration; "…" is any of them. */
export function stepInto(
  resolver: Resolver,
  value: Value,
  step: string | number,
  picks: Picks,
): Alternatives {
  const only = (found: Value): Alternatives => [{ value: found, picks }];
  if ((value.kind === "record" || value.kind === "list") && value.env && value.env.size > 0) {
    const { env, ...bare } = value;
    return within(env, picks, (under) => stepInto(resolver, bare, step, under));
  }
  if (value.kind === "pair") return only(step === 0 ? value.key : step === 1 ? value.value : unknown());
  if (value.kind === "list" && value.settled === true) {
    const plain = { ...value, settled: false };
    return stepInto(resolver, plain, step, picks).map((one) => ({ ...one, value: settle(one.value) }));
  }
  if (value.kind === "list") {
    if (typeof step === "number" && value.each !== true) {
      const item = value.items[step];
      return item ? resolver.evaluate(item, value.unit, picks) : only(unknown());
    }
    return pickEach(value.items, value.id, picks, (item, under) =>
      resolver.evaluate(item, value.unit, under),
    );
  }
  if (value.kind === "entries") return eachEntry(resolver, value.of, value.mode, picks);
  if (value.kind === "zipped") return only(step === "…" || typeof step === "number" ? value.pair : unknown());
  if (value.kind === "items") {
    const inner: Value = { ...value.of, path: [...value.of.path, each] };
    if (value.mode === "values") return only(inner);
    return only(value.mode === "keys" ? unknown() : { kind: "pair", key: unknown(), value: inner });
  }
  if (value.kind === "record") {
    if (step === "…") return eachEntry(resolver, value, "values", picks);
    return memberOf(resolver, value, String(step), { node: value.unit.root, unit: value.unit }, picks);
  }
  if (value.kind === "answer") {
    if (step === "…")
      return only({ ...value, path: value.stage === "body" ? [...value.path, "[]"] : value.path });
    return only(typeof step === "number" ? value : answerMember(value, step));
  }
  if (typeof step === "string" && step !== "…") {
    const unit = "unit" in value ? value.unit : value.kind === "instance" ? value.of.unit : undefined;
    if (unit) return memberOf(resolver, value, step, { node: unit.root, unit }, picks);
    if (value.kind === "unknown") return only(nameAdded(value, step));
    if (value.kind === "client") return only({ ...value, chain: [...value.chain, step] });
  }
  return only(value.kind === "unknown" ? value : unknown());
}

function eachEntry(
  resolver: Resolver,
  record: RecordValue,
  mode: "keys" | "values" | "pairs",
  picks: Picks,
): Alternatives {
  return pickEach(record.entries, record.id, picks, (entry, under) => {
    const key: Value =
      entry.key === undefined ? unknown() : { kind: "text", parts: [keyPart(entry, record.unit)] };
    const values = entry.value ? resolver.evaluate(entry.value, record.unit, under) : [];
    if (mode === "keys") return [{ value: key, picks: under }];
    if (mode === "values") return values;
    return values.map((one) => ({ value: { kind: "pair", key, value: one.value }, picks: one.picks }));
  });
}

/** A key as text: the key of a table of hosts may be a host. */
function keyPart({ key = "", keyNode }: RecordEntry, unit: Unit): Part {
  const expr = keyNode && unit.syntax.expr(keyNode);
  const [piece] = expr?.kind === "text" ? expr.pieces : [];
  if (!piece || !("span" in piece) || piece.text !== key) return glue(key);
  const { span } = piece;
  return { kind: "written", text: key, span, ...(unit.file === undefined ? {} : { file: unit.file }) };
}

/** Follows a destructuring path; the default of the pattern is one more alternative. */
export function walk(
  resolver: Resolver,
  values: Alternatives,
  binding: { readonly path: readonly (string | number)[]; readonly fallback?: SyntaxNode },
  unit: Unit,
  picks: Picks,
): Alternatives {
  let found = values;
  for (const step of binding.path) {
    found = chain(found, (value, under) => stepInto(resolver, value, step, under));
  }
  if (!binding.fallback) return found;
  return [...found, ...resolver.evaluate(binding.fallback, unit, picks)];
}
