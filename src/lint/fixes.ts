import type { Fact, FieldFact, ReadSite } from "./facts.ts";
import type { Edit, Finding, Fix, FixCode, Span } from "./finding.ts";
import type { ProgramSyntax, ReadShape } from "./program.ts";
import type { Pattern, Rule } from "./rule.ts";

type Words = ProgramSyntax["words"];

interface Fields {
  /** Fields right in a body, or an answer, whose address is known. */
  readonly answered: readonly FieldFact[];
  /** The first read at each place. */
  readonly reads: ReadonlyMap<number, FieldFact>;
}

/** Credits of one USD: https://docs.aimlapi.com/api-references/service-endpoints/account-balance */
const creditsPerUsd = "2_000_000";

/**
 * Adds migrations. An address is edited where its version stands in the reported text, together with every read of
 * its answer; a text that other origins reach is never edited. Without `words` the text is no program: nobody reads.
 */
export function withFixes(
  findings: readonly Finding[],
  facts: readonly Fact[],
  rules: readonly Rule[],
  text: string,
  words: Words | undefined,
): readonly Finding[] {
  const all = facts.filter((fact) => fact.kind === "field");
  const fields: Fields = {
    answered: all.filter(({ path, from }) => path.length === 0 && from !== "unknown"),
    reads: new Map(
      all
        .filter(({ role }) => role === "read")
        .map((one) => [one.span.start, one] as const)
        .reverse(),
    ),
  };
  return findings.map((finding) => {
    const pattern = rules.find(({ id }) => id === finding.ruleId)?.pattern;
    const fixes = pattern && !finding.data.shared ? fixesFor(finding, pattern, fields, text, words) : [];
    return fixes.length > 0 ? { ...finding, fixes } : finding;
  });
}

function fixesFor(
  finding: Finding,
  pattern: Pattern,
  fields: Fields,
  text: string,
  words: Words | undefined,
): readonly Fix[] {
  switch (pattern.kind) {
    case "endpoint":
      return endpointFixes(finding, pattern, fields, text, words);
    case "field":
      return fieldFixes(finding, pattern, fields, text, words);
    case "header":
      return [
        {
          code: "to-usd-header",
          safe: false,
          edits: [{ start: finding.start, end: finding.end, text: pattern.successor }],
        },
      ];
    case "response-field":
      // Moves with its endpoint.
      return [];
  }
}

const targets: readonly (readonly [FixCode, Readonly<Record<string, string>>])[] = [
  ["to-billing", { balance: "current_balance" }],
  [
    "to-billing-detail",
    {
      balance: "current_balance",
      lowBalanceThreshold: "autotopup_settings.threshold",
      autoDebitStatus: "autotopup_settings.is_enabled",
    },
  ],
];

