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
 * Fences as regions. Shell fences are one session, in their order; a fence of a program knows the constants that
 * earlier fences of its language set at the left margin, unless it sets them itself.
 */
export function fenceRegions(fences: readonly Fence[], needles: readonly string[]): readonly FenceRegion[] {
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
      if (holdsNeedle(source.text, needles)) {
        regions.push({ language: info, source: joinSources([...borrowed(source, known), source]) });
      }
      for (const [name, line] of constantsOf(source)) known.set(name, line);
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

const constant =
  /^(?:(?:export[ \t]+)?(?:const|let|var)[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*["'`][^"'`\n]*["'`];?[ \t]*$/gm;

function constantsOf(source: Source): readonly (readonly [string, Source])[] {
  return [...source.text.matchAll(constant)].flatMap((match) =>
    match[1] === undefined
      ? []
      : [[match[1], slice(source, match.index, match.index + match[0].length)] as const],
  );
}

function borrowed(source: Source, known: ReadonlyMap<string, Source>): readonly (string | Source)[] {
  return [...known].flatMap(([name, line]) => {
    const used = new RegExp(`(?<![\\w.$])${name}\\b`).test(source.text);
    const set = new RegExp(`(?:^|[\\s({,])${name}[ \\t]*(?:=(?!=)|:[ \\t]*string)`, "m").test(source.text);
    return used && !set ? [line, "\n"] : [];
  });
}
