import type { Silence, Span } from "../contract/finding.ts";
import type { Language } from "../syntax/language.ts";
import type { SyntaxNode } from "../syntax/parser.ts";

const MULTILINE = /string|template|heredoc|comment|block_scalar|text|jsx_element|jsx_fragment/;

/** The text around findings, with what is the same for all of them. */
export interface Around {
  readonly text: string;
  readonly lineStart: (at: number) => number;
  readonly newline: string;
  readonly root: SyntaxNode | undefined;
}

/** The ways to silence a finding in the comment syntax of its language; none where the language has no comments. */
export function silencesOf(
  { text, lineStart: lineStartOf, newline, root }: Around,
  { comments }: Language,
  finding: Span & { readonly ruleId: string },
): readonly Silence[] {
  const [comment] = comments;
  if (!comment) return [];
  const [open, close] = comment;
  const write = (directive: string) =>
    `${open} aimlapi-disable-${directive} ${finding.ruleId}${close === undefined ? "" : ` ${close}`}`;
  const lineStart = lineStartOf(finding.start);
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const top = topOf(text);
  const inFile: Silence = {
    reach: "file",
    edit: { start: top, end: top, text: `${write("file")}${newline}` },
  };
  // A comment written into the middle of a text would become part of it.
  if (root && isInsideText(root, lineStart + indent.length, lineStart)) return [inFile];
  const before = text.slice(lineStartOf(lineStart - 1), lineStart);
  if (lineStart > 0 && goesOn(before, text.startsWith("|", lineStart + indent.length))) return [inFile];
  const above = { start: lineStart, end: lineStart, text: `${indent}${write("next-line")}${newline}` };
  return [{ reach: "line", edit: above }, inFile];
}

/** A line that continues the one before, or a row of a Markdown table, has no room for a comment above it. */
function goesOn(before: string, isRow: boolean): boolean {
  return "\\`^".includes(before.replace(/\r?\n$/, "").at(-1) ?? " ") || (isRow && /^[ \t]*\|/.test(before));
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
