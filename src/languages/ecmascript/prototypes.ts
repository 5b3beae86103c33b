import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import { field, named } from "../grammar/nodes.ts";
import { classTypes, functionTypes } from "./expressions.ts";

/** The constructor function or class that a function belongs to without standing in its body. */
export function prototypeOwner(fn: SyntaxNode): SyntaxNode | undefined {
  if (!functionTypes.has(fn.type) || fn.type === "arrow_function") return undefined;
  const parent = fn.parent;
  if (parent?.type === "assignment_expression") {
    const left = field(parent, "left");
    const object = left?.type === "member_expression" ? field(left, "object") : undefined;
    const owner = object && ofPrototype(object);
    if (owner) return owner;
  }
  const record = parent?.type === "pair" ? parent.parent : fn.type === "method_definition" ? parent : null;
  if (record?.type === "object") return recordOwner(record);
  return isConstructor(fn) ? fn : undefined;
}

/** The constructor whose prototype the object literal is, or is copied to. */
export function recordOwner(record: SyntaxNode): SyntaxNode | undefined {
  const parent = record.parent;
  if (parent?.type === "assignment_expression") {
    const left = field(parent, "left");
    return left && ofPrototype(left);
  }
  const first = parent?.type === "arguments" ? named(parent)[0] : undefined;
  return first && first.id !== record.id ? ofPrototype(first) : undefined;
}

/** `Name.prototype` */
export function ofPrototype(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== "member_expression" || field(node, "property")?.text !== "prototype") return undefined;
  const name = field(node, "object");
  return name?.type === "identifier" ? constructorNamed(name.text, node) : undefined;
}

function constructorNamed(name: string, from: SyntaxNode): SyntaxNode | undefined {
  for (let at = from.parent; at; at = at.parent) {
    if (at.type !== "statement_block" && at.type !== "program") continue;
    for (const child of at.namedChildren) {
      const found = declared(name, child);
      if (found) return found;
    }
  }
  return undefined;
}

function declared(name: string, statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.type === "export_statement") {
    const inner = field(statement, "declaration");
    return inner && declared(name, inner);
  }
  if (/^(?:function|class)_declaration$/.test(statement.type))
    return field(statement, "name")?.text === name ? statement : undefined;
  if (!/^(?:variable|lexical)_declaration$/.test(statement.type)) return undefined;
  for (const one of statement.namedChildren) {
    if (field(one, "name")?.text !== name) continue;
    let value = field(one, "value");
    if (value?.type === "assignment_expression") value = field(value, "right");
    if (value && (functionTypes.has(value.type) || classTypes.has(value.type))) return value;
  }
  return undefined;
}

/** A function with a capital name, made to be called with `new`. */
function isConstructor(fn: SyntaxNode): boolean {
  if (!/^function/.test(fn.type)) return false;
  const holder = fn.parent;
  const name =
    field(fn, "name")?.text ??
    (holder?.type === "variable_declarator" ? field(holder, "name")?.text : undefined) ??
    (holder?.type === "assignment_expression"
      ? /\b\w+$/.exec(field(holder, "left")?.text ?? "")?.[0]
      : undefined);
  return name !== undefined && /^[A-Z]/.test(name) && /\bthis\.\w/.test(fn.text.slice(0, 20_000));
}
