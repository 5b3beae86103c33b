import * as vscode from "vscode";
import type { Edit, Fix } from "../../lint/contract/finding.ts";
import { placeOf, type Part } from "./analyzed-text.ts";

/** The fixes of a list that can be made together: one whose edits meet those of a fix before it is left out. */
export function together<T extends Pick<Fix, "edits">>(fixes: readonly T[]): readonly T[] {
  const taken: Edit[] = [];
  return fixes.filter(({ edits }) => {
    const fresh = edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => taken.some((other) => meet(edit, other)))) return false;
    taken.push(...fresh);
    return true;
  });
}

/** The edits of `fixes`, each once, applied as one Undo step; undefined when one of them cannot be placed. */
export function editOf(
  parts: readonly Part[],
  fixes: readonly Pick<Fix, "edits">[],
): vscode.WorkspaceEdit | undefined {
  const result = new vscode.WorkspaceEdit();
  const edits = fixes.flatMap(({ edits }) => edits);
  for (const [index, edit] of edits.entries()) {
    if (edits.findIndex((other) => isSame(edit, other)) < index) continue;
    const place = placeOf(parts, edit);
    if (!place) return undefined;
    result.replace(place.uri, place.range, edit.text);
  }
  return result;
}

const isSame = (a: Edit, b: Edit) => a.start === b.start && a.end === b.end && a.text === b.text;

const meet = (a: Edit, b: Edit) => (a.start < b.end && b.start < a.end) || a.start === b.start;
