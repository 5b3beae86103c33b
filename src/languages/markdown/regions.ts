import type { Work } from "../../lint/contract/work.ts";
import { holdsNeedle } from "../plain/addresses.ts";
import { joinSources, slice, type Source } from "../plain/source.ts";
import type { Fence } from "./fences.ts";

export interface FenceRegion {
  readonly language: string;
  readonly source: Source;
}

const shellNames = /^(?:bash|sh|shell|shellscript|zsh|ksh|curl|fish)$/;
const sessionNames =
  /^(?:console|shell-session|shellsession|sh-session|bash-session|terminal|cmd|text|txt|plaintext|)$/;
const scriptNames = /^(?:js|jsx|mjs|cjs|javascript|node|ts|tsx|mts|typescript|py|python|python3|ipython)$/;
const asks = /^[ \t]*(?:[$%#>][ \t]+)?(?:\w+=\S*[ \t]+)*(?:curl|wget|https?|xh)[ \t]+\S/m;
const request = /^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)[ \t]+(?:https?:\/\/|\/|\{\{)\S*/;

/**
 * Fences as regions. Shell fences are one session, in their order; a fence of a program knows what
 * earlier fences of its language set at the left margin, unless it sets the name itself.
 */
export function fenceRegions(
  fences: readonly Fence[],
  needles: readonly string[],
  work: Work,
): readonly FenceRegion[] {
  const regions: FenceRegion[] = [];
  const session: (string | Source)[] = [];
  const constants = new Map<string, Map<string, Source>>();
  for (const fence of fences) {
    const { info, source } = fence;
    const prompted = sessionNames.test(info) && /^[ \t]*\$[ \t]+\S/m.test(source.text);
    if (shellNames.test(info) || (sessionNames.test(info) && (prompted || asks.test(source.text)))) {
      session.push(commands(source), "\n");
    } else if (sessionNames.test(info)) {
      if (request.test(source.text)) regions.push({ language: "http", source });
    } else if (info === "http" || info === "rest")
      regions.push({ language: "http", source: answerless(source) });
    else if (scriptNames.test(info)) {
      const family = /^py|^ipython/.test(info) ? "python" : "script";
      const known = constants.get(family) ?? new Map<string, Source>();
      constants.set(family, known);
      regions.push({ language: info, source: joinSources([...borrowed(source, known, work), source]) });
      for (const [name, statement] of assignmentsOf(source)) known.set(name, statement);
    } else if (holdsNeedle(source.text, needles)) regions.push({ language: info, source });
  }
  if (session.length > 0) regions.push({ language: "shell", source: joinSources(session) });
  return regions.filter(({ source }) => holdsNeedle(source.text, needles));
}

/** A session without its prompts; when it has any, lines without one are answers. */
function commands(source: Source): Source {
  const { text } = source;
  if (!/^[ \t]*[$%][ \t]+\S/m.test(text)) return source;
  const kept: Source[] = [];
  let goesOn = false;
  for (let at = 0; at < text.length;) {
    const breakAt = text.indexOf("\n", at);
    const next = breakAt === -1 ? text.length : breakAt + 1;
    const line = text.slice(at, next);
    const prompt = /^[ \t]*[$%>][ \t]+/.exec(line)?.[0] ?? "";
    if (goesOn || prompt)
      kept.push(slice(source, at + (goesOn && !prompt.startsWith(">") ? 0 : prompt.length), next));
    goesOn = (goesOn || prompt !== "") && /\\\r?\n?$/.test(line);
    at = next;
  }
  return joinSources(kept);
}

/** A request without the answer that is shown below it. */
function answerless(source: Source): Source {
  const answer = /^HTTP\/[\d.]+[ \t]+\d{3}/m.exec(source.text);
  return answer ? slice(source, 0, answer.index) : source;
}

const assigned =
  /^(?:(?:export[ \t]+)?(?:const|let|var)[ \t]+)?([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=(?![=>])[ \t]*/gm;
const longest = 1500;

/** Assignments at the left margin, over lines until their brackets are closed. */
function assignmentsOf(source: Source): readonly (readonly [string, Source])[] {
  return [...source.text.matchAll(assigned)].flatMap((match) => {
    const end = statementEnd(source.text, match.index + match[0].length);
    if (match[1] === undefined || end === undefined) return [];
    return [[match[1], slice(source, match.index, end)] as const];
  });
}

function statementEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length && at - start < longest; at++) {
    const c = text[at] ?? "";
    if (c === '"' || c === "'" || c === "`") {
      const close = text.indexOf(c, at + 1);
      if (close === -1) return undefined;
      at = close;
    } else if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
    else if (c === "\n" && depth <= 0) return depth === 0 ? at : undefined;
  }
  return depth === 0 && text.length - start < longest ? text.length : undefined;
}

/** Earlier assignments of the names that a fence uses without setting them, and of the names those use. */
function borrowed(
  source: Source,
  known: ReadonlyMap<string, Source>,
  work: Work,
): readonly (string | Source)[] {
  const wanted = new Set<string>();
  const own = namesSetIn(source.text);
  const want = (text: string): void => {
    for (const [word] of text.matchAll(/(?<![\w.$])[A-Za-z_]\w*/g)) {
      const statement = known.get(word);
      if (!statement || wanted.has(word) || own.has(word)) continue;
      if (!work.take(statement.text.length / 8)) return;
      wanted.add(word);
      want(statement.text);
    }
  };
  want(source.text);
  return [...known].flatMap(([name, statement]) => (wanted.has(name) ? [statement, "\n"] : []));
}

const setName = /(?<![\w.$])([A-Za-z_]\w*)[ \t]*(?::[^=\n]{1,200})?=(?![=>])/g;
const takenApart = /\b(?:const|let|var)[ \t]*[{[]([^=]{0,2000})=/g;
const broughtIn = /\b(?:import|for|as|function|def)\b([^\n]*)/g;
const longestList = 300;

/** Names that are set, taken apart, imported or a parameter somewhere in `text`. */
function namesSetIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(setName)) names.add(match[1] ?? "");
  const lists = [takenApart, broughtIn].flatMap((list) =>
    [...text.matchAll(list)].map(([, inside]) => inside),
  );
  for (let at = text.indexOf("=>"); at !== -1; at = text.indexOf("=>", at + 2))
    lists.push(listBefore(text, at));
  for (const list of lists) for (const [word] of list?.matchAll(/\w+/g) ?? []) names.add(word);
  return names;
}

/** The parameters in front of an arrow: `(one, two)` or `one`. */
function listBefore(text: string, arrow: number): string {
  const lead = text.slice(Math.max(0, arrow - longestList), arrow).trimEnd();
  const list = lead.endsWith(")") ? lead.slice(0, -1) : lead;
  let start = list.length;
  while (start > 0 && !"()\n".includes(list[start - 1] ?? "")) start--;
  return list.slice(start);
}
