import type { Edit, Finding, Span } from "./contract/finding.ts";
import type { Region } from "./syntax/language.ts";

const NEEDS_ESCAPE = /["'\\\r\n]/;

/** A finding of a region in offsets of the file around it; undefined when it touches text the file does not hold. */
export function toHost(finding: Finding, region: Region): Finding | undefined {
  const map = <T extends Span>(one: T): T | undefined => {
    const span = region.toHost(one);
    return span && { ...one, start: span.start, end: span.end };
  };
  const write = (edit: Edit): Edit | undefined =>
    region.isQuoted && NEEDS_ESCAPE.test(edit.text) ? undefined : map(edit);
  const span = map(finding);
  if (!span) return undefined;
  const related = finding.related.flatMap((one) => (one.file === undefined ? (map(one) ?? []) : one));
  const fixes = finding.fixes.flatMap((fix) => {
    const edits = fix.edits.map(write);
    return edits.some((edit) => edit === undefined)
      ? []
      : { ...fix, edits: edits.filter((edit) => edit !== undefined) };
  });
  const silences = finding.silences.flatMap((silence) => {
    const edit = write(silence.edit);
    return edit ? { ...silence, edit } : [];
  });
  return { ...span, related, fixes, silences };
}

/** A text may be told twice, by the file and by a region that borrows from it: it is found once. */
export function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ ruleId, start, end }) => {
    const key = `${ruleId} ${start}-${end}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}
