import type { Binding } from "./program.ts";
import type { Resolver } from "./resolver.ts";
import { stepInto } from "./members.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Unit } from "./unit.ts";
import { chain, type Alternatives, type Picks } from "./value.ts";

export const overElements = /^(?:map|forEach|filter|find|flatMap|some|every|findLast|sort)$/;

const iterable = /^(?:list|entries|items|answer)$/;

/** What a function without a name gets, by the call it is handed to: `.then`, `.map`, `.on("data")`, a request. */
export function callbackParameter(
  resolver: Resolver,
  fn: SyntaxNode,
  binding: Binding & { kind: "param" },
  unit: Unit,
  picks: Picks,
): Alternatives | undefined {
  const holder = unit.syntax.holder(fn);
  if (holder.kind !== "argument") return undefined;
  const call = unit.syntax.expr(holder.call);
  if (call.kind !== "call") return undefined;
  const callee = unit.syntax.expr(call.callee);
  if (callee.kind === "member") {
    if ((callee.name === "then" || callee.name === "subscribe") && binding.index === 0)
      return resolver.evaluate(callee.object, unit, picks);
    const element = /^reduce(?:Right)?$/.test(callee.name) ? 1 : overElements.test(callee.name) ? 0 : -1;
    if (element === 1 && binding.index === 0) {
      const start = call.args[1];
      return start && resolver.evaluate(start.value, unit, picks);
    }
    if (element === binding.index) {
      return chain(resolver.evaluate(callee.object, unit, picks), (value, under) =>
        iterable.test(value.kind) ? stepInto(resolver, value, "…", under) : [],
      );
    }
    if (/^(?:on|once|addListener)$/.test(callee.name)) {
      return chain(resolver.evaluate(callee.object, unit, picks), (value, under) =>
        value.kind === "answer"
          ? [{ value: { ...value, stage: value.stage === "body" ? "body" : "raw" }, picks: under }]
          : [],
      );
    }
  }
  const answers = resolver.evaluate(holder.call, unit, picks).filter(({ value }) => value.kind === "answer");
  if (answers.length === 0) return undefined;
  return answers.map(({ value, picks: under }) => ({
    value: value.kind === "answer" && binding.index === 2 ? { ...value, stage: "unsure" } : value,
    picks: under,
  }));
}
