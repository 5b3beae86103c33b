import type { Part } from "../contract/facts.ts";
import { stepInto } from "../resolve/destructure.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { append, masked, resolve, slice, trimEnd, trimStart } from "../values/address.ts";
import { chain, joined } from "../values/alternatives.ts";
import { argument, literal, type Call, type Resolver } from "../values/evaluator-port.ts";
import { noPicks, partsOf, unknown, type Alternatives, type Picks, type Value } from "../values/value.ts";

type Text = Value & { kind: "text" };

const text = (parts: readonly Part[]): Text => ({ kind: "text", parts });

/** Methods of strings and of the address objects that behave like them. */
export function textMethod(call: Call, value: Text, name: string): Alternatives {
  const only = (found: Value): Alternatives => [{ value: found, picks: call.picks }];
  switch (name) {
    case "format":
      return fill(call, value, /\{(\w*)(?:[!:][^{}]*)?\}/g);
    case "substitute":
    case "safe_substitute":
      return fill(call, value, /\$\{?(\w+)\}?/g);
    case "replace":
    case "replaceAll":
    case "sub":
      return replace(call, value);
    case "rstrip":
    case "removesuffix":
    case "trimEnd":
      return only(text(trims(call) ? trimEnd(value.parts) : value.parts));
    case "lstrip":
    case "removeprefix":
    case "trimStart":
      return only(text(trims(call) ? trimStart(value.parts) : value.parts));
    case "strip":
      return only(text(trims(call) ? trimStart(trimEnd(value.parts)) : value.parts));
    case "concat":
      return fold(call, value, (left, right) => [...left, ...right]);
    case "with_path":
      return fold(call, value, (left, right) => resolve(left, right));
    case "_replace":
    case "copy_with":
      return chain(argument(call, 99, "path") ?? only(value), (path) =>
        only(text(resolve(value.parts, partsOf(path)))),
      );
    case "joinpath":
      return fold(call, value, append);
    case "join": {
      const list = argument(call, 0);
      return chain(list ?? [], (item, picks) =>
        item.kind === "list"
          ? (answersIn(call, item) ?? joinList({ ...call, picks }, item, masked(value.parts)))
          : [{ value: text(resolve(value.parts, partsOf(item))), picks }],
      );
    }
    case "toString":
    case "trim":
    case "encode":
    case "decode":
    case "lower":
    case "toLowerCase":
    case "valueOf":
    case "href":
    case "toJSON":
    case "human_repr":
    case "geturl":
    case "normalize":
    case "as_posix":
      return only(value);
    default:
      return only(unknown(name));
  }
}

/** Pieces of an answer that are joined again. */
function answersIn(call: Call, list: Value): Alternatives | undefined {
  const found = stepInto(call.resolver, list, "…", call.picks).filter(({ value }) => value.kind === "answer");
  return found.length > 0 ? found : undefined;
}

function trims(call: Call): boolean {
  const what = literal(argument(call, 0));
  return what === undefined || what.startsWith("/");
}

function fold(
  call: Call,
  value: Text,
  join: (left: readonly Part[], right: readonly Part[]) => readonly Part[],
): Alternatives {
  let sofar: Alternatives = [{ value, picks: call.picks }];
  for (const arg of call.args) {
    sofar = chain(sofar, (left, picks) =>
      chain(call.resolver.evaluate(arg.value, call.unit, picks), (right, under) => [
        { value: text(join(partsOf(left), partsOf(right))), picks: under },
      ]),
    );
  }
  return sofar;
}

/** Puts values into the slots of a template that stand in its written text. */
function fill(call: Call, template: Text, slot: RegExp): Alternatives {
  let next = 0;
  let sofar: Alternatives = [{ value: text([]), picks: call.picks }];
  const put = (parts: readonly Part[]): void => {
    sofar = chain(sofar, (left, picks) => [{ value: text([...partsOf(left), ...parts]), picks }]);
  };
  for (const part of template.parts) {
    if (part.kind === "unknown") {
      put([part]);
      continue;
    }
    let at = 0;
    for (const match of part.text.matchAll(slot)) {
      put(slice([part], at, match.index));
      at = match.index + match[0].length;
      const key = match[1] ?? "";
      const position = key === "" ? next++ : /^\d+$/.test(key) ? Number(key) : -1;
      sofar = chain(sofar, (left, picks) => {
        const found = slotValue({ ...call, picks }, key, position);
        return chain(found, (value, under) => [
          { value: text([...partsOf(left), ...partsOf(value)]), picks: under },
        ]);
      });
    }
    put(slice([part], at));
  }
  return sofar;
}

