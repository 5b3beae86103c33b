import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Holder, Parameter, ProgramSyntax, TypeShape } from "../../lint/syntax/program-syntax.ts";
import { enclosing, field, inDecorator, named } from "../grammar/nodes.ts";
import { classTypes, expr, functionTypes, isAwait, plainText } from "./expressions.ts";
import { prototypeOwner } from "./prototypes.ts";
import { role } from "./roles.ts";

const none: Holder = { kind: "none" };

function holder(node: SyntaxNode): Holder {
  const parent = node.parent;
  if (!parent) return none;
  const isField = (name: string) => field(parent, name)?.id === node.id;
  switch (parent.type) {
    case "template_substitution":
      return parent.parent ? { kind: "expr", node: parent.parent } : none;
    case "arguments": {
      const call = parent.parent;
      if (!call) return none;
      return isAwait(call) ? { kind: "expr", node: call } : { kind: "argument", call };
    }
    case "call_expression":
      return isField("arguments") ? { kind: "argument", call: parent } : { kind: "expr", node: parent };
    case "spread_element":
      return holder(parent);
    case "object":
      return { kind: "entry", record: parent, key: field(node, "name")?.text ?? node.text };
    case "pair":
    case "enum_assignment": {
      const key = field(parent, parent.type === "pair" ? "key" : "name");
      if (!isField("value") || !parent.parent || !key) return none;
      const computed = key.type === "computed_property_name" ? named(key)[0] : key;
      const text = computed && (plainText(computed) ?? (computed === key ? key.text : undefined));
      return text === undefined
        ? { kind: "entry", record: parent.parent }
        : { kind: "entry", record: parent.parent, key: text };
    }
    case "enum_declaration": {
      const pattern = field(parent, "name");
      return isField("body") && pattern ? { kind: "bind", pattern } : none;
    }
    case "variable_declarator": {
      const pattern = field(parent, "name");
      return isField("value") && pattern ? { kind: "bind", pattern } : none;
    }
    case "assignment_expression":
    case "augmented_assignment_expression":
      return isField("right") ? assigned(field(parent, "left")) : none;
    case "assignment_pattern":
    case "object_assignment_pattern": {
      const pattern = field(parent, "left");
      return isField("right") && pattern ? { kind: "bind", pattern } : none;
    }
    case "required_parameter":
    case "optional_parameter": {
      const pattern = field(parent, "pattern");
      return isField("value") && pattern ? { kind: "bind", pattern } : none;
    }
    case "for_in_statement": {
      const pattern = field(parent, "left");
      return isField("right") && pattern ? { kind: "each", pattern } : none;
    }
    case "field_definition":
    case "public_field_definition": {
      const nameNode = field(parent, "name") ?? field(parent, "property");
      const owner = parent.parent?.parent;
      return isField("value") && nameNode && owner ? { kind: "field", nameNode, owner } : none;
    }
    case "return_statement": {
      const fn = enclosing(parent, functionTypes);
      return fn ? { kind: "return", fn } : none;
    }
    case "arrow_function":
      return isField("body") ? { kind: "return", fn: parent } : none;
    default:
      return expr(parent).kind === "opaque" || functionTypes.has(parent.type) || classTypes.has(parent.type)
        ? none
        : { kind: "expr", node: parent };
  }
}

function assigned(left: SyntaxNode | undefined): Holder {
  if (!left) return none;
  const target = expr(left);
  if (target.kind === "member") {
    return { kind: "member", object: target.object, name: target.name, nameNode: target.nameNode };
  }
  return target.kind === "index" ? { kind: "entry", record: target.object } : { kind: "bind", pattern: left };
}

function bound(pattern: SyntaxNode): readonly SyntaxNode[] {
  switch (pattern.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
      return [pattern];
    case "pair_pattern":
      return boundField(pattern, "value");
    case "assignment_pattern":
    case "object_assignment_pattern":
      return boundField(pattern, "left");
    case "required_parameter":
    case "optional_parameter":
      return boundField(pattern, "pattern");
    case "object_pattern":
    case "array_pattern":
    case "rest_pattern":
      return named(pattern).flatMap(bound);
    default:
      return [];
  }
}

function boundField(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  const inner = field(node, name);
  return inner ? bound(inner) : [];
}

function params(fn: SyntaxNode): readonly Parameter[] {
  const single = field(fn, "parameter");
  if (single) return [{ node: single, name: single.text }];
  const list = field(fn, "parameters");
  return list ? named(list).map(toParameter) : [];
}

function toParameter(node: SyntaxNode): Parameter {
  const typed = node.type === "required_parameter" || node.type === "optional_parameter";
  const type = typed ? field(node, "type")?.namedChild(0) : undefined;
  const fallback = typed ? field(node, "value") : field(node, "right");
  const pattern = typed
    ? field(node, "pattern")
    : node.type === "assignment_pattern"
      ? field(node, "left")
      : node;
  return {
    node,
    ...(pattern?.type === "identifier" ? { name: pattern.text } : {}),
    ...(type ? { type } : {}),
    ...(fallback ? { fallback } : {}),
    ...(pattern?.type === "rest_pattern" ? { rest: true } : {}),
  };
}