function endpointFixes(
  finding: Finding,
  pattern: Pattern & { kind: "endpoint" },
  fields: Fields,
  text: string,
  words: Words | undefined,
): readonly Fix[] {
  const written = text.slice(finding.start, finding.end);
  const slash = written.includes("\\/") ? "\\/" : "/";
  if (/["'`,+]/.test(written)) return [];
  const version = /^\/v\d+/.exec(pattern.path)?.[0] ?? "";
  const versioned = written.includes(version.slice(1));
  const base = versioned ? undefined : baseEdit(finding, version, text, words);
  if (!versioned && !base) return [];
  const reads = readsOf(finding, fields);
  const host = hostEdit(finding, pattern, text);
  return targets.flatMap(([code, successors], index) => {
    const path = pattern.successors[index];
    if (path === undefined) return [];
    const edits: Edit[] = [];
    for (const read of reads) {
      const successor = successors[read.name];
      const edit = successor === undefined ? undefined : readEdit(read, successor, text, words);
      if (!edit) return [];
      edits.push(edit);
    }
    const lead = written.startsWith(slash) ? path : path.slice(1);
    edits.push({ start: finding.start, end: finding.end, text: lead.replaceAll("/", slash) }, ...host);
    if (base) edits.push(base);
    return [
      {
        code,
        safe: words === undefined && code === "to-billing",
        edits: edits.sort((a, b) => a.start - b.start),
      },
    ];
  });
}

/**
 * Where the version stands at the end of the base, other calls share the base: it is taken off at this call alone.
 * Undefined when the base is no plain expression right in front of the path, or nobody knows how it ends.
 */
function baseEdit(
  finding: Finding,
  version: string,
  text: string,
  words: Words | undefined,
): Edit | undefined {
  const known = finding.related.some(
    ({ start, end, file }) =>
      file === undefined && text.slice(start, end).replace(/\/$/, "").endsWith(version),
  );
  const before = text.slice(Math.max(0, finding.start - 200), finding.start);
  const match = known && words ? words.joinedBefore.exec(before) : null;
  const expression = match?.[1] ?? match?.[2];
  if (!match || expression === undefined || !words) return undefined;
  const start = finding.start - before.length + match.index + match[0].indexOf(expression);
  const quote = text[finding.end] === '"' && match[1] !== undefined ? "'" : '"';
  return { start, end: start + expression.length, text: words.withoutVersion(expression, version, quote) };
}

/** Reads of the answer whose address holds the reported text, each once. */
function readsOf(finding: Finding, fields: Fields): readonly FieldFact[] {
  const found = new Map<number, FieldFact>();
  for (const field of fields.answered) {
    const own = field.origins.some((origin) =>
      origin.some(
        (part) =>
          part.kind === "written" &&
          part.file === undefined &&
          part.span.start < finding.end &&
          finding.start < part.span.end,
      ),
    );
    if (own && !(field.from === "answer" && field.name === "status")) found.set(field.span.start, field);
  }
  return [...found.values()];
}

/** The older host answers v1 only. */
function hostEdit(finding: Finding, pattern: Pattern & { kind: "endpoint" }, text: string): readonly Edit[] {
  const older = `billing.${pattern.host}`;
  const before = text.slice(Math.max(0, finding.start - older.length), finding.start);
  if (before.toLowerCase() === older) {
    return [{ start: finding.start - older.length, end: finding.start, text: pattern.newHost }];
  }
  return finding.related.flatMap((place) => {
    const at =
      place.file === undefined ? text.slice(place.start, place.end).toLowerCase().indexOf(older) : -1;
    const start = place.start + at;
    return at === -1 ? [] : [{ start, end: start + older.length, text: pattern.newHost }];
  });
}

/** The read under its new name, in the unit that the code around it counts in. */
function readEdit(
  read: FieldFact,
  successor: string,
  text: string,
  words: Words | undefined,
): Edit | undefined {
  if (read.role === "declared") {
    return successor.includes(".") ? undefined : { ...read.span, text: successor };
  }
  const { site } = read;
  if (!site || !words) return undefined;
  const isAmount = read.name === "balance" || read.name === "lowBalanceThreshold";
  if (site.shape === "pattern") {
    const renamed = words.renamed(successor, read.name, "USD, was credits");
    return successor.includes(".") ? undefined : { ...site.whole, text: renamed };
  }
  const { shape } = site;
  const object = slice(text, site.object);
  const now = successor.split(".").reduce((sofar, name) => step(sofar, name, shape), object);
  if (!isAmount) return { ...site.whole, text: now };
  return site.division
    ? { ...site.division, text: now }
    : { ...site.whole, text: `(${now} * ${creditsPerUsd})` };
}

/** A read that must be there, written as the old one was. */
function step(object: string, name: string, shape: ReadShape): string {
  if (shape === "index") return `${object}["${name}"]`;
  return shape === "get" ? `${object}.get("${name}")` : `${object}.${name}`;
}

/** `usd_spent`, and where an answer lacks it what the credits are worth. */
function fieldFixes(
  finding: Finding,
  pattern: Pattern & { kind: "field" },
  fields: Fields,
  text: string,
  words: Words | undefined,
): readonly Fix[] {
  const fact = fields.reads.get(finding.start);
  const site = fact?.site;
  if (!site || !words || site.shape === "pattern") return [];
  const object = slice(text, site.object);
  const old = slice(text, site.whole);
  const soft = site.shape === "get" || old.includes("?.") ? `(${words.orElse(old, "0")})` : old;
  const otherwise = `${soft} / ${creditsPerUsd}`;
  const read = optional(words.read(object, pattern.successor, site.shape), object, site, old);
  const edit = { ...(site.division ?? site.whole), text: `(${words.orElse(read, otherwise)})` };
  return [{ code: "to-usd-spent-or-credits", safe: false, edits: [edit] }];
}

/** Keeps the `?.` of the old read. */
function optional(read: string, object: string, site: ReadSite, old: string): string {
  const joint = old.slice(object.length, object.length + 2);
  if (site.shape === "member" && joint === "?." && read.startsWith(`${object}.`)) {
    return `${object}?.${read.slice(object.length + 1)}`;
  }
  return read;
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
