import type { Address, AddressFact, Fact, Part, Written } from "../../lint/contract/facts.ts";
import type { Span } from "../../lint/contract/finding.ts";
import { append, hole, isAbsolute, masked, slice, trimEnd } from "../../lint/values/address.ts";
import { writtenParts, type Source } from "./source.ts";

export function holdsNeedle(text: string, needles: readonly string[]): boolean {
  const low = text.toLowerCase();
  return needles.some((needle) => low.includes(needle.toLowerCase()));
}

/** An address found inside longer text. */
export interface Mention {
  readonly parts: Address;
  /** The unit before and after it, empty at the ends. */
  readonly before: string;
  readonly after: string;
  /** It is all the text there is. */
  readonly whole: boolean;
}

const words = /[^\s"'`<>|,;()[\]{}\\^*]+/g;
const scheme = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\//i;

/** Addresses in a row of parts that hold a needle with a slash in it, cut out of the words around them. */
export function mentionsIn(parts: Address, needles: readonly string[]): readonly Mention[] {
  const text = masked(parts);
  const paths = needles.filter((needle) => needle.includes("/"));
  if (!holdsNeedle(text, paths)) return [];
  const found: Mention[] = [];
  for (const match of text.matchAll(words)) {
    if (!holdsNeedle(match[0], paths)) continue;
    let start = match.index;
    const end = start + match[0].replace(/(?<![.:!])[.:!]+$/, "").length;
    const named = scheme.exec(match[0]);
    if (named && named.index > 0 && !match[0].slice(0, named.index).includes(hole)) start += named.index;
    else if (!named) start += /^(?:[-\w]+=|@)?/.exec(match[0])?.[0].length ?? 0;
    found.push({
      parts: slice(parts, start, end),
      before: text.slice(start - 1, start),
      after: text.slice(end, end + 1),
      whole: start === 0 && end === text.length,
    });
  }
  return found;
}

const identifier = /[A-Za-z_][\w]*/g;
const headerName = /(?<![A-Za-z0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+/g;

/** Whatever holds a needle in `source`, as prose: comments, documentation, messages. */
export function proseFacts(source: Source, needles: readonly string[]): readonly Fact[] {
  if (!holdsNeedle(source.text, needles)) return [];
  const facts: Fact[] = [];
  for (const { parts } of mentionsIn(writtenParts(source, 0, source.text.length), needles)) {
    facts.push({ kind: "address", parts, role: "prose" });
  }
  for (const match of source.text.matchAll(identifier)) {
    if (!needles.includes(match[0])) continue;
    const span = source.span(match.index, match.index + match[0].length);
    if (span) {
      const found = { name: match[0], span, path: [], origins: [], names: [] };
      facts.push({ kind: "field", ...found, from: "unknown", role: "prose" });
    }
  }
  return [...facts, ...headerFacts(source, needles, "prose")];
}

/** Header names in `source` that hold a needle, whole. */
export function headerFacts(
  source: Source,
  needles: readonly string[],
  role: "read" | "prose" | "definition",
  origins: readonly Address[] = [],
): readonly Fact[] {
  const names = needles.filter((needle) => needle.includes("-"));
  if (!holdsNeedle(source.text, names)) return [];
  const facts: Fact[] = [];
  for (const match of source.text.matchAll(headerName)) {
    if (!holdsNeedle(match[0], names)) continue;
    // `\bx-name` in a pattern: the b is not of the name.
    const skip = source.text[match.index - 1] === "\\" ? 1 : 0;
    const span = source.span(match.index + skip, match.index + match[0].length);
    if (span) facts.push({ kind: "header", name: match[0].slice(skip), span, role, origins });
  }
  return facts;
}

/**
 * Facts without repetitions, and without an address that is a mere part of a longer one: a path in a constant is
 * told once, joined with the base it is used with.
 */
export function distinct(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>();
  const unique = facts.filter((fact) => {
    const key = JSON.stringify(fact);
    return !seen.has(key) && seen.add(key).size > 0;
  });
  const joined = new Set<string>();
  for (const fact of unique) {
    if (fact.kind !== "address" || fact.role !== "use") continue;
    const written = fact.parts.filter(isWritten);
    if (fact.parts.length > 1) for (const part of written) joined.add(keyOf(part.span));
  }
  return unique.filter((fact) => {
    const only = fact.kind === "address" && fact.parts.length === 1 ? fact.parts[0] : undefined;
    return only?.kind !== "written" || isAbsolute([only]) || !joined.has(keyOf(only.span));
  });
}

/** `path` below `base`; a slash that `path` brings along stays its own. */
export function under(base: Address, path: Address): Address {
  if (isAbsolute(path) || !masked(path).startsWith("/")) return append(base, path);
  return [...trimEnd(base), ...path];
}

export function useOf(parts: Address, receiver?: string): AddressFact {
  return receiver === undefined
    ? { kind: "address", parts, role: "use" }
    : { kind: "address", parts, role: "use", receiver };
}

export function isWritten(part: Part): part is Written {
  return part.kind === "written";
}

function keyOf({ start, end }: Span): string {
  return `${String(start)}-${String(end)}`;
}
