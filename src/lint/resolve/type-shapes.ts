import { calling } from "../syntax/call-expression.ts";
import { encloses, type SyntaxNode } from "../syntax/parser.ts";
import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type Alternatives, type AnswerValue } from "../values/value.ts";

/** Names a type goes by: its own, or those a type expression refers to. */
export function typeNames(unit: Unit, node: SyntaxNode): readonly string[] {
  const own = declarationName(unit, node);
  if (own) return [own];
  const names: string[] = [];
  const visit = (at: SyntaxNode, depth: number): void => {
    const shape = unit.syntax.typeShape(at);
    if (shape.kind === "ref") {
      names.push(shape.name);
      if (depth < 3) for (const arg of shape.args) visit(arg, depth + 1);
    } else if (shape.kind === "union" && depth < 3)
      for (const option of shape.options) visit(option, depth + 1);
  };
  visit(node, 0);
  return names;
}

/** Name of the interface, alias, class or schema constant whose body `node` is. */
function declarationName(unit: Unit, node: SyntaxNode): string | undefined {
  if (unit.syntax.classes.has(node.type)) return unit.syntax.nameOf(node)?.text;
  const parent = node.parent;
  if (!parent) return undefined;
  if (/^(?:interface_declaration|type_alias_declaration)$/.test(parent.type))
    return parent.childForFieldName("name")?.text;
  return undefined;
}

const deepest = 4;

/** Member names that lead to a declared shape from the outermost shape that holds it: ["meta", "usage"]. */
export function declaredPath(unit: Unit, node: SyntaxNode, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  if (unit.syntax.expr(node).kind === "record") return schemaPath(unit, node, depth);
  const name = declarationName(unit, node) ?? refName(unit, node);
  if (name === undefined) return memberAround(unit, node, depth);
  let best: readonly string[] = [];
  for (const { leaf, role } of unit.occurrences(name, ["type-use", "use"])) {
    if (role.kind !== "type-use" && role.kind !== "use") continue;
    if (encloses(node, leaf)) continue;
    const found = memberAround(unit, leaf, depth);
    if (found.length > best.length) best = found;
  }
  return best;
}

function refName(unit: Unit, node: SyntaxNode): string | undefined {
  const shape = unit.syntax.typeShape(node);
  if (shape.kind === "ref")
    return shape.args.length > 0 &&
      /^(?:Optional|Promise|Partial|Readonly|Required|NonNullable)$/.test(shape.name)
      ? typeNames(unit, node)[1]
      : shape.name;
  return shape.kind === "union"
    ? typeNames(unit, node).find((name) => !/^(?:None|null|undefined)$/.test(name))
    : undefined;
}

