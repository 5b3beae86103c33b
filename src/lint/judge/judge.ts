import type { Address, AddressFact, Fact, FieldFact, HeaderFact } from "../contract/facts.ts";
import type { Finding, Level, Related, Span } from "../contract/finding.ts";
import type { Pattern, Rule } from "../contract/rule.ts";
import { hole, masked, split, unknownNames } from "../values/address.ts";
import { judgeAddress, type Verdict } from "./match-endpoint.ts";
import { isVendorHost, namesVendor } from "./vendor-mentions.ts";

/** What the judge may ask about the file. */
export interface Surroundings {
  /** Vendor named in code, not only in prose. */
  readonly evidence: () => boolean;
}

/** Turns facts into findings; each span is reported once per rule, at its best level. */
export function judge(
  facts: readonly Fact[],
  rules: readonly Rule[],
  around: Surroundings,
): readonly Finding[] {
  return rules
    .flatMap((rule) => [...judgeRule(rule, facts, around)])
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function judgeRule(rule: Rule, facts: readonly Fact[], around: Surroundings): readonly Finding[] {
  const { pattern } = rule;
  switch (pattern.kind) {
    case "endpoint":
      return endpoints(
        rule,
        pattern,
        facts.filter((fact) => fact.kind === "address"),
        around,
      );
    case "field":
      return best(
        facts.flatMap((fact) => (fact.kind === "field" ? answerField(rule, pattern, fact, around) : [])),
      );
    case "response-field":
      return best(facts.flatMap((fact) => (fact.kind === "field" ? responseField(rule, pattern, fact) : [])));
    case "header":
      return best(facts.flatMap((fact) => (fact.kind === "header" ? header(rule, pattern, fact) : [])));
  }
}

interface Group {
  readonly span: Span;
  readonly verdicts: { readonly verdict: Verdict; readonly role: AddressFact["role"] }[];
}

function endpoints(
  rule: Rule,
  pattern: Pattern & { kind: "endpoint" },
  facts: readonly AddressFact[],
  around: Surroundings,
): readonly Finding[] {
  const groups = new Map<string, Group>();
  for (const fact of facts) {
    const verdict = judgeAddress(fact.parts, pattern.host, pattern.path, fact.receiver ?? "");
    if (!verdict.span || verdict.file !== undefined) continue;
    const key = `${verdict.span.start}-${verdict.span.end}`;
    const group = groups.get(key) ?? { span: verdict.span, verdicts: [] };
    group.verdicts.push({ verdict, role: fact.role });
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ span, verdicts }) => {
    const having = (kind: Verdict["kind"]) =>
      verdicts.filter(({ verdict, role }) => verdict.kind === kind && role !== "prose");
    const vendor = having("vendor");
    let level: Level | undefined;
    if (vendor.length > 0) level = "certain";
    else if (having("other").length > 0) return [];
    else if (having("named").some(({ role }) => role === "use")) level = "likely";
    else if (verdicts.some(({ verdict, role }) => role === "prose" && verdict.kind === "vendor"))
      level = "possible";
    else if (having("open").some(({ role }) => role === "use") && around.evidence()) level = "possible";
    if (!level) return [];
    const shared =
      level === "certain" &&
      (having("other").length > 0 || having("open").some(({ verdict }) => verdict.holes));
    const related: Related[] = [];
    for (const { verdict } of vendor.length > 0 ? vendor : having("named")) {
      for (const one of verdict.related) {
        if (!related.some(({ start, file }) => start === one.start && file === one.file)) related.push(one);
      }
    }
    return [finding(rule, span, level, pattern.path, pattern.successors, shared, related)];
  });
}

type FieldPattern = Pattern & { kind: "field" };

function answerField(
  rule: Rule,
  pattern: FieldPattern,
  fact: FieldFact,
  around: Surroundings,
): readonly Finding[] {
  if (fact.name !== pattern.name) return [];
  const level = fieldLevel(pattern, fact, around);
  return level ? [finding(rule, fact.span, level, pattern.name, [pattern.successor], false, [])] : [];
}

function fieldLevel(pattern: FieldPattern, fact: FieldFact, around: Surroundings): Level | undefined {
  if (fact.role === "prose") return around.evidence() ? "possible" : undefined;
  const origins = fact.origins.map((origin) => originOf(origin, pattern.host));
  if (origins.includes("vendor")) return "certain";
  if (origins.includes("other")) return undefined;
  if (origins.includes("named")) return "likely";
  const steps = fact.path
    .map((step) => step.replace(/^\$|\?$/g, ""))
    .filter((step) => step !== "[]" && step !== "…");
  const within = pattern.within.every((step, index) => steps.at(index - pattern.within.length) === step);
  const named = fact.names.some(namesVendor) || fact.path.some(namesVendor);
  if (within && (named || around.evidence())) return "certain";
  if (fact.role === "declared" && fact.names.some((name) => stored.test(name))) return "possible";
  if (named)
    return fact.role === "declared" || steps.at(-1) === pattern.within.at(-1) ? "likely" : "possible";
  return around.evidence() ? "possible" : undefined;
}

/** Types of one's own records. */
const stored = /(?:Row|Record|Entity|Table|Log|Entry|Insert|Doc|Document|Column)s?$/;

/** Whose address an answer came from. */
function originOf(address: Address, domain: string): "vendor" | "other" | "named" | "open" {
  const { host } = split(masked(address));
  if (host !== undefined && !host.includes(hole)) return isVendorHost(host, domain) ? "vendor" : "other";
  return unknownNames(address).some(namesVendor) ? "named" : "open";
}

function responseField(
  rule: Rule,
  pattern: Pattern & { kind: "response-field" },
  fact: FieldFact,
): readonly Finding[] {
  const field = pattern.fields.find(({ name }) => name === fact.name);
  if (!field || fact.role === "prose" || fact.from === "unknown" || fact.path.length > 0) return [];
  if (fact.from === "answer" && fact.name === "status") return [];
  const kinds = fact.origins.map(
    (origin) => judgeAddress(origin, pattern.host, pattern.path, fact.names.join(".")).kind,
  );
  const sure: Level = fact.from === "body" ? "certain" : "likely";
  const level = kinds.includes("vendor")
    ? sure
    : kinds.includes("named") && !kinds.includes("other")
      ? "likely"
      : undefined;
  if (!level) return [];
  return [
    finding(
      rule,
      fact.span,
      level,
      field.name,
      field.successor === undefined ? [] : [field.successor],
      false,
      [],
    ),
  ];
}

function header(rule: Rule, pattern: Pattern & { kind: "header" }, fact: HeaderFact): readonly Finding[] {
  if (fact.name.toLowerCase() !== pattern.name || fact.role === "definition") return [];
  const level: Level = fact.role === "prose" ? "possible" : "certain";
  return [finding(rule, fact.span, level, pattern.name, [pattern.successor], false, [])];
}

function finding(
  rule: Rule,
  span: Span,
  level: Level,
  subject: string,
  successors: readonly string[],
  shared: boolean,
  related: readonly Related[],
): Finding {
  const { start, end } = span;
  return {
    ruleId: rule.id,
    level,
    start,
    end,
    data: { subject, successors, shared },
    related,
    fixes: [],
    silences: [],
  };
}

const order: Readonly<Record<Level, number>> = { certain: 0, likely: 1, possible: 2 };

function best(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const one of findings) {
    const key = `${one.start}-${one.end}`;
    const before = kept.get(key);
    if (!before || order[one.level] < order[before.level]) kept.set(key, one);
  }
  return [...kept.values()];
}
