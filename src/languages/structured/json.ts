import type { Span } from "../../lint/contract/finding.ts";
import { sourceAt } from "../plain/source.ts";
import { mapOf, type DocumentEntry, type DocumentNode, type ParsedDocument } from "./node.ts";
import { doubleQuoted, singleQuoted } from "./strings.ts";

const deepest = 200;

/** Reads JSON, with comments, trailing commas, several documents in a row, and whatever an unfinished edit leaves. */
export function parseJson(text: string): ParsedDocument {
  const comments: Span[] = [];
  let at = 0;
  let depth = 0;

  const blanks = (): void => {
    for (; at < text.length; at++) {
      const c = text[at] ?? "";
      if (c === "/" && (text[at + 1] === "/" || text[at + 1] === "*")) {
        const block = text[at + 1] === "*";
        const stop = text.indexOf(block ? "*/" : "\n", at + 2);
        const end = stop === -1 ? text.length : block ? stop + 2 : stop;
        comments.push({ start: at, end });
        at = end - 1;
      } else if (c.trim() !== "" && c !== "\uFEFF") return;
    }
  };

  const value = (): DocumentNode | undefined => {
    blanks();
    const c = text[at];
    if (c === "{" || c === "[") {
      if (depth > deepest) {
        at = text.length;
        return undefined;
      }
      depth++;
      at++;
      const node = c === "{" ? map() : list();
      depth--;
      return node;
    }
    if (c === '"' || c === "'") {
      const { source, end } = c === '"' ? doubleQuoted(text, at, false) : singleQuoted(text, at);
      at = end;
      return { kind: "text", source, quoted: true };
    }
    const word = /^[^\s,:{}[\]"]+/.exec(text.slice(at, at + 200))?.[0];
    if (!word) return undefined;
    at += word.length;
    return { kind: "text", source: sourceAt(text, at - word.length, at), quoted: false };
  };

  const map = (): DocumentNode => {
    const entries: DocumentEntry[] = [];
    while (at < text.length) {
      blanks();
      const c = text[at];
      if (c === "}") {
        at++;
        break;
      }
      if (c === "]") break;
      const key = c === "{" || c === "[" ? undefined : value();
      blanks();
      if (key?.kind !== "text") {
        at++;
        continue;
      }
      if (text[at] !== ":") {
        if (text[at] === ",") at++;
        continue;
      }
      at++;
      blanks();
      const next = text[at];
      const found = next === "," || next === "}" || next === "]" ? undefined : value();
      entries.push(found ? { key: key.source, value: found } : { key: key.source });
      blanks();
      if (text[at] === ",") at++;
    }
    return mapOf(entries);
  };

  const list = (): DocumentNode => {
    const items: DocumentNode[] = [];
    while (at < text.length) {
      blanks();
      const c = text[at];
      if (c === "]") {
        at++;
        break;
      }
      if (c === "}") break;
      const item = c === "," ? undefined : value();
      if (item) items.push(item);
      else at++;
    }
    return { kind: "list", items };
  };

  const roots: DocumentNode[] = [];
  while (at < text.length) {
    const before = at;
    const root = value();
    if (root) roots.push(root);
    if (at === before) at++;
  }
  return { roots, comments };
}