/** The member whose type `node` is part of, with the path of the shape around it. */
function memberAround(unit: Unit, node: SyntaxNode, depth: number): readonly string[] {
  for (let at = node.parent, guard = 0; at && guard < 8; at = at.parent, guard++) {
    if (at.type === "property_signature") {
      const name = at.childForFieldName("name")?.text.replace(/^["']|["']$/g, "");
      const owner = at.parent;
      if (name === undefined || !owner) return [];
      return [...declaredPath(unit, owner, depth + 1), name];
    }
    if (at.type === "assignment" && encloses(at.childForFieldName("type") ?? at, node)) {
      const name = at.childForFieldName("left")?.text;
      const owner = at.parent?.parent?.parent;
      if (name === undefined || !owner || !unit.syntax.classes.has(owner.type)) return [];
      return [...declaredPath(unit, owner, depth + 1), name];
    }
    if (at.type === "public_field_definition") {
      const name = at.childForFieldName("name")?.text;
      const owner = at.parent?.parent;
      return name === undefined || !owner ? [] : [...declaredPath(unit, owner, depth + 1), name];
    }
    if (/statement$|declaration$|definition$|statement_block|^block$/.test(at.type)) return [];
  }
  return [];
}

/** Path of a schema built by calls: `z.object({ meta: z.object({ usage: Usage }) })`. */
function schemaPath(unit: Unit, record: SyntaxNode, depth: number): readonly string[] {
  let at = record;
  for (let guard = 0; guard < 14; guard++) {
    const holder = unit.syntax.holder(at);
    switch (holder.kind) {
      case "argument":
        at = holder.call;
        break;
      case "expr":
        at = holder.node;
        break;
      case "entry": {
        const above = depth > deepest ? [] : schemaPath(unit, holder.record, depth + 1);
        return holder.key === undefined ? above : [...above, holder.key];
      }
      case "bind": {
        const leaf = unit.syntax.bound(holder.pattern)[0];
        if (!leaf || depth > deepest) return [];
        for (const { leaf: use, role } of unit.occurrences(leaf.text)) {
          if (use.id === leaf.id) continue;
          const node =
            role.kind === "use"
              ? role.node
              : role.kind === "key" && role.value?.id === use.id
                ? use
                : undefined;
          const found = node ? schemaPath(unit, node, depth + 1) : [];
          if (found.length > 0) return found;
        }
        return [];
      }
      case "each":
      case "field":
      case "member":
      case "return":
      case "none":
        return [];
    }
  }
  return [];
}

/** Names of the schema constants and types around a declared shape. */
export function namesAround(node: SyntaxNode): readonly string[] {
  const names: string[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const name = at.childForFieldName("name")?.text;
    if (name !== undefined && /declar|definition/.test(at.type)) names.push(name);
    const left = at.type === "assignment" ? at.childForFieldName("left")?.text : undefined;
    if (left !== undefined) names.push(left);
  }
  return names;
}

/** Answers that this file takes as being of the type: by cast, annotation, type argument, return type or parsing. */
export function originsOfType(resolver: Resolver, unit: Unit, node: SyntaxNode): readonly AnswerValue[] {
  const found: AnswerValue[] = [];
  const take = (values: Alternatives): void => {
    for (const { value } of values) {
      if (value.kind === "answer" && value.stage !== "raw" && value.stage !== "headers")
        found.push({ ...value, stage: "body" });
    }
  };
  take(annotated(resolver, unit, node));
  const names = typeNames(unit, node).filter((name) => unit.occurrences(name, ["declare"]).length > 0);
  for (const name of names.slice(0, 3)) {
    for (const { leaf, role } of unit.occurrences(name, ["type-use", "use"])) {
      if (role.kind === "type-use") take(annotated(resolver, unit, leaf));
      if (role.kind !== "use") continue;
      const member = leaf.parent && unit.syntax.expr(leaf.parent).kind === "member" ? leaf.parent : leaf;
      const call = calling(member, unit);
      for (const arg of call?.args ?? []) take(resolver.evaluate(arg.value, unit, noPicks));
      // `decode(text, type=Answer)`
      const holder = unit.syntax.holder(role.node);
      if (holder.kind === "argument") take(resolver.evaluate(holder.call, unit, noPicks));
    }
  }
  return found;
}

/** Answers taken as the outermost shape that holds this one, `levels` members further out. */
export function originsOfShape(
  resolver: Resolver,
  unit: Unit,
  node: SyntaxNode,
  levels: number,
): readonly AnswerValue[] {
  if (unit.syntax.expr(node).kind === "record") return originsOfSchema(resolver, unit, node, levels);
  const own = originsOfType(resolver, unit, node);
  if (own.length > 0 || levels === 0) return own;
  const name = declarationName(unit, node);
  const places = name === undefined ? [node] : unit.occurrences(name).map(({ leaf }) => leaf);
  for (const place of places) {
    const owner = ownerAround(unit, place);
    const found = owner && owner.id !== node.id ? originsOfShape(resolver, unit, owner, levels - 1) : [];
    if (found.length > 0) return found.map((one) => ({ ...one, path: [] }));
  }
  return [];
}

/** The shape whose member's type `node` is part of. */
function ownerAround(unit: Unit, node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent, guard = 0; at && guard < 8; at = at.parent, guard++) {
    if (at.type === "property_signature") return at.parent ?? undefined;
    if (at.type === "assignment") {
      const owner = at.parent?.parent?.parent;
      return owner && unit.syntax.classes.has(owner.type) ? owner : undefined;
    }
    if (/statement$|declaration$|definition$|statement_block|^block$/.test(at.type)) return undefined;
  }
  return undefined;
}

/** Answers parsed by the schema constant that holds the record. */
function originsOfSchema(
  resolver: Resolver,
  unit: Unit,
  record: SyntaxNode,
  levels: number,
): readonly AnswerValue[] {
  let at = record;
  for (let guard = 0; guard < 30; guard++) {
    const holder = unit.syntax.holder(at);
    if (holder.kind === "argument") at = holder.call;
    else if (holder.kind === "expr") at = holder.node;
    else if (holder.kind === "entry") at = holder.record;
    else {
      const leaf = holder.kind === "bind" ? unit.syntax.bound(holder.pattern)[0] : undefined;
      return leaf ? parsedBy(resolver, unit, leaf, levels) : [];
    }
  }
  return [];
}

function parsedBy(resolver: Resolver, unit: Unit, leaf: SyntaxNode, levels: number): readonly AnswerValue[] {
  const found: AnswerValue[] = [];
  for (const { leaf: use, role } of unit.occurrences(leaf.text, ["use"])) {
    if (use.id === leaf.id || role.kind !== "use") continue;
    const member = use.parent && unit.syntax.expr(use.parent).kind === "member" ? use.parent : use;
    for (const arg of calling(member, unit)?.args ?? []) {
      for (const { value } of resolver.evaluate(arg.value, unit, noPicks)) {
        if (value.kind === "answer" && value.stage !== "raw") found.push({ ...value, stage: "body" });
      }
    }
    if (found.length === 0 && levels > 0) found.push(...originsOfSchema(resolver, unit, use, levels - 1));
  }
  return found;
}

function annotated(resolver: Resolver, unit: Unit, leaf: SyntaxNode): Alternatives {
  for (let at = leaf.parent, guard = 0; at && guard < 8; at = at.parent, guard++) {
    const expr = unit.syntax.expr(at);
    if (expr.kind === "same" && expr.type && encloses(expr.type, leaf))
      return resolver.evaluate(expr.inner, unit, noPicks);
    if (expr.kind === "call" && expr.type && encloses(expr.type, leaf)) {
      return resolver
        .evaluate(at, unit, noPicks)
        .map((one) =>
          one.value.kind === "answer" && one.value.stage === "response"
            ? { ...one, value: { ...one.value, stage: "body" } }
            : one,
        );
    }
    if (at.type === "variable_declarator" || at.type === "assignment") {
      const value = at.childForFieldName("value") ?? at.childForFieldName("right");
      return value && !encloses(value, leaf) ? resolver.evaluate(value, unit, noPicks) : [];
    }
    if (unit.syntax.functions.has(at.type)) {
      const type = unit.syntax.returnType(at);
      if (!type || !encloses(type, leaf)) return [];
      return unit.syntax.returns(at).flatMap((one) => [...resolver.evaluate(one, unit, noPicks)]);
    }
    if (/statement$|_block$|^block$|^program$|^module$/.test(at.type)) return [];
  }
  return [];
}
