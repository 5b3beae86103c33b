import type { SyntaxNode } from "../syntax/parser.ts";
import type { Argument } from "../syntax/program-syntax.ts";
import type { Unit } from "../syntax/source-unit.ts";

const requesters = /^(?:fetch|(?:axios|got|ky|requests|httpx)(?:\.get)?)$/;
/** Options that cannot take the answer anywhere. */
const plainOptions = /^(?:method|headers|timeout|params|signal|cache|mode|credentials)$/;

/** Whether `string` is asked for in a statement of its own, which drops the answer: nothing can read it. */
export function isAnswerDropped(unit: Unit, string: SyntaxNode): boolean {
  const holder = unit.syntax.holder(string);
  const call = holder.kind === "argument" ? unit.syntax.expr(holder.call) : undefined;
  if (holder.kind !== "argument" || call?.kind !== "call") return false;
  const [address, ...options] = call.args;
  if (address?.value.id !== string.id || address.spread) return false;
  if (!requesters.test(call.callee.text) || !isGlobalOrImported(unit, call.callee)) return false;
  const isAwaited = /^await/.test(holder.call.parent?.type ?? "");
  const whole = isAwaited ? holder.call.parent : holder.call;
  return whole?.parent?.type === "expression_statement" && options.every((one) => isPlain(unit, one));
}

/** A requester that this file declares itself may read what it asks for. */
function isGlobalOrImported(unit: Unit, callee: SyntaxNode): boolean {
  const [name = ""] = callee.text.split(".");
  return unit
    .occurrences(name)
    .every(
      ({ role }) => role.kind !== "assign" && (role.kind !== "declare" || role.binding.kind === "import"),
    );
}

function isPlain(unit: Unit, { name, spread, value }: Argument): boolean {
  if (spread) return false;
  if (name !== undefined) return plainOptions.test(name);
  const options = unit.syntax.expr(value);
  return options.kind === "record" && options.entries.every(({ key = "" }) => plainOptions.test(key));
}
