import type { Piece } from "../../lint/contract/offset-map.ts";
import { sourceAt, sourceOf, type Source } from "../plain/source.ts";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "0": "\0",
  e: "\u001B",
};

/** The text of a string in double quotes that opens at `start`; ends at its quote, or at a line break in JSON. */
export function doubleQuoted(text: string, start: number, lines: boolean): { source: Source; end: number } {
  const pieces: Piece[] = [];
  let cooked = "";
  let from = start + 1;
  let at = from;
  const flush = (): void => {
    if (at > from) pieces.push({ from: cooked.length, to: from, length: at - from });
    cooked += text.slice(from, at);
  };
  const put = (written: string, size: number): void => {
    flush();
    if (written) pieces.push({ from: cooked.length, to: at, length: written.length, size });
    cooked += written;
    at += size;
    from = at;
  };
  while (at < text.length && text[at] !== '"') {
    const c = text[at];
    if (c === "\n" && !lines) break;
    if (c === "\n") {
      const blank = /^\s*/.exec(text.slice(at))?.[0].length ?? 1;
      put(" ", blank);
    } else if (c === "\\") {
      const next = text[at + 1] ?? "";
      const code = next === "u" ? text.slice(at + 2, at + 6) : next === "x" ? text.slice(at + 2, at + 4) : "";
      if (code && /^[\da-f]+$/i.test(code)) put(String.fromCharCode(parseInt(code, 16)), 2 + code.length);
      else if (next === "\n" && lines) put("", 2 + (/^[ \t]*/.exec(text.slice(at + 2))?.[0].length ?? 0));
      else put(escapes[next] ?? next, 2);
    } else at++;
  }
  const plain = pieces.length === 0;
  flush();
  const end = text[at] === '"' ? at + 1 : at;
  return { source: plain ? sourceAt(text, start + 1, at) : sourceOf(cooked, pieces), end };
}

/** The text of a string in single quotes, in which two quotes are one. */
export function singleQuoted(text: string, start: number): { source: Source; end: number } {
  const pieces: Piece[] = [];
  let cooked = "";
  let from = start + 1;
  let at = from;
  for (; at < text.length; at++) {
    if (text[at] !== "'") continue;
    if (text[at + 1] !== "'") break;
    pieces.push({ from: cooked.length, to: from, length: at + 1 - from });
    cooked += text.slice(from, at + 1);
    at++;
    from = at + 1;
  }
  if (pieces.length === 0) return { source: sourceAt(text, start + 1, at), end: at + 1 };
  if (at > from) pieces.push({ from: cooked.length, to: from, length: at - from });
  return { source: sourceOf(cooked + text.slice(from, at), pieces), end: at + 1 };
}
