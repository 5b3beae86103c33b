import type { Analysis, Source } from "./analysis.ts";
import type { Finding, Limit } from "./contract/finding.ts";
import { isLarge } from "./detect/reachable-statements.ts";
import { mayComment } from "./judge/suppression.ts";
import { moved, type Touched } from "./syntax/edited-range.ts";
import type { Language } from "./syntax/language.ts";
import type { Change, SyntaxTree } from "./syntax/parser.ts";
import type { Prefilter } from "./syntax/prefilter.ts";
import { createSearches, type Searches } from "./syntax/search-index.ts";

/** One document that is being edited; keeps its tree between analyses. */
export interface Session {
  /** Undefined when the text changed, or the session was disposed, while it was looked at. */
  readonly analyze: () => Promise<Analysis | undefined>;
  /** Records edits, in the order given, each relative to the text after the one before. Nothing is parsed here. */
  readonly change: (changes: readonly Change[]) => void;
  readonly text: () => string;
  /** Deletes the tree. */
  readonly dispose: () => void;
}

/** What an analysis found, and a question whether the files around are still as it saw them. */
export interface Looked extends Analysis {
  /** Absent when the findings hold for this text alone. */
  readonly stillHolds?: () => Promise<boolean>;
  /** A comment in the text may switch findings off. */
  readonly isSwitched?: boolean;
}

export interface SessionOptions {
  readonly source: Source;
  readonly language: Language | undefined;
  /** Longest time for one parse, in milliseconds. */
  readonly millis: number;
  readonly mayMatch: Prefilter;
  /** Whether touched lines can hold a part of what a rule looks for. */
  readonly mayMatchLine: Prefilter;
  readonly parse: (
    source: Source,
    language: Language,
  ) => Promise<{ readonly tree?: SyntaxTree; readonly limits: readonly Limit[] }>;
  /** Adds what follows from the whole text and the place of a finding; never kept from one text to the next. */
  readonly complete: (
    findings: readonly Finding[],
    text: string,
    tree: SyntaxTree | undefined,
  ) => readonly Finding[];
  readonly look: (
    source: Source,
    language: Language,
    tree: SyntaxTree | undefined,
    searches: Searches,
  ) => Promise<Looked>;
}

const nothing: Analysis = { findings: [], limits: [] };

export function createSession(options: SessionOptions): Session {
  const { source, language, millis } = options;
  let searches = createSearches();
  let { text } = source;
  let tree: SyntaxTree | undefined;
  let pending: Change[] = [];
  /** The last result, while no edit touched anything that it was made of. */
  let last: Looked | undefined;
  /** Whether the part of the text that was edited last has all that the prefilter asks for. */
  let isKnownToMatch = false;
  let version = 0;
  let disposed = false;

  const isStale = (started: number): boolean => disposed || started !== version;

  const drop = (): void => {
    tree?.delete();
    tree = undefined;
    last = undefined;
    pending = [];
  };

  /** Brings an earlier tree up to the text; false when the time for it ran out. */
  const reparse = (): boolean => {
    isKnownToMatch = false;
    const changes = pending;
    pending = [];
    if (!tree || changes.length === 0) return true;
    const old = tree;
    const next = old.reparse(changes, text, millis);
    tree = next?.tree;
    old.delete();
    if (!next) last = undefined;
    else last = afterEdit(next.touched, old.text, next.tree);
    return next !== undefined;
  };

  const afterEdit = (touched: Touched, before: string, now: SyntaxTree): Looked | undefined => {
    const isUnseen = searches.follow(touched, text, now.root);
    const cut = before.slice(touched.start, touched.oldEnd);
    const put = text.slice(touched.start, touched.newEnd);
    isKnownToMatch = options.mayMatch(put);
    if (!last || !language || !isUnseen) return undefined;
    if (options.mayMatchLine(cut) || options.mayMatchLine(put)) return undefined;
    if (isLarge(before) !== isLarge(text)) return undefined;
    if (last.isSwitched === true && (mayComment(cut, language) || mayComment(put, language)))
      return undefined;
    const findings = last.findings.map((finding) => moved(finding, touched));
    const whole = findings.filter((finding): finding is Finding => finding !== undefined);
    return whole.length === findings.length ? { ...last, findings: whole } : undefined;
  };

  const analyze = async (): Promise<Analysis | undefined> => {
    const started = version;
    if (disposed) return undefined;
    if (!language) return nothing;
    const isParsed = reparse();
    if (last?.stillHolds) {
      const kept = last;
      const holds = await last.stillHolds();
      if (isStale(started)) return undefined;
      if (holds) return { findings: options.complete(kept.findings, text, tree), limits: kept.limits };
      last = undefined;
    }
    if (!isKnownToMatch && !options.mayMatch(text)) {
      drop();
      return nothing;
    }
    const limits: Limit[] = isParsed ? [] : [{ code: "parse-time", detail: `${millis} ms` }];
    if (!tree && isParsed) {
      const fresh = await options.parse({ ...source, text }, language);
      if (isStale(started)) {
        fresh.tree?.delete();
        return undefined;
      }
      tree = fresh.tree;
      searches = createSearches();
      limits.push(...fresh.limits);
    }
    // The tree may be replaced or deleted while imports are read: work on a tree of our own.
    const mine = tree?.copy();
    try {
      const result = await options.look({ ...source, text }, language, mine, searches);
      if (isStale(started)) return undefined;
      last = limits.length === 0 ? result : undefined;
      return {
        findings: options.complete(result.findings, text, mine),
        limits: [...limits, ...result.limits],
      };
    } finally {
      mine?.delete();
    }
  };

  return {
    analyze,
    change: (changes) => {
      version++;
      for (const { start, oldEnd, text: inserted } of changes)
        text = text.slice(0, start) + inserted + text.slice(oldEnd);
      if (tree) pending.push(...changes);
    },
    text: () => text,
    dispose: () => {
      disposed = true;
      drop();
    },
  };
}
