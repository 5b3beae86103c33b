import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Argument, Entry, Expr, Literal } from "../../lint/syntax/program-syntax.ts";
import { field, joined, named } from "../grammar/nodes.ts";

export const functionTypes: ReadonlySet<string> = new Set([
  "function_declaration",
  "function_expression",
  "function",
  "arrow_function",
  "generator_function_declaration",
  "generator_function",
  "method_definition",
]);
export const classTypes: ReadonlySet<string> = new Set([
  "class_declaration",
  "class",
  "abstract_class_declaration",
]);

const opaque: Expr = { kind: "opaque" };

/** Literal text of a plain string node; undefined when it has holes. */
export function plainText(node: SyntaxNode): string | undefined {
  return node.type === "string" || node.type === "template_string" ? joined(stringPieces(node)) : undefined;
}

export function stringPieces(node: SyntaxNode): (Literal | SyntaxNode)[] {
  const pieces: (Literal | SyntaxNode)[] = [];
  for (const child of node.namedChildren) {
    if (child.type === "template_substitution") {
      const inner = named(child)[0];
      if (inner) pieces.push(inner);
    } else {
      const text = child.type === "escape_sequence" ? cooked(child.text) : child.text;
      pieces.push({ text, span: { start: child.startIndex, end: child.endIndex } });
    }
  }
  return pieces;
}

function cooked(escape: string): string {
  const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})$/i.exec(escape);
  if (hex) {
    const code = parseInt(hex[1] ?? hex[2] ?? hex[3] ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  }
  const letter = escape[1] ?? "";
  if (letter === "\n" || letter === "\r") return "";
  return { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" }[letter] ?? letter;
}

/** Shallow meaning of a JavaScript or TypeScript expression. */
export function expr(node: SyntaxNode): Expr {
  switch (node.type) {
    case "string":
    case "template_string":
      return { kind: "text", pieces: stringPieces(node) };
    case "identifier":
    case "shorthand_property_identifier":
    case "shorthand_property_identifier_pattern":
    case "undefined":
      return { kind: "name", name: node.text };
    case "this":
      return { kind: "self" };
    case "super":
      return { kind: "super" };
    case "import":
      return { kind: "name", name: "import" };
    case "meta_property":
      return { kind: "name", name: node.text };
    case "binary_expression":
      return binary(node);
    case "ternary_expression":
      return { kind: "choice", options: fields(node, "consequence", "alternative") };
    case "parenthesized_expression":
    case "await_expression":
    case "non_null_expression":
    case "jsx_expression":
    case "yield_expression":
      return same(named(node)[0]);
    case "sequence_expression":
      return same(named(node).at(-1));
    case "as_expression":
    case "satisfies_expression":
      return same(named(node)[0], named(node)[1]);
    case "type_assertion":
      return same(named(node)[1], named(node)[0]);
    case "assignment_expression":
      return same(field(node, "right"));
    case "member_expression":
      return member(node);
    case "subscript_expression":
      return subscript(node);
    case "call_expression":
    case "new_expression":
      return call(node);
    case "object":
      return { kind: "record", entries: named(node).map(entry) };
    case "enum_body":
      return { kind: "record", entries: named(node).map(enumEntry) };
    case "array":
      return { kind: "list", items: named(node) };
    default:
      if (functionTypes.has(node.type)) return { kind: "function", node };
      if (classTypes.has(node.type)) return { kind: "class", node };
      return opaque;
  }
}

function same(inner: SyntaxNode | undefined, type?: SyntaxNode): Expr {
  if (!inner) return opaque;
  return type ? { kind: "same", inner, type } : { kind: "same", inner };
}

function fields(node: SyntaxNode, ...names: string[]): SyntaxNode[] {
  return names.flatMap((name) => field(node, name) ?? []);
}

function binary(node: SyntaxNode): Expr {
  const left = field(node, "left");
  const right = field(node, "right");
  if (!left || !right) return opaque;
  const operator = field(node, "operator")?.type ?? "";
  switch (operator) {
    case "+":
      return { kind: "concat", left, right };
    case "||":
    case "??":
      return { kind: "choice", options: [left, right] };
    case "&&":
      return same(right);
    case "in":
      return { kind: "contains", item: left, container: right };
    default:
      return opaque;
  }
}

function member(node: SyntaxNode): Expr {
  const object = field(node, "object");
  const nameNode = field(node, "property");
  if (!object || !nameNode) return opaque;
  return { kind: "member", object, name: nameNode.text, nameNode };
}

function subscript(node: SyntaxNode): Expr {
  const object = field(node, "object");
  const index = field(node, "index");
  if (!object || !index) return opaque;
  const name = plainText(index);
  if (name === undefined) return { kind: "index", object, index };
  return { kind: "member", object, name, nameNode: index };
}

function call(node: SyntaxNode): Expr {
  const construct = node.type === "new_expression";
  const callee = field(node, construct ? "constructor" : "function");
  const list = field(node, "arguments");
  if (!callee) return opaque;
  if (isAwait(node)) return same(list && named(list)[0]);
  const tagged = list?.type === "template_string" ? [{ value: list }] : [];
  const args = list?.type === "arguments" ? named(list).map(argument) : tagged;
  const type = field(node, "type_arguments")?.namedChild(0);
  return type ? { kind: "call", callee, args, construct, type } : { kind: "call", callee, args, construct };
}

/** `await (…)`, which the grammar takes for a call where it cannot tell. */
export function isAwait(call: SyntaxNode): boolean {
  const callee = call.type === "call_expression" ? field(call, "function") : undefined;
  return callee?.type === "identifier" && callee.text === "await";
}

function argument(node: SyntaxNode): Argument {
  const inner = node.type === "spread_element" ? named(node)[0] : undefined;
  return inner ? { value: inner, spread: "list" } : { value: node };
}

function entry(node: SyntaxNode): Entry {
  if (node.type === "shorthand_property_identifier") return { key: node.text, keyNode: node, value: node };
  if (node.type === "spread_element") {
    const spread = named(node)[0];
    return spread ? { spread } : {};
  }
  if (node.type === "method_definition") {
    const keyNode = field(node, "name");
    return keyNode ? { key: keyNode.text, keyNode, value: node } : {};
  }
  const keyNode = field(node, "key");
  const value = field(node, "value");
  if (!keyNode || !value) return {};
  if (keyNode.type === "computed_property_name") {
    const computed = named(keyNode)[0];
    const key = computed && plainText(computed);
    if (key !== undefined) return { key, keyNode, value };
    return computed ? { computed, value } : { value };
  }
  return { key: plainText(keyNode) ?? keyNode.text, keyNode, value };
}

function enumEntry(node: SyntaxNode): Entry {
  const keyNode = field(node, "name") ?? node;
  const value = field(node, "value");
  const key = plainText(keyNode) ?? keyNode.text;
  return value ? { key, keyNode, value } : { key, keyNode };
}
