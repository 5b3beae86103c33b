import type { Address, FieldFact } from "../contract/facts.ts";
import type { Span } from "../contract/finding.ts";
import { stepInto } from "../resolve/destructure.ts";
import { memberOf } from "../resolve/members.ts";
import {
  declaredPath,
  namesAround,
  originsOfShape,
  originsOfType,
  typeNames,
} from "../resolve/type-shapes.ts";
import type { SyntaxNode } from "../syntax/parser.ts";
import type { Binding } from "../syntax/program-syntax.ts";
import type { Occurrence } from "../syntax/occurrences.ts";
import type { Unit } from "../syntax/source-unit.ts";
import { chain } from "../values/alternatives.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type Alternatives, type AnswerValue, type Value } from "../values/value.ts";

/** Facts about one occurrence of a field's name. None when it is something else: a column, a target, a local name. */
export function fieldFacts(
  resolver: Resolver,
  unit: Unit,
  name: string,
  { leaf, role }: Occurrence,
  span: Span,
): readonly FieldFact[] {
  const evaluate = (node: SyntaxNode): Alternatives => resolver.evaluate(node, unit, noPicks);
  const read = (values: Alternatives): readonly FieldFact[] =>
    values.flatMap(({ value }) => reads(resolver, name, span, value));
  switch (role.kind) {
    case "member":
      return read(evaluate(role.object));
    case "declare":
      return role.key === true ? read(parentOf(resolver, unit, role.binding)) : [];
    case "assign":
      return role.key === true ? read(parentOf(resolver, unit, role.binding)) : [];
    case "pattern-key":
      return read(parentOf(resolver, unit, role.binding));
    case "type-member":
      return [declared(resolver, unit, name, span, role.owner)];
    case "field":
      return (role.type || role.value) && !isColumn(unit, leaf, role.owner)
        ? [declared(resolver, unit, name, span, role.owner)]
        : [];
    case "key":
      return isSchema(unit, role.record) ? [declared(resolver, unit, name, span, role.record)] : [];
    case "text":
      return inText(resolver, unit, name, role.node, leaf, span);
    case "member-assign":
    case "method":
    case "argument":
    case "use":
    case "type-use":
    case "prose":
    case "none":
      return [];
  }
}

/** The value a destructured name is taken from. */
function parentOf(resolver: Resolver, unit: Unit, binding: Binding): Alternatives {
  if (binding.kind !== "value" && binding.kind !== "param") return [];
  const path = binding.path.slice(0, -1);
  if (binding.kind === "value") {
    const { kind, value, type, each } = binding;
    const outer = { ...(value ? { value } : {}), ...(type ? { type } : {}), ...(each ? { each } : {}) };
    return resolver.binding({ kind, path, ...outer }, unit, noPicks);
  }
  const { kind, fn, index, name, type, rest } = binding;
  const outer = {
    ...(name === undefined ? {} : { name }),
    ...(type ? { type } : {}),
    ...(rest ? { rest } : {}),
  };
  return resolver.binding({ kind, fn, index, path, ...outer }, unit, noPicks);
}

/** The answer that `member` is one step inside of. */
function parent(member: AnswerValue): AnswerValue {
  return { ...member, path: member.path.slice(0, -1) };
}

function reads(resolver: Resolver, name: string, span: Span, value: Value): readonly FieldFact[] {
  const fact = (
    from: FieldFact["from"],
    path: readonly string[],
    origins: readonly Address[],
    names: readonly string[],
  ): FieldFact => ({ kind: "field", name, span, path, from, origins, names, role: "read" });
  if (value.kind === "answer") {
    if (value.stage === "raw" || value.stage === "headers") return [];
    return [fact(value.stage === "body" ? "body" : "answer", value.path, [value.origin], value.names)];
  }
  if (value.kind === "client") {
    return [fact("answer", value.chain, [value.base], value.names)];
  }
  if (value.kind === "record") {
    if (value.entries.some(({ key }) => key === name)) return [];
    return memberOf(resolver, value, name, { node: value.unit.root, unit: value.unit }, noPicks).flatMap(
      ({ value: member }) =>
        member.kind === "answer" && member.path.at(-1) === name
          ? reads(resolver, name, span, parent(member))
          : [],
    );
  }
  if (value.kind === "instance") {
    const names = typeNames(value.of.unit, value.of.node);
    const answers = originsOfType(resolver, value.of.unit, value.of.node);
    const body = answers.map((one) => fact("body", one.path, [one.origin], [...one.names, ...names]));
    return body.length > 0 ? body : [fact("unknown", declaredPath(value.of.unit, value.of.node), [], names)];
  }
  if (value.kind !== "unknown") return [];
  if (!value.type) return [fact("unknown", value.names, [], value.names)];
  const { node, unit: home, depth } = value.type;
  const names = [...value.names, ...typeNames(home, node)];
  const below = value.names.slice(depth);
  const answers = originsOfType(resolver, home, node);
  if (answers.length > 0) {
    return answers.map((one) =>
      fact("body", [...one.path, ...below], [one.origin], [...names, ...one.names]),
    );
  }
  const nested = [...declaredPath(home, node), ...below];
  return [fact("unknown", nested.length > value.names.length ? nested : value.names, [], names)];
}

function declared(resolver: Resolver, unit: Unit, name: string, span: Span, owner: SyntaxNode): FieldFact {
  const names = [...new Set([...typeNames(unit, owner), ...namesAround(owner)])];
  const direct = unit.syntax.expr(owner).kind === "record" ? [] : originsOfType(resolver, unit, owner);
  // A type that an answer is taken as starts there, wherever else it is used.
  const path = direct.length > 0 ? [] : declaredPath(unit, owner);
  const answers = direct.length > 0 ? direct : originsOfShape(resolver, unit, owner, path.length);
  const origins = answers.map(({ origin }) => origin);
  const from = answers.length > 0 ? "body" : "unknown";
  return {
    kind: "field",
    name,
    span,
    path: [...(answers[0]?.path ?? []), ...path],
    from,
    origins,
    names,
    role: "declared",
  };
}

