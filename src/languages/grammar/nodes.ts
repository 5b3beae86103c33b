import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Literal } from "../../lint/syntax/program-syntax.ts";

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.childForFieldName(name) ?? undefined;
}

export function named(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child) => child.type !== "comment");
}

/** The text of all pieces together; undefined when one of them is no literal. */
export function joined(pieces: readonly (Literal | SyntaxNode)[]): string | undefined {
  let text = "";
  for (const piece of pieces) {
    if ("type" in piece) return undefined;
    text += piece.text;
  }
  return text;
}

/** The nearest node around this one that is of such a type. */
export function enclosing(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !types.has(at.type)) at = at.parent;
  return at ?? undefined;
}

/** `declaration` is how the grammar's types of what can be decorated end. */
export function inDecorator(node: SyntaxNode, declaration: string): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.type === "decorator") return true;
    if (at.type.endsWith("statement") || at.type.endsWith(declaration)) return false;
  }
  return false;
}
