import type { Tree } from "web-tree-sitter";

import type { Finding, Span } from "../contract/finding.ts";

/** A stretch of a text that was edited: `start` to `oldEnd` before is `start` to `newEnd` now, the rest only moved. */
export interface Touched {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The stretch that covers an earlier one and an edit made after it. */
export function covering(before: Touched | undefined, edit: Touched): Touched {
  if (!before) return edit;
  const grown = before.newEnd - before.oldEnd;
  const oldEnd = Math.max(before.oldEnd, edit.oldEnd - grown);
  const newEnd = Math.max(before.newEnd, edit.oldEnd) + edit.newEnd - edit.oldEnd;
  return { start: Math.min(before.start, edit.start), oldEnd, newEnd };
}

/**
 * Widens an edit to whole lines and whole top-level statements, and to all that is parsed in another way since.
 * `old` is the tree from before, told of the edits; `text` is what `next` was parsed from.
 */
export function widened(edit: Touched, old: Tree, next: Tree, text: string): Touched {
  let start = edit.start;
  let end = edit.newEnd;
  // Sound statements are parsed each for itself; recovery from an error may reach further.
  if (old.rootNode.hasError || next.rootNode.hasError) {
    for (const range of old.getChangedRanges(next)) {
      start = Math.min(start, range.startIndex);
      end = Math.max(end, Math.min(range.endIndex, text.length));
    }
  }
  start = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  end = lineEnd === -1 ? text.length : lineEnd + 1;
  for (let before = -1; before !== end - start;) {
    before = end - start;
    for (const { rootNode } of [old, next]) {
      const first = rootNode.firstChildForIndex(start);
      if (first) start = Math.min(start, first.startIndex);
      const last = end > 0 ? rootNode.firstChildForIndex(end - 1) : null;
      if (last && last.startIndex < end) end = Math.max(end, Math.min(last.endIndex, text.length));
    }
  }
  return { start, oldEnd: end - (edit.newEnd - edit.oldEnd), newEnd: end };
}

/** The finding where it stands after an edit that did not touch it; undefined when a part of it was touched. */
export function moved(finding: Finding, touched: Touched): Finding | undefined {
  const by = touched.newEnd - touched.oldEnd;
  const move = <T extends Span>(one: T): readonly T[] => {
    if (one.end <= touched.start) return [one];
    return one.start >= touched.oldEnd ? [{ ...one, start: one.start + by, end: one.end + by }] : [];
  };
  const { ruleId, level, data } = finding;
  const [span] = move<Span>({ start: finding.start, end: finding.end });
  const related = finding.related.flatMap((one) => (one.file === undefined ? move(one) : [one]));
  const fixes = finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.flatMap(move) }));
  const whole =
    related.length === finding.related.length &&
    fixes.every(({ edits }, index) => edits.length === finding.fixes[index]?.edits.length);
  return span && whole ? { ruleId, level, ...span, data, related, fixes, silences: [] } : undefined;
}
