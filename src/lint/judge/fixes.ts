import type { AddressFact, Fact } from "../contract/facts.ts";
import type { Edit, Finding, Fix, Span } from "../contract/finding.ts";
import type { Pattern, Rule } from "../contract/rule.ts";
import { isAbsolute } from "../values/address.ts";

type Endpoint = Pattern & { kind: "endpoint" };

/**
 * Adds the one migration that touches no read and no unit: the address of a request whose answer is provably not read.
 * Everything else would change what the code around it computes, and is only explained.
 */
export function withFixes(
  findings: readonly Finding[],
  facts: readonly Fact[],
  rules: readonly Rule[],
  text: string,
): readonly Finding[] {
  const addresses = facts.filter((fact) => fact.kind === "address");
  return findings.map((finding) => {
    const pattern = rules.find(({ id }) => id === finding.ruleId)?.pattern;
    const fix = pattern?.kind === "endpoint" ? endpointFix(finding, pattern, addresses, text) : undefined;
    return fix ? { ...finding, fixes: [fix] } : finding;
  });
}

function endpointFix(
  finding: Finding,
  pattern: Endpoint,
  addresses: readonly AddressFact[],
  text: string,
): Fix | undefined {
  const [path] = pattern.successors;
  const uses = addresses.filter(({ parts }) =>
    parts.some((part) => part.kind === "written" && part.file === undefined && meets(part.span, finding)),
  );
  if (path === undefined || finding.data.shared || uses.length === 0) return undefined;
  if (!uses.every((use) => isUnread(use, finding))) return undefined;
  const written = text.slice(finding.start, finding.end);
  const slash = written.includes("\\/") ? "\\/" : "/";
  if (written.replaceAll("\\/", "/") !== pattern.path) return undefined;
  const migrated = { start: finding.start, end: finding.end, text: path.replaceAll("/", slash) };
  return { code: "to-billing", edits: [...hostEdit(finding, pattern, text), migrated] };
}

/** The address stands in one stretch, from its host to its path, and nothing reads its answer. */
function isUnread({ parts, unread }: AddressFact, finding: Span): boolean {
  if (unread !== true || !isAbsolute(parts)) return false;
  let end: number | undefined;
  for (const part of parts) {
    const follows = part.kind === "written" && (end === undefined || part.span.start === end);
    if (!follows || part.file !== undefined) return false;
    end = part.span.end;
    if (end >= finding.end) return true;
  }
  return false;
}

/** The older host answers v1 only. */
function hostEdit(finding: Finding, pattern: Endpoint, text: string): readonly Edit[] {
  const older = `billing.${pattern.host}`;
  const start = finding.start - older.length;
  const isOlder = start >= 0 && text.slice(start, finding.start).toLowerCase() === older;
  return isOlder ? [{ start, end: finding.start, text: pattern.newHost }] : [];
}

function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
