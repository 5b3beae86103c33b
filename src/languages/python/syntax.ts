import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Holder, Parameter, ProgramSyntax, TypeShape } from "../../lint/syntax/program-syntax.ts";
import { enclosing, field, inDecorator, named } from "../grammar/nodes.ts";
import { classTypes, expr, functionTypes, plainText } from "./expressions.ts";
import { methodOwner, parameterNodes, role } from "./roles.ts";

const none: Holder = { kind: "none" };

function holder(node: SyntaxNode): Holder {
  const parent = node.parent;
  if (!parent) return none;
  const isField = (name: string) => field(parent, name)?.id === node.id;
  switch (parent.type) {
    case "interpolation":
      return parent.parent ? concatenated(parent.parent) : none;
    case "concatenated_string":
      return { kind: "expr", node: parent };
    case "argument_list":
      if (parent.parent?.type === "class_definition") return none;
      return parent.parent ? { kind: "argument", call: parent.parent } : none;
    case "keyword_argument":
    case "list_splat":
    case "dictionary_splat":
    case "expression_list":
      return parent.type === "expression_list" ? { kind: "expr", node: parent } : holder(parent);
    case "pair": {
      const key = field(parent, "key");
      const text = key && plainText(key);
      if (!isField("value") || !parent.parent) return none;
      return { kind: "entry", record: parent.parent, ...(text === undefined ? {} : { key: text }) };
    }
    case "assignment":
    case "augmented_assignment": {
      const left = field(parent, "left");
      return isField("right") && left ? assigned(parent, left) : none;
    }
    case "named_expression": {
      const pattern = field(parent, "name");
      return isField("value") && pattern ? { kind: "bind", pattern } : none;
    }
    case "as_pattern": {
      const pattern = field(parent, "alias");
      return pattern && !isField("alias") ? { kind: "bind", pattern } : none;
    }
    case "default_parameter":
    case "typed_default_parameter": {
      const pattern = field(parent, "name");
      return isField("value") && pattern ? { kind: "bind", pattern } : none;
    }
    case "for_statement":
    case "for_in_clause": {
      const pattern = field(parent, "left");
      return isField("right") && pattern ? { kind: "each", pattern } : none;
    }
    case "return_statement": {
      const fn = enclosing(parent, functionTypes);
      return fn ? { kind: "return", fn } : none;
    }
    case "lambda":
      return isField("body") ? { kind: "return", fn: parent } : none;
    default:
      return expr(parent).kind === "opaque" || functionTypes.has(parent.type) || classTypes.has(parent.type)
        ? none
        : { kind: "expr", node: parent };
  }
}

function concatenated(string: SyntaxNode): Holder {
  return { kind: "expr", node: string.parent?.type === "concatenated_string" ? string.parent : string };
}

function assigned(statement: SyntaxNode, left: SyntaxNode): Holder {
  const target = expr(left);
  if (target.kind === "member") {
    return { kind: "member", object: target.object, name: target.name, nameNode: target.nameNode };
  }
  if (target.kind === "index") return { kind: "entry", record: target.object };
  const body = statement.parent?.parent;
  if (left.type === "identifier" && body?.type === "block" && body.parent?.type === "class_definition") {
    return { kind: "field", nameNode: left, owner: body.parent };
  }
  return { kind: "bind", pattern: left };
}

function bound(pattern: SyntaxNode): readonly SyntaxNode[] {
  if (pattern.type === "identifier") return [pattern];
  if (/pattern|parenthesized/.test(pattern.type)) return named(pattern).flatMap(bound);
  if (pattern.type === "typed_parameter") return named(pattern).slice(0, 1).flatMap(bound);
  const name = field(pattern, "name");
  return name ? bound(name) : [];
}

function toParameter(node: SyntaxNode): Parameter {
  const leaf = node.type === "identifier" ? node : (field(node, "name") ?? node.namedChild(0) ?? node);
  const type = field(node, "type");
  const fallback = field(node, "value");
  return {
    node,
    name: leaf.text,
    ...(type ? { type } : {}),
    ...(fallback ? { fallback } : {}),
    ...(node.type.endsWith("splat_pattern") || leaf.type.endsWith("splat_pattern") ? { rest: true } : {}),
  };
}

