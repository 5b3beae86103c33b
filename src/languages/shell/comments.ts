import type { Span } from "../../lint/contract/finding.ts";

/** Comments of shell-like text: from a `#` that starts a word to the end of the line; quotes are minded within it. */
export function commentSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/(^|[ \t;])#[^\r\n]*/gm)) {
    const start = match.index + (match[1]?.length ?? 0);
    const lineStart = text.lastIndexOf("\n", match.index - 1) + 1;
    if (!inQuotes(text.slice(lineStart, start))) spans.push({ start, end: match.index + match[0].length });
  }
  return spans;
}

function inQuotes(before: string): boolean {
  let quote = "";
  for (let at = 0; at < before.length; at++) {
    const c = before[at] ?? "";
    if (c === "\\" && quote !== "'") at++;
    else if (quote) quote = c === quote ? "" : quote;
    else if (c === '"' || c === "'") quote = c;
  }
  return quote !== "";
}
