import type { Finding } from "../contract/finding.ts";
import { createLineStarts } from "../contract/spans.ts";
import type { Language } from "../syntax/language.ts";

/** What every directive begins with. */
export const directiveStart = /aimlapi-disable-/g;
const anyRule = "*";
const directive = /aimlapi-disable-(next-line|line|file)\b([^\r\n]*)/g;

/** Says which findings a comment in the text switches off, and leaves the rest. */
export function unsuppressed(
  text: string,
  language: Language,
  findings: readonly Finding[],
  hasDirectives = text.includes("aimlapi-disable-"),
): readonly Finding[] {
  if (findings.length === 0 || !hasDirectives) return findings;
  const lineStart = createLineStarts(text);
  const isComment = commentOpeners(text, language);
  const everywhere = new Set<string>();
  const byLine = new Map<number, Set<string>>();
  for (const match of text.matchAll(directive)) {
    const start = lineStart(match.index);
    if (!isComment(start, match.index)) continue;
    const next = endOfLine(text, match.index) + 1;
    const line = match[1] === "line" ? start : next;
    const off = match[1] === "file" ? everywhere : (byLine.get(line) ?? new Set());
    if (off !== everywhere) byLine.set(line, off);
    const rules = ruleIds(match[2] ?? "");
    for (const rule of rules.length > 0 ? rules : [anyRule]) off.add(rule);
  }
  return findings.filter((one) => {
    const here = byLine.get(lineStart(one.start));
    return ![anyRule, one.ruleId].some((rule) => everywhere.has(rule) || here?.has(rule));
  });
}

/** Whether an edit may have begun or ended a comment, and so what stands in one: `touched` is it before, or after. */
export function mayComment(touched: string, language: Language): boolean {
  return language.comments.some(
    ([open, close]) => touched.includes(open) || (close !== undefined && touched.includes(close)),
  );
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** Ids may stand after the directive, apart by blanks or commas; words that are no id are a reason. */
function ruleIds(rest: string): readonly string[] {
  return rest.split(/[\s,]+/).filter((word) => /^aimlapi\/[\w-]+$/.test(word));
}

/** Whether what stands at a place of a line is in a comment; asked of places that ascend. */
function commentOpeners(text: string, { comments }: Language): (lineStart: number, at: number) => boolean {
  const blocks = comments.map(() => ({ from: 0, isOpen: false }));
  return (lineStart, at) => {
    const line = text.slice(lineStart, at);
    return comments.some(([open, close], index) => {
      if (line.includes(open)) return true;
      const block = blocks[index];
      if (close === undefined || !block) return false;
      const passed = text.slice(Math.max(0, block.from - open.length - close.length), at);
      const opened = passed.lastIndexOf(open);
      const closed = passed.lastIndexOf(close);
      if (opened !== closed) block.isOpen = opened > closed;
      block.from = at;
      return block.isOpen;
    });
  };
}