const schema =
  /(?:^|\.)(?:object|strictObject|looseObject|TypedDict|type|struct|shape|interface|Object|Struct|partial|extend|NamedTuple|merge)$/;

/** A column of a table: declared by a column type, or in a class that is stored. */
function isColumn(unit: Unit, leaf: SyntaxNode, owner: SyntaxNode): boolean {
  const statement = leaf.parent;
  const stored = /(?:^|[.\s])(?:Base|Model|DeclarativeBase|Document|SQLModel|Entity)$/;
  if (unit.syntax.supers(owner).some((above) => stored.test(above.text) && above.text !== "BaseModel"))
    return true;
  if (
    /\b(?:Column|mapped_column|Mapped\b|\w+Field\(|sa_column|primary_key|relationship|@Prop\b|@Property\b)/.test(
      statement?.text ?? "",
    )
  )
    return true;
  const head = (owner.parent ?? owner).text.slice(0, 600);
  return /__tablename__|__table__|@Entity\b|@Table\b|table=True/.test(head);
}

/** Whether a record says what an answer looks like rather than being data. */
function isSchema(unit: Unit, record: SyntaxNode): boolean {
  const holder = unit.syntax.holder(record);
  if (holder.kind !== "argument") return false;
  const call = unit.syntax.expr(holder.call);
  return call.kind === "call" && schema.test(call.callee.text);
}

const accessors =
  /^(?:get|pop|getattr|pluck|prop|propOr|path|pathOr|itemgetter|search|select|at|query|getIn|get_?[pP]ath|value|read|glom|dig|(?:deep|safe|nested)_?[gG]et|get_?(?:in|nested|deep|safe|value|[pP]roperty)|json|has|hasOwn|hasOwnProperty|has_path|hasattr|optString|optDouble)$/;

/** `.get("name")`, `getattr(x, "name")`, `_.get(x, "meta.usage.name")`, an alias of a model's field. */
function inText(
  resolver: Resolver,
  unit: Unit,
  name: string,
  node: SyntaxNode,
  leaf: SyntaxNode,
  span: Span,
): readonly FieldFact[] {
  const text = leaf.text;
  const steps = text.split(/[.[\]/]+/).filter((step) => step !== "" && step !== "$" && step !== "@");
  if (steps.at(-1) !== name || /\s/.test(text.trim())) return [];
  let holder = unit.syntax.holder(node);
  const inList =
    holder.kind === "expr" && unit.syntax.expr(holder.node).kind === "list" ? holder.node : undefined;
  const before: string[] = [];
  if (inList) {
    const expr = unit.syntax.expr(inList);
    if (expr.kind === "list" && expr.items.at(-1)?.id !== node.id) return [];
    if (expr.kind === "list")
      before.push(...expr.items.slice(0, -1).map((item) => item.text.replace(/^["'`]|["'`]$/g, "")));
    holder = unit.syntax.holder(inList);
  }
  const within = holder.kind === "expr" ? unit.syntax.expr(holder.node) : undefined;
  if (within?.kind === "contains" && within.item.id === node.id)
    return resolver
      .evaluate(within.container, unit, noPicks)
      .flatMap(({ value }) => reads(resolver, name, span, value));
  if (holder.kind !== "argument") return [];
  const call = unit.syntax.expr(holder.call);
  if (call.kind !== "call") return [];
  const named = call.args.find((arg) => arg.name !== undefined && arg.value.id === node.id)?.name;
  const callee = unit.syntax.expr(call.callee);
  const last = callee.kind === "member" ? callee.name : callee.kind === "name" ? callee.name : "";
  if (named !== undefined) {
    if (!/alias|name|data_key|rename/.test(named) || !/field|Alias|Column/i.test(last) || /Column/.test(last))
      return [];
    const owner = unit.syntax.ownerOf(holder.call) ?? classAround(unit, holder.call);
    return owner ? [declared(resolver, unit, name, span, owner)] : [];
  }
  if (/^Alias(?:Choices|Path)$/.test(last)) {
    const owner = classAround(unit, holder.call);
    return owner ? [declared(resolver, unit, name, span, owner)] : [];
  }
  if (!accessors.test(last)) return [];
  const path = [...before, ...steps.slice(0, -1)];
  const other = call.args.findLast(
    ({ name: key, value }) =>
      value.id !== node.id && value.id !== inList?.id && key === undefined && mayHold(unit, value),
  );
  const isMethod =
    callee.kind === "member" &&
    call.args[0]?.value.id === (inList ?? node).id &&
    !(/^(?:search|getattr)$/.test(last) && other);
  const object = isMethod ? callee.object : other?.value;
  if (!object) return [];
  let values = resolver.evaluate(object, unit, noPicks);
  for (const step of path) values = chain(values, (value, picks) => stepInto(resolver, value, step, picks));
  return values.flatMap(({ value }) =>
    reads(resolver, name, span, value).map((fact) =>
      last === "json" && fact.from === "answer" ? { ...fact, from: "body" } : fact,
    ),
  );
}

/** Whether fields may be read from the expression: it is no literal. */
function mayHold(unit: Unit, node: SyntaxNode): boolean {
  const { kind } = unit.syntax.expr(node);
  return kind !== "text" && kind !== "opaque" && kind !== "function";
}

function classAround(unit: Unit, node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !unit.syntax.classes.has(at.type)) at = at.parent;
  return at ?? undefined;
}
