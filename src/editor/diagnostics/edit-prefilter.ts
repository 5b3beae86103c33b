import type * as vscode from "vscode";
import type { Prefilter } from "../../lint/syntax/prefilter.ts";

/** Longer than any needle: what an edit may have joined lies this near to it. */
const NEAR = 64;
/** Shorter lines are looked at whole. */
const SHORT = 512;

/**
 * Whether an edit of a text without a needle may have made one. Only what stands around each edit is looked at, so the
 * cost is that of the edit, not of the file or of its lines. Where that is hard to follow, the answer is yes.
 */
export function touchesNeedle(
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
  mayHold: Prefilter,
): boolean {
  /** Lines that the edits further up have put before this one. */
  let shift = 0;
  // The editor tells the edits of several cursors from the last place to the first.
  for (let index = contentChanges.length - 1; index >= 0; index--) {
    const change = contentChanges[index];
    if (!change) continue;
    const { range, text } = change;
    const above = contentChanges[index + 1];
    if (above?.range.end.isAfter(range.start)) return true;
    if (mayHold(text)) return true;
    const newlines = newlinesIn(text);
    const first = range.start.line + shift;
    const alone = above?.range.end.line !== range.start.line;
    const end =
      newlines === 0 ? range.start.character + text.length : text.length - text.lastIndexOf("\n") - 1;
    if (isNear(document, first, range.start.character, alone, mayHold)) return true;
    if (isNear(document, first + newlines, end, alone || newlines > 0, mayHold)) return true;
    shift += newlines - (range.end.line - range.start.line);
  }
  return false;
}

/** `known` says that `character` is where it was: no other edit has moved it. */
function isNear(
  document: vscode.TextDocument,
  line: number,
  character: number,
  known: boolean,
  mayHold: Prefilter,
): boolean {
  if (line >= document.lineCount) return true;
  const { text } = document.lineAt(line);
  if (text.length <= SHORT) return mayHold(text);
  return !known || mayHold(text.slice(Math.max(0, character - NEAR), character + NEAR));
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