function slotValue(call: Call, key: string, position: number): Alternatives {
  const positional = call.args.filter((arg) => arg.name === undefined && !arg.spread);
  const arg = position >= 0 ? positional[position] : call.args.find(({ name }) => name === key);
  if (arg) return call.resolver.evaluate(arg.value, call.unit, call.picks);
  return [{ value: unknown(key), picks: call.picks }];
}

/** `replace("{host}", HOST)`; patterns that only trim slashes trim them. */
function replace(call: Call, value: Text): Alternatives {
  const pattern = call.args[0]?.value;
  const with_ = argument(call, 1);
  if (!pattern || !with_) return [{ value, picks: call.picks }];
  if (pattern.type === "regex") {
    const source = pattern.text;
    if (/^\/\\?\/[+*]?\$\//.test(source) || /^\/\(?\\\/[^^]*\$\)?\//.test(source))
      return [{ value: text(trimEnd(value.parts)), picks: call.picks }];
    if (/^\/\^\\?\//.test(source)) return [{ value: text(trimStart(value.parts)), picks: call.picks }];
    return [{ value, picks: call.picks }];
  }
  const searched = literal(call.resolver.evaluate(pattern, call.unit, call.picks));
  const at = searched === undefined ? -1 : masked(value.parts).indexOf(searched);
  if (searched === undefined || searched === "" || at === -1) return [{ value, picks: call.picks }];
  return chain(with_, (replacement, picks) => [
    {
      value: text([
        ...slice(value.parts, 0, at),
        ...partsOf(replacement),
        ...slice(value.parts, at + searched.length),
      ]),
      picks,
    },
  ]);
}

/** `"%s/billing" % base`, `"%(base)s" % {...}` */
export function fillPercent(
  resolver: Resolver,
  template: Value,
  values: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives {
  if (template.kind !== "text") return [{ value: unknown(), picks }];
  const expr = unit.syntax.expr(values);
  const inner = expr.kind === "same" ? unit.syntax.expr(expr.inner) : expr;
  const args =
    inner.kind === "list"
      ? inner.items.map((value) => ({ value }))
      : inner.kind === "record"
        ? inner.entries.flatMap(({ key, value }) =>
            key !== undefined && value ? [{ name: key, value }] : [],
          )
        : [{ value: values }];
  const call: Call = { resolver, node: values, unit, args, construct: false, picks };
  return fill(call, template, /%(?:\((\w+)\))?[-+ #0-9.]*[sdrifoxX]/g);
}

/** `util.format("%s/billing", base)`, `sprintf` */
export function fillFormat(call: Call): Alternatives | undefined {
  const template = argument(call, 0);
  if (template?.[0]?.value.kind !== "text") return undefined;
  const rest: Call = { ...call, args: call.args.slice(1) };
  return chain(template, (value, picks) =>
    value.kind === "text" ? fill({ ...rest, picks }, value, /%(?:\((\w+)\))?[-+ #0-9.]*[sdrifoxXj]/g) : [],
  );
}

export function joinList(call: Call, list: Value & { kind: "list" }, separator: string): Alternatives {
  const glueText: Alternatives = [
    {
      value: { kind: "text", parts: [{ kind: "written", text: separator, span: { start: -1, end: -1 } }] },
      picks: noPicks,
    },
  ];
  const pieces = list.items.flatMap((item, index) => {
    const one = (under: Picks) => call.resolver.evaluate(item, list.unit, under);
    return index === 0 ? [one] : [glueText, one];
  });
  return joined(pieces, call.picks);
}
