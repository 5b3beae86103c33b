import type { Part } from "../contract/facts.ts";
import { withType } from "../resolve/declared-type.ts";
import { stepInto } from "../resolve/destructure.ts";
import { memberOf } from "../resolve/members.ts";
import { selfIn } from "../resolve/receiver.ts";
import { evaluateName } from "../resolve/variables.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { glue } from "../values/address.ts";
import { chain, joined } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { unknown, type Alternatives, type Picks, type RecordEntry, type Value } from "../values/value.ts";
import { evaluateCall } from "./calls.ts";

/** What an expression may be, one step deep: its parts are asked of the resolver. */
export function evaluateExpression(
  resolver: Resolver,
  node: SyntaxNode,
  unit: Unit,
  picks: Picks,
): Alternatives {
  const expr = unit.syntax.expr(node);
  const only = (value: Value): Alternatives => [{ value, picks }];
  switch (expr.kind) {
    case "text": {
      const written = (text: string, span: { start: number; end: number }): Part =>
        unit.file === undefined
          ? { kind: "written", text, span }
          : { kind: "written", text, span, file: unit.file };
      return joined(
        expr.pieces.map((piece) =>
          "span" in piece
            ? only({ kind: "text", parts: [written(piece.text, piece.span)] })
            : (under: Picks) => resolver.evaluate(piece, unit, under),
        ),
        picks,
      );
    }
    case "concat": {
      const left = resolver.evaluate(expr.left, unit, picks);
      const right = resolver.evaluate(expr.right, unit, picks);
      const answer = [...left, ...right].find(({ value }) => value.kind === "answer");
      if (answer && !left.some(({ value }) => value.kind === "text" && value.parts.length > 0))
        return [answer];
      if (left.some(({ value }) => value.kind === "list")) return left;
      return joined([left, (under) => resolver.evaluate(expr.right, unit, under)], picks);
    }
    case "slash":
      return joined(
        [
          resolver.evaluate(expr.left, unit, picks),
          only({ kind: "text", parts: [glue("/")] }),
          (under) => resolver.evaluate(expr.right, unit, under),
        ],
        picks,
      );
    case "percent":
    case "call":
      return evaluateCall(resolver, node, unit, picks);
    case "name":
      return evaluateName(resolver, expr.name, node, unit, picks);
    case "self":
      return selfIn(resolver, node, unit, picks);
    case "super": {
      const owner = unit.syntax.ownerOf(node);
      const above = owner && unit.syntax.supers(owner)[0];
      if (!above) return only(unknown("super"));
      return chain(resolver.evaluate(above, unit, picks), (value, under) =>
        value.kind === "class"
          ? [{ value: { kind: "instance", of: value }, picks: under }]
          : [{ value, picks: under }],
      );
    }
    case "member":
      return chain(resolver.evaluate(expr.object, unit, picks), (value, under) =>
        memberOf(resolver, value, expr.name, { node: expr.object, unit }, under),
      );
    case "index":
      return chain(resolver.evaluate(expr.object, unit, picks), (value, under) => {
        if (value.kind === "record" || value.kind === "unknown") {
          const index = resolver.evaluate(expr.index, unit, under);
          return chain(index, (key, within) => {
            const name =
              key.kind === "text"
                ? key.parts.map((p) => (p.kind === "written" ? p.text : "\0")).join("")
                : "…";
            const exact = key.kind === "text" && !name.includes("\0");
            return exact
              ? memberOf(resolver, value, name, { node: expr.object, unit }, within)
              : stepInto(resolver, value, "…", within);
          });
        }
        const place =
          value.kind === "list"
            ? numbered(unit.text.slice(expr.index.startIndex, expr.index.endIndex))
            : undefined;
        return stepInto(resolver, value, place ?? "…", under);
      });
    case "record":
      return only({ kind: "record", id: node.id, entries: expr.entries, unit, env: picks });
    case "list":
      return only({
        kind: "list",
        id: node.id,
        items: expr.items,
        unit,
        env: picks,
        ...(expr.each === true ? { each: true } : {}),
      });
    case "choice":
      return expr.options.flatMap((option) => [...resolver.evaluate(option, unit, picks)]);
    case "same": {
      const inner = resolver.evaluate(expr.inner, unit, picks);
      const type = expr.type;
      return type ? inner.map((one) => withType(one, type, unit)) : inner;
    }
    case "function":
      return only({ kind: "function", node: expr.node, unit, env: picks });
    case "class":
      return only({ kind: "class", node: expr.node, unit });
    case "table": {
      const entries: readonly RecordEntry[] = [{ computed: expr.key, value: expr.value }];
      return only({ kind: "record", id: node.id, entries, unit, env: picks });
    }
    case "contains":
    case "opaque":
      return only(unknown());
  }
}

function numbered(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
