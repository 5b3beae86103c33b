import type { Analysis, Source } from "./analysis.ts";
import type { Fact } from "./contract/facts.ts";
import type { FilePort } from "./contract/file-port.ts";
import type { Finding, Limit } from "./contract/finding.ts";
import type { Rule } from "./contract/rule.ts";
import { createLineStarts, isWithin } from "./contract/spans.ts";
import { createWork, type Work } from "./contract/work.ts";
import { programFacts } from "./detect/program-facts.ts";
import { once, toHost } from "./embedded-regions.ts";
import { createResolver } from "./evaluate/create-evaluator.ts";
import { createNeighbours, type LoadUnit, type Neighbours } from "./evaluate/module-graph.ts";
import { withFixes } from "./judge/fixes.ts";
import { judge } from "./judge/judge.ts";
import { silencesOf } from "./judge/suppression-edits.ts";
import { directiveStart, unsuppressed } from "./judge/suppression.ts";
import { mentionsVendor, vendorSearch } from "./judge/vendor-mentions.ts";
import { byEnding } from "./languages-by-file.ts";
import { createSession, type Looked, type Session } from "./session.ts";
import type { Language, Region } from "./syntax/language.ts";
import { createSyntax, type GrammarPort, type SyntaxNode, type SyntaxTree } from "./syntax/parser.ts";
import { createAnswerFilter, createLineFilter, createPrefilter } from "./syntax/prefilter.ts";
import type { ProgramSyntax } from "./syntax/program-syntax.ts";
import type { Searches } from "./syntax/search-index.ts";
import { createUnit } from "./syntax/source-unit.ts";

export interface EngineOptions {
  readonly languages: readonly Language[];
  readonly rules: readonly Rule[];
  readonly grammars: GrammarPort;
  /** Without it, imports stay unknown. */
  readonly files?: FilePort;
  /** Longest time for one parse, in milliseconds. */
  readonly parseMillis?: number;
  /** Longest time for the work on one file, in milliseconds. */
  readonly workMillis?: number;
}

export interface Engine {
  readonly analyze: (source: Source) => Promise<Analysis>;
  readonly open: (source: Source) => Session;
  /** Whether a text has anything to look at. */
  readonly mayMatch: (text: string) => boolean;
  readonly languageOf: (file: string, languageId?: string) => Language | undefined;
  /** Trees alive on the wasm heap, for leak tests. */
  readonly trees: () => number;
  /** Texts that were looked at rather than known from before their last edit, for tests of what is kept. */
  readonly looks: () => number;
}

const nothing: Analysis = { findings: [], limits: [] };
const budget = 60_000;
const deepestRegion = 3;
/** Text of regions that counts as one piece of work; a text may be lent to many regions. */
const regionShare = 16;

/** How deep a text stands in another, and what is left of the work allowed for the outermost. */
interface Within {
  readonly depth: number;
  readonly work: Work;
}

