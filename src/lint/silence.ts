import type { Silence, Span } from "./finding.ts";
import type { Language } from "./language.ts";
import type { SyntaxNode } from "./syntax.ts";

const MULTILINE = /string|template|heredoc|comment|block_scalar|text|jsx_element|jsx_fragment/;

/** The ways to silence a finding in the comment syntax of its language; none where the language has no comments. */
export function silencesOf(
  text: string,
  { comments }: Language,
  finding: Span & { readonly ruleId: string },
  root: SyntaxNode | undefined,
): readonly Silence[] {
  const [comment] = comments;
  if (!comment) return [];
  const [open, close] = comment;
  const write = (directive: string) =>
    `${open} aimlapi-disable-${directive} ${finding.ruleId}${close === undefined ? "" : ` ${close}`}`;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const lineStart = text.lastIndexOf("\n", finding.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const top = topOf(text);
  const inFile: Silence = {
    reach: "file",
    edit: { start: top, end: top, text: `${write("file")}${newline}` },
  };
  // A comment written into the middle of a text would become part of it.
  if (root && isInsideText(root, lineStart + indent.length, lineStart)) return [inFile];
  if (goesOn(text, lineStart, indent)) return [inFile];
  const above = { start: lineStart, end: lineStart, text: `${indent}${write("next-line")}${newline}` };
  return [{ reach: "line", edit: above }, inFile];
}

/** A line that continues the one before, or a row of a Markdown table, has no room for a comment above it. */
function goesOn(text: string, lineStart: number, indent: string): boolean {
  const before = text.slice(0, lineStart);
  if (/[\\`^]\r?\n$/.test(before)) return true;
  return text.startsWith("|", lineStart + indent.length) && /(^|\n)[ \t]*\|[^\n]*\r?\n$/.test(before);
}

/** After a byte order mark and an interpreter line, which must stay first. */
function topOf(text: string): number {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  return text.startsWith("#!", start) ? text.indexOf("\n", start) + 1 || text.length : start;
}

function isInsideText(root: SyntaxNode, at: number, lineStart: number): boolean {
  for (let node: SyntaxNode | null = root.descendantForIndex(at); node; node = node.parent) {
    if (node.startIndex < lineStart && MULTILINE.test(node.type)) return true;
  }
  return false;
}
