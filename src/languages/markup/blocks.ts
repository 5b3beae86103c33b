import type { Span } from "../../lint/contract/finding.ts";
import { sourceAt, type Source } from "../plain/source.ts";

export interface Script {
  /** `lang` of the block; `js` when it says nothing. */
  readonly language: string;
  readonly source: Source;
}

export interface Blocks {
  readonly scripts: readonly Script[];
  /** Everything but scripts, styles and comments. */
  readonly markup: readonly Span[];
  readonly comments: readonly Span[];
}

/** A tag is short: one that is not closed is not looked for to the end of the text. */
const start = /<!--|<(script|style)\b((?:[^>"']|"[^"]{0,500}"|'[^']{0,500}'){0,500})>/gi;

/** Blocks of a component file. A block that is not closed yet goes to the end of the file. */
export function readBlocks(text: string): Blocks {
  const scripts: Script[] = [];
  const markup: Span[] = [];
  const comments: Span[] = [];
  let at = 0;
  const put = (end: number): void => {
    if (end > at) markup.push({ start: at, end });
  };
  start.lastIndex = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    put(match.index);
    const from = match.index + match[0].length;
    const closer = match[1] ? new RegExp(`</${match[1]}\\s*>`, "gi") : /-->/g;
    closer.lastIndex = from;
    const close = closer.exec(text);
    const end = close?.index ?? text.length;
    at = close ? end + close[0].length : text.length;
    if (!match[1]) comments.push({ start: match.index, end: at });
    else if (match[1].toLowerCase() === "script" && !/\/\s*$/.test(match[2] ?? "")) {
      const language = /\blang\s*=\s*["']?([\w/-]+)/.exec(match[2] ?? "")?.[1] ?? "js";
      scripts.push({ language: language.replace(/^.*\//, ""), source: sourceAt(text, from, end) });
    }
    start.lastIndex = at;
  }
  put(text.length);
  return { scripts, markup, comments };
}
