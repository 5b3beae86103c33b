import type * as vscode from "vscode";
import type { Prefilter } from "../../lint/prefilter.ts";

/**
 * Whether an edit of a text without a needle may have made one: only the lines it touched are looked at,
 * so the cost is that of the edit and not of the file.
 */
export function touchesNeedle(
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
  mayHold: Prefilter,
): boolean {
  return contentChanges.some(({ range, text }) => {
    const last = Math.min(range.start.line + newlinesIn(text), document.lineCount - 1);
    if (last > range.start.line && mayHold(text)) return true;
    return mayHold(document.lineAt(range.start.line).text) || mayHold(document.lineAt(last).text);
  });
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