export function createEngine(options: EngineOptions): Engine {
  const { languages, rules, files } = options;
  const { parseMillis: millis = 2_000, workMillis = 1_500 } = options;
  const mayMatch = createPrefilter(rules);
  const mayMatchLine = createLineFilter(rules);
  const syntax = createSyntax(options.grammars);
  const needles = [...new Set(rules.flatMap((rule) => rule.needles.flat()))];
  const host = rules[0]?.pattern.host ?? "";
  const tellsAnswer = createAnswerFilter(rules);
  let looks = 0;

  const languageOf = (file: string, languageId?: string): Language | undefined => {
    const alias = languageId?.toLowerCase();
    const byId =
      alias === undefined
        ? undefined
        : languages.find(({ id, aliases }) => id === alias || aliases.includes(alias));
    return byId ?? byEnding(languages, file);
  };

  const withTree = async (
    source: Source,
    language: Language,
  ): Promise<{ tree?: SyntaxTree; limits: Limit[] }> => {
    if (!language.grammar) return { limits: [] };
    try {
      const tree = await syntax.parse(language.grammar, source.text, millis);
      return tree ? { tree, limits: [] } : { limits: [{ code: "parse-time", detail: `${millis} ms` }] };
    } catch (error) {
      return {
        limits: [{ code: "grammar", detail: error instanceof Error ? error.message : String(error) }],
      };
    }
  };

  /** Code nested too deeply for the stack is passed over, visibly. */
  const look: typeof lookFully = async (...all) => {
    try {
      return await lookFully(...all);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { findings: [], limits: [{ code: "work", detail: "nesting" }] };
    }
  };

  /** Facts and findings of one text, with the regions inside it. `tree` stays the caller's. */
  const lookFully = async (
    source: Source,
    language: Language,
    tree: SyntaxTree | undefined,
    { depth, work }: Within,
    searches?: Searches,
  ): Promise<Looked> => {
    looks++;
    const { text } = source;
    const { reader } = language;
    if (reader.kind === "program") {
      if (!tree) return nothing;
      const { facts, exhausted, around } = await factsOf(source, tree.root, reader.syntax, searches);
      const isCode = (at: number, root: SyntaxNode): boolean =>
        reader.syntax.role(root.descendantForIndex(at) ?? root).kind !== "prose";
      const evidence = (): boolean => around.main.find(vendorSearch(host, isCode)).length > 0;
      const isSwitched = around.main.matches(directiveStart).length > 0;
      const findings = finish(text, language, facts, evidence, isSwitched);
      if (around.main.isCut()) return { findings, limits: [{ code: "work", detail: "nesting" }] };
      if (exhausted) return { findings, limits: [{ code: "work", detail: `${workMillis} ms` }] };
      around.main.settle();
      return { findings, limits: [], stillHolds: around.areUnchanged, isSwitched };
    }
    const plain = reader.read({
      text,
      fileName: source.file.slice(source.file.lastIndexOf("/") + 1),
      needles,
      work,
      ...(tree ? { root: tree.root } : {}),
    });
    const prose = language.prose?.(text) ?? [];
    const isCode = (at: number): boolean => !isWithin(prose, at);
    const evidence = (): boolean => mentionsVendor(text, host, isCode);
    const found: Finding[] = [
      ...withSilences(finish(text, language, plain.facts, evidence), text, language, tree),
    ];
    const limits: Limit[] = [];
    if (depth < deepestRegion) {
      for (const region of plain.regions) {
        if (!work.take(region.text.length / regionShare)) break;
        const inner = await lookInside(source, region, { depth: depth + 1, work });
        found.push(...inner.findings.flatMap((one) => toHost(one, region) ?? []));
        limits.push(...inner.limits);
      }
    }
    if (depth === 0 && work.isCut()) limits.push({ code: "work", detail: "expansions" });
    const kept = once(unsuppressed(text, language, tellsAnswer(text) ? found.map(withoutFixes) : found));
    return { findings: [...kept].sort((a, b) => a.start - b.start || a.end - b.end), limits };
  };

  const lookInside = async (source: Source, region: Region, within: Within): Promise<Analysis> => {
    const language = languageOf(`.${region.language}`, region.language);
    if (!language || !mayMatch(region.text)) return nothing;
    return whole({ file: source.file, text: region.text }, language, within);
  };

  const whole = async (source: Source, language: Language, within: Within): Promise<Analysis> => {
    const { tree, limits } = await withTree(source, language);
    try {
      const result = await look(source, language, tree, within);
      const findings = complete(result.findings, source.text, language, tree);
      return { findings, limits: [...limits, ...result.limits] };
    } finally {
      tree?.delete();
    }
  };

  const finish = (
    text: string,
    language: Language,
    facts: readonly Fact[],
    hasEvidence: () => boolean,
    hasDirectives?: boolean,
  ): readonly Finding[] => {
    let known: boolean | undefined;
    const evidence = (): boolean => (known ??= hasEvidence());
    const judged = unsuppressed(text, language, judge(facts, rules, { evidence }), hasDirectives);
    return withFixes(judged, facts, rules, text);
  };

  /**
   * Facts of a program. Relative imports that the resolver asks for are read, and the work is done again with them;
   * where a path is only kept in the file, the files that import it are asked, too.
   */
  const factsOf = async (
    source: Source,
    root: SyntaxNode,
    reader: ProgramSyntax,
    searches: Searches | undefined,
  ): Promise<{
    readonly facts: readonly Fact[];
    readonly exhausted: boolean;
    readonly around: Neighbours;
  }> => {
    const around = createNeighbours({
      source,
      root,
      reader,
      load: loadUnit,
      ...(files ? { files } : {}),
      ...(searches ? { searches } : {}),
    });
    try {
      for (let round = 0; ; round++) {
        const wanted = around.round();
        const resolver = createResolver(around.module, budget, workMillis);
        const { facts, open } = programFacts(resolver, around.main, rules, around.importers());
        const more = round < 4 && (await around.fetch(wanted, open));
        if (!more) return { facts, exhausted: resolver.exhausted(), around };
      }
    } finally {
      around.dispose();
    }
  };

  const loadUnit: LoadUnit = async (found) => {
    const language = languageOf(found.file);
    if (language?.reader.kind !== "program") return undefined;
    const { tree } = await withTree(found, language);
    return tree && { tree, unit: createUnit(found.file, found.text, tree.root, language.reader.syntax) };
  };

  const open = (source: Source): Session =>
    createSession({
      source,
      language: languageOf(source.file, source.languageId),
      millis,
      mayMatch,
      mayMatchLine,
      parse: withTree,
      look: (now, language, tree, searches) =>
        look(now, language, tree, { depth: 0, work: createWork() }, searches),
      complete: (findings, text, tree) => {
        const language = languageOf(source.file, source.languageId);
        return language ? complete(findings, text, language, tree) : findings;
      },
    });

  return {
    analyze: async (source) => {
      const language = languageOf(source.file, source.languageId);
      return language && mayMatch(source.text)
        ? whole(source, language, { depth: 0, work: createWork() })
        : nothing;
    },
    open,
    mayMatch,
    languageOf,
    trees: syntax.alive,
    looks: () => looks,
  };
}

function withoutFixes(finding: Finding): Finding {
  return { ...finding, fixes: [] };
}

/** A plain language's findings may come from regions, which know their own comments. */
function complete(
  findings: readonly Finding[],
  text: string,
  language: Language,
  tree: SyntaxTree | undefined,
): readonly Finding[] {
  return language.reader.kind === "program" ? withSilences(findings, text, language, tree) : findings;
}

function withSilences(
  findings: readonly Finding[],
  text: string,
  language: Language,
  tree: SyntaxTree | undefined,
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const lineStart = createLineStarts(text);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return findings.map((finding) => ({
    ...finding,
    silences: silencesOf({ text, lineStart, newline, root: tree?.root }, language, finding),
  }));
}
