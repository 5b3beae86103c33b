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

const start = /<!--|<(script|style)\b/gi;
/** A tag is short: one that is not closed is not looked for to the end of the text. */
const longestTag = 1000;

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
    const attributes = start.lastIndex;
    const tagEnd = match[1] ? tagEndFrom(text, attributes) : attributes;
    if (tagEnd === undefined) continue;
    put(match.index);
    const from = match[1] ? tagEnd + 1 : tagEnd;
    const written = text.slice(attributes, tagEnd);
    const closer = match[1] ? new RegExp(`</${match[1]}\\s*>`, "gi") : /-->/g;
    closer.lastIndex = from;
    const close = closer.exec(text);
    const end = close?.index ?? text.length;
    at = close ? end + close[0].length : text.length;
    if (!match[1]) comments.push({ start: match.index, end: at });
    else if (match[1].toLowerCase() === "script" && !/\/\s*$/.test(written)) {
      const language = /\blang\s*=\s*["']?([\w/-]+)/.exec(written)?.[1] ?? "js";
      scripts.push({ language: language.replace(/^.*\//, ""), source: sourceAt(text, from, end) });
    }
    start.lastIndex = at;
  }
  put(text.length);
  return { scripts, markup, comments };
}

/** Where the tag whose attributes begin at a place is closed; a `>` in quotes is part of a value. */
function tagEndFrom(text: string, from: number): number | undefined {
  let quote = "";
  for (let at = from; at < text.length && at - from < longestTag; at++) {
    const c = text[at] ?? "";
    if (quote !== "") quote = c === quote ? "" : quote;
    else if (c === ">") return at;
    else if (c === '"' || c === "'") quote = c;
  }
  return undefined;
}