function returns(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = field(fn, "body");
  if (!body) return [];
  if (body.type !== "statement_block") return [body];
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const child of node.namedChildren) {
      if (functionTypes.has(child.type) || classTypes.has(child.type)) continue;
      if (child.type === "return_statement") {
        const value = named(child)[0];
        if (value) found.push(value);
      } else if (child.type.endsWith("statement") || /block|clause|switch|body/.test(child.type))
        visit(child);
    }
  };
  visit(body);
  return found;
}

function yields(fn: SyntaxNode): readonly SyntaxNode[] {
  const isGenerator = fn.children.some((child) => child.type === "*");
  const body = isGenerator ? field(fn, "body") : undefined;
  return body ? yielded(body, "yield_expression") : [];
}

function yielded(node: SyntaxNode, type: string): SyntaxNode[] {
  return node.namedChildren.flatMap((child) => {
    if (functionTypes.has(child.type) || classTypes.has(child.type)) return [];
    const value = child.type === type ? named(child)[0] : undefined;
    return value ? [value] : yielded(child, type);
  });
}

function nameOf(declaration: SyntaxNode): SyntaxNode | undefined {
  const own = field(declaration, "name");
  if (own) return own;
  let at = declaration;
  for (let parent = at.parent; parent; at = parent, parent = at.parent) {
    if (parent.type === "variable_declarator") return field(parent, "name");
    if (parent.type === "pair") return field(parent, "key");
    if (parent.type === "field_definition" || parent.type === "public_field_definition") {
      return field(parent, "name") ?? field(parent, "property");
    }
    if (parent.type === "assignment_expression") {
      const left = field(parent, "left");
      return left?.type === "member_expression" ? field(left, "property") : left;
    }
    if (!["parenthesized_expression", "as_expression", "satisfies_expression"].includes(parent.type))
      return undefined;
  }
  return undefined;
}

function ownerOf(fn: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = fn;
  while (at && !classTypes.has(at.type)) {
    const parent: SyntaxNode | null = at.parent;
    const owner = prototypeOwner(at);
    if (owner) return owner;
    if (
      at.type !== "arrow_function" &&
      at.id !== fn.id &&
      functionTypes.has(at.type) &&
      at.type !== "method_definition"
    ) {
      return undefined;
    }
    at = parent;
  }
  return at ?? undefined;
}

function supers(classNode: SyntaxNode): readonly SyntaxNode[] {
  const heritage = classNode.namedChildren.find((child) => child.type === "class_heritage");
  if (!heritage) return [];
  const clause = heritage.namedChildren.find((child) => child.type === "extends_clause") ?? heritage;
  const value = field(clause, "value") ?? named(clause)[0];
  return value ? [value] : [];
}

function typeShape(node: SyntaxNode): TypeShape {
  switch (node.type) {
    case "type_annotation":
    case "parenthesized_type":
    case "readonly_type": {
      const inner = node.namedChild(0);
      return inner ? typeShape(inner) : { kind: "unknown" };
    }
    case "type_identifier":
      return { kind: "ref", name: node.text, args: [] };
    case "generic_type": {
      const name = field(node, "name")?.text ?? "";
      return { kind: "ref", name, args: field(node, "type_arguments")?.namedChildren ?? [] };
    }
    case "object_type":
    case "interface_body":
      return { kind: "record", node };
    case "union_type":
    case "intersection_type":
      return { kind: "union", options: node.namedChildren };
    default:
      return { kind: "unknown" };
  }
}

function moduleFiles(module: string): readonly string[] {
  if (!module.startsWith("./") && !module.startsWith("../")) return [];
  const stem = module.replace(/\.(?:[cm]?[jt]sx?)$/, "");
  const endings = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"];
  const bare = [
    ...endings.map((ending) => stem + ending),
    ...endings.map((ending) => `${module}/index${ending}`),
  ];
  return stem === module ? bare : [module, ...bare];
}

export const ecmascript: ProgramSyntax = {
  expr,
  role,
  holder,
  bound,
  functions: functionTypes,
  classes: classTypes,
  branches: new Set([
    "if_statement",
    "else_clause",
    "for_statement",
    "for_in_statement",
    "while_statement",
    "do_statement",
    "switch_case",
    "switch_default",
    "try_statement",
    "catch_clause",
    "ternary_expression",
  ]),
  comments: new Set(["comment", "html_comment"]),
  params,
  returns,
  yields,
  returnType: (fn) => field(fn, "return_type")?.namedChild(0) ?? undefined,
  nameOf,
  ownerOf,
  inDecorator: (node) => inDecorator(node, "declaration"),
  supers,
  constructorName: "constructor",
  typeShape,
  moduleFiles,
};