function returns(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = field(fn, "body");
  if (!body) return [];
  if (body.type !== "block") return [body];
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const child of node.namedChildren) {
      if (functionTypes.has(child.type) || classTypes.has(child.type)) continue;
      if (child.type === "return_statement" || isYield(child)) {
        const value = named(child.type === "return_statement" ? child : (named(child)[0] ?? child))[0];
        if (value) found.push(value);
      } else if (/statement|clause|block/.test(child.type)) visit(child);
    }
  };
  visit(body);
  return found;
}

const managed = /contextmanager|fixture|hookimpl|lifespan/;

/** What a generator yields to a loop; a context manager's only yield is what `with` gets. */
function yields(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = fn.type === "function_definition" ? field(fn, "body") : undefined;
  const decorated = fn.parent?.type === "decorated_definition" ? fn.parent : undefined;
  if (
    !body ||
    decorated?.namedChildren.some((child) => child.type === "decorator" && managed.test(child.text))
  )
    return [];
  return yielded(body);
}

function yielded(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.flatMap((child) => {
    if (functionTypes.has(child.type) || classTypes.has(child.type)) return [];
    const value = child.type === "yield" ? named(child)[0] : undefined;
    return value ? [value] : yielded(child);
  });
}

function isYield(statement: SyntaxNode): boolean {
  return statement.type === "expression_statement" && named(statement)[0]?.type === "yield";
}

function nameOf(declaration: SyntaxNode): SyntaxNode | undefined {
  const own = field(declaration, "name");
  if (own) return own;
  const parent = declaration.parent;
  const left = parent?.type === "assignment" ? field(parent, "left") : undefined;
  return left?.type === "identifier" ? left : undefined;
}

function ownerOf(fn: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = fn; at; at = at.parent) {
    if (at.type !== "function_definition") continue;
    const owner = methodOwner(at);
    if (owner) return owner;
  }
  return undefined;
}

function supers(classNode: SyntaxNode): readonly SyntaxNode[] {
  const list = field(classNode, "superclasses");
  return list ? named(list).filter((child) => child.type !== "keyword_argument") : [];
}

function typeShape(node: SyntaxNode): TypeShape {
  switch (node.type) {
    case "type":
    case "parenthesized_expression": {
      const inner = node.namedChild(0);
      return inner ? typeShape(inner) : { kind: "unknown" };
    }
    case "identifier":
      return { kind: "ref", name: node.text, args: [] };
    case "string": {
      const name = plainText(node);
      return name === undefined ? { kind: "unknown" } : { kind: "ref", name, args: [] };
    }
    case "attribute":
      return { kind: "ref", name: field(node, "attribute")?.text ?? "", args: [] };
    case "generic_type": {
      const [name, list] = node.namedChildren;
      return { kind: "ref", name: name?.text ?? "", args: list ? named(list) : [] };
    }
    case "subscript": {
      const name = field(node, "value");
      return { kind: "ref", name: name?.text ?? "", args: named(node).slice(1) };
    }
    case "union_type":
      return { kind: "union", options: named(node) };
    case "binary_operator":
      return { kind: "union", options: named(node) };
    default:
      return { kind: "unknown" };
  }
}

function moduleFiles(module: string): readonly string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll(".", "/");
  const folder = dots <= 1 ? "./" : "../".repeat(dots - 1);
  if (path === "") return [`${folder}__init__.py`];
  const near = [`${folder}${path}.py`, `${folder}${path}/__init__.py`];
  // Without dots it may be a neighbour or start at the folder above; an installed package is simply not found.
  return dots > 0 ? near : [...near, `../${path}.py`];
}

export const pythonSyntax: ProgramSyntax = {
  expr,
  role,
  holder,
  bound,
  functions: functionTypes,
  classes: classTypes,
  branches: new Set([
    "if_statement",
    "elif_clause",
    "else_clause",
    "for_statement",
    "while_statement",
    "try_statement",
    "except_clause",
    "case_clause",
    "conditional_expression",
  ]),
  comments: new Set(["comment"]),
  params: (fn) => parameterNodes(fn).map(toParameter),
  returns,
  yields,
  returnType: (fn) => field(fn, "return_type"),
  nameOf,
  ownerOf,
  inDecorator: (node) => inDecorator(node, "definition"),
  supers,
  constructorName: "__init__",
  typeShape,
  moduleFiles,
};
