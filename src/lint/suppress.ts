import type { Language } from "./language.ts";
import type { Finding } from "./finding.ts";

/** What every directive begins with. */
export const directiveStart = /aimlapi-disable-/g;
const directive = /aimlapi-disable-(next-line|line|file)\b([^\r\n]*)/g;

/** Says which findings a comment in the text switches off, and leaves the rest. */
export function unsuppressed(
  text: string,
  language: Language,
  findings: readonly Finding[],
  hasDirectives = text.includes("aimlapi-disable-"),
): readonly Finding[] {
  if (findings.length === 0 || !hasDirectives) return findings;
  const off: { readonly from: number; readonly to: number; readonly rules: readonly string[] }[] = [];
  for (const match of text.matchAll(directive)) {
    const lineStart = text.lastIndexOf("\n", match.index - 1) + 1;
    if (!opensComment(text.slice(lineStart, match.index), text.slice(0, match.index), language)) continue;
    const lineEnd = endOfLine(text, match.index);
    const rules = ruleIds(match[2] ?? "");
    if (match[1] === "file") off.push({ from: 0, to: text.length, rules });
    else if (match[1] === "line") off.push({ from: lineStart, to: lineEnd, rules });
    else off.push({ from: lineEnd, to: endOfLine(text, lineEnd + 1), rules });
  }
  return findings.filter(
    (one) =>
      !off.some(
        ({ from, to, rules }) =>
          from <= one.start && one.start <= to && (rules.length === 0 || rules.includes(one.ruleId)),
      ),
  );
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

function opensComment(line: string, before: string, language: Language): boolean {
  return language.comments.some(([open, close]) => {
    if (close === undefined) return line.includes(open);
    return before.lastIndexOf(open) > before.lastIndexOf(close) || line.includes(open);
  });
}
