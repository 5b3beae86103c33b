import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Argument, Entry, Expr, Literal } from "../../lint/syntax/program-syntax.ts";
import { field, joined, named } from "../grammar/nodes.ts";

export const functionTypes: ReadonlySet<string> = new Set(["function_definition", "lambda"]);
export const classTypes: ReadonlySet<string> = new Set(["class_definition"]);

const opaque: Expr = { kind: "opaque" };

/** Literal text of a plain string node; undefined when it has holes. */
export function plainText(node: SyntaxNode): string | undefined {
  return node.type === "string" || node.type === "concatenated_string"
    ? joined(stringPieces(node))
    : undefined;
}

export function stringPieces(node: SyntaxNode): (Literal | SyntaxNode)[] {
  if (node.type === "concatenated_string") return named(node).flatMap(stringPieces);
  const pieces: (Literal | SyntaxNode)[] = [];
  const opener = node.child(0)?.text ?? "";
  const raw = /^[a-z]*r/i.test(opener) && !opener.startsWith('"');
  for (const child of node.namedChildren) {
    if (child.type === "interpolation") {
      const inner = field(child, "expression");
      if (inner) pieces.push(inner);
    } else if (child.type === "string_content") {
      content(child, raw, pieces);
    }
  }
  return pieces;
}

function content(node: SyntaxNode, raw: boolean, pieces: (Literal | SyntaxNode)[]): void {
  const all = node.text;
  let at = node.startIndex;
  const plain = (end: number): void => {
    if (end > at) {
      const text = all.slice(at - node.startIndex, end - node.startIndex);
      pieces.push({ text, span: { start: at, end } });
    }
  };
  for (const child of raw ? [] : node.namedChildren) {
    plain(child.startIndex);
    const text = child.type === "escape_sequence" ? cooked(child.text) : child.text.slice(0, 1);
    pieces.push({ text, span: { start: child.startIndex, end: child.endIndex } });
    at = child.endIndex;
  }
  plain(node.endIndex);
}

function cooked(escape: string): string {
  const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))$/i.exec(escape);
  if (hex) {
    const code = parseInt(hex[1] ?? hex[2] ?? hex[3] ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  }
  const letter = escape[1] ?? "";
  if (letter === "\n" || letter === "\r") return "";
  const known: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    "\\": "\\",
    "'": "'",
    '"': '"',
  };
  return known[letter] ?? escape;
}

/** Shallow meaning of a Python expression. */
export function expr(node: SyntaxNode): Expr {
  switch (node.type) {
    case "string":
    case "concatenated_string":
      return { kind: "text", pieces: stringPieces(node) };
    case "identifier":
      return isReceiver(node) ? { kind: "self" } : { kind: "name", name: node.text };
    case "binary_operator":
      return binary(node);
    case "boolean_operator": {
      const left = field(node, "left");
      const right = field(node, "right");
      if (!left || !right) return opaque;
      return field(node, "operator")?.type === "or"
        ? { kind: "choice", options: [left, right] }
        : { kind: "same", inner: right };
    }
    case "conditional_expression": {
      const [first, , last] = named(node);
      return first && last ? { kind: "choice", options: [first, last] } : opaque;
    }
    case "parenthesized_expression":
    case "await":
    case "as_pattern":
    case "type":
      return same(named(node)[0]);
    case "assignment":
    case "named_expression":
      return same(field(node, node.type === "assignment" ? "right" : "value"));
    case "attribute": {
      const object = field(node, "object");
      const nameNode = field(node, "attribute");
      return object && nameNode ? { kind: "member", object, name: nameNode.text, nameNode } : opaque;
    }
    case "subscript":
      return subscript(node);
    case "call":
      return call(node);
    case "dictionary":
      return { kind: "record", entries: named(node).map(entry) };
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
      return { kind: "list", items: named(node) };
    case "comparison_operator": {
      const [item, container] = named(node);
      const within = node.children.some(({ type }) => type === "in" || type === "not in");
      return within && item && container && node.namedChildCount === 2
        ? { kind: "contains", item, container }
        : opaque;
    }
    case "dictionary_comprehension": {
      const pair = field(node, "body");
      const key = pair && field(pair, "key");
      const value = pair && field(pair, "value");
      return key && value ? { kind: "table", key, value } : opaque;
    }
    case "list_comprehension":
    case "generator_expression":
    case "set_comprehension": {
      const body = field(node, "body");
      return body ? { kind: "list", items: [body], each: true } : opaque;
    }
    default:
      if (functionTypes.has(node.type)) return { kind: "function", node };
      if (classTypes.has(node.type)) return { kind: "class", node };
      return opaque;
  }
}

function same(inner: SyntaxNode | undefined): Expr {
  return inner ? { kind: "same", inner } : opaque;
}

function binary(node: SyntaxNode): Expr {
  const left = field(node, "left");
  const right = field(node, "right");
  if (!left || !right) return opaque;
  const operator = field(node, "operator")?.type ?? "";
  switch (operator) {
    case "+":
      return { kind: "concat", left, right };
    case "/":
      return { kind: "slash", left, right };
    case "%":
      return { kind: "percent", template: left, values: right };
    default:
      return opaque;
  }
}

function subscript(node: SyntaxNode): Expr {
  const object = field(node, "value");
  const index = field(node, "subscript");
  if (!object || !index) return opaque;
  const name = plainText(index);
  if (name === undefined) return { kind: "index", object, index };
  return { kind: "member", object, name, nameNode: index };
}

function call(node: SyntaxNode): Expr {
  const callee = field(node, "function");
  const list = field(node, "arguments");
  if (!callee) return opaque;
  if (callee.text === "super") return { kind: "super" };
  const args = list?.type === "argument_list" ? named(list).map(argument) : [];
  return { kind: "call", callee, args, construct: false };
}

function argument(node: SyntaxNode): Argument {
  const inner = named(node)[0];
  if (node.type === "list_splat" && inner) return { value: inner, spread: "list" };
  if (node.type === "dictionary_splat" && inner) return { value: inner, spread: "record" };
  const value = node.type === "keyword_argument" ? field(node, "value") : undefined;
  const name = node.type === "keyword_argument" ? field(node, "name") : undefined;
  return value && name ? { value, name: name.text } : { value: node };
}

function entry(node: SyntaxNode): Entry {
  const inner = named(node)[0];
  if (node.type === "dictionary_splat") return inner ? { spread: inner } : {};
  const keyNode = field(node, "key");
  const value = field(node, "value");
  if (!keyNode || !value) return {};
  const key = plainText(keyNode);
  return key === undefined ? { computed: keyNode, value } : { key, keyNode, value };
}

/** Whether a name is the `self` or `cls` of the method around it. */
export function isReceiver(leaf: SyntaxNode): boolean {
  const name = leaf.text;
  if (name !== "self" && name !== "cls") return false;
  for (let at = leaf.parent; at; at = at.parent) {
    if (at.type !== "function_definition") continue;
    const first = field(at, "parameters")?.namedChild(0);
    const own = first && (first.type === "identifier" ? first.text : first.namedChild(0)?.text);
    if (own === name) return true;
  }
  return false;
}
