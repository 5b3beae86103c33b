import type { Language } from "./language.ts";
import type { Finding } from "./finding.ts";

const directive = /aimlapi-disable-(next-line|line|file)\b([^\r\n]*)/g;

/** Says which findings a comment in the text switches off, and leaves the rest. */
export function unsuppressed(
  text: string,
  language: Language,
  findings: readonly Finding[],
): readonly Finding[] {
  if (findings.length === 0 || !text.includes("aimlapi-disable-")) return findings;
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

/** Whether an edit may have changed what is switched off: `before` and `after` are the lines it touched. */
export function maySwitch(before: string, after: string, text: string, language: Language): boolean {
  if (after.includes("aimlapi-disable-") || before.includes("aimlapi-disable-")) return true;
  if (!text.includes("aimlapi-disable-")) return false;
  const marks = language.comments.flatMap(([open, close]) => (close === undefined ? [open] : [open, close]));
  return marks.some((mark) => before.includes(mark) || after.includes(mark));
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
