import type { Span } from "../../lint/contract/finding.ts";
import type { Piece } from "../../lint/contract/offset-map.ts";
import type { Work } from "../../lint/contract/work.ts";
import { sourceAt, sourceOf, type Source } from "../plain/source.ts";
import { mapOf, type DocumentEntry, type DocumentNode, type ParsedDocument } from "./node.ts";
import { doubleQuoted, singleQuoted } from "./strings.ts";

const keyed =
  /^(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*|[^\s#'"[\]{},&*!|>%@`-][^#\n]*?|-[^\s#][^#\n]*?|\{\{[^}\n]*\}\}[^\n:]*?):(?=[ \t\r\n]|$)/;
const properties = /^(?:(?:[&!][^\s,[\]{}]*)[ \t]+)+/;
const deepest = 200;

/** Reads YAML the way people write it: block and flow, quoted and block text, several documents; never fails. */
export function parseYaml(text: string, work: Work): ParsedDocument {
  const comments: Span[] = [];
  const anchors = new Map<string, DocumentNode>();
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let depth = 0;

  // A whole document may stand on one line: its ends are looked for once.
  const line = { start: 0, end: -1 };
  const lineOf = (place: number): typeof line => {
    if (place < line.start || place > line.end) {
      const stop = text.indexOf("\n", place);
      line.start = text.lastIndexOf("\n", place - 1) + 1;
      line.end = stop === -1 ? text.length : stop;
    }
    return line;
  };
  const lineEnd = (from: number): number => lineOf(from).end;
  const columnOf = (place: number): number => place - lineOf(place).start;

  /** Passes spaces, line breaks, comments and document marks; says the column of what comes, -1 at the end. */
  const next = (): number => {
    for (; at < text.length; at++) {
      const c = text[at] ?? "";
      const column = c === " " || c === "\n" || c === "\r" || c === "\t" ? -1 : columnOf(at);
      if (c === "#" && (column === 0 || /\s/.test(text[at - 1] ?? " "))) {
        const end = lineEnd(at);
        comments.push({ start: at, end: text[end - 1] === "\r" ? end - 1 : end });
        at = end - 1;
      } else if (column === 0 && (text.startsWith("---", at) || c === "%")) {
        if (c === "%") at = lineEnd(at);
        else at += 2;
      } else if (column === 0 && text.startsWith("...", at)) at += 2;
      else if (column >= 0 && c !== "\uFEFF")
        return text.startsWith("\uFEFF") && at - column === 0 ? column - 1 : column;
    }
    return -1;
  };

  const marked = (): string | undefined => {
    const found = properties.exec(text.slice(at, Math.min(lineEnd(at) + 1, at + 200)))?.[0];
    if (!found) {
      const alone = /^[&!][^\s,[\]{}]*(?=[ \t]*\r?(?:\n|$))/.exec(text.slice(at, at + 200))?.[0];
      if (alone) at += alone.length;
      return alone?.startsWith("&") ? alone.slice(1) : undefined;
    }
    at += found.length;
    return /&(\S+)/.exec(found)?.[1];
  };

  /** A node whose lines stand deeper than `parent`. */
  const block = (parent: number): DocumentNode | undefined => {
    const anchor = (next(), marked());
    const column = next();
    if (column <= parent || column === -1 || depth > deepest) {
      if (depth > deepest) at = text.length;
      return undefined;
    }
    depth++;
    const node = blockAt(column, parent);
    depth--;
    if (anchor !== undefined && node) anchors.set(anchor, node);
    return node;
  };

  const isItem = (): boolean => text[at] === "-" && /^[\s]?$/.test(text[at + 1] ?? "");
  const keyAt = (): string | undefined => keyed.exec(text.slice(at, Math.min(lineEnd(at), at + 2000)))?.[0];

  const blockAt = (column: number, parent: number): DocumentNode | undefined => {
    if (isItem()) return list(column);
    if (keyAt() !== undefined || text.startsWith("? ", at)) return map(column);
    return scalar(parent);
  };

  const list = (column: number): DocumentNode => {
    const items: DocumentNode[] = [];
    while (next() === column && isItem()) {
      at++;
      const item = block(column);
      if (item) items.push(item);
    }
    return { kind: "list", items };
  };

  const map = (column: number): DocumentNode => {
    const entries: DocumentEntry[] = [];
    while (next() === column && !isItem()) {
      const head = keyAt();
      if (head === undefined) {
        // Half-typed, or a template's control line.
        at = lineEnd(at);
        continue;
      }
      const key = keySource(head);
      at += head.length;
      const end = lineEnd(at);
      const rest = text.slice(at, end);
      const inline = rest.trim() !== "" && !/^\s+#/.test(rest);
      // A list may stand as deep as its key.
      const value = inline ? value_(column) : block(column - (itemAhead(column) ? 1 : 0));
      if (value?.kind === "map" && key.text === "<<") {
        if (work.take(value.entries.length)) for (const entry of value.entries) entries.push(entry);
      } else entries.push(value ? { key, value } : { key });
    }
    return mapOf(entries);
  };

  const itemAhead = (column: number): boolean => next() === column && isItem();

  const keySource = (head: string): Source => {
    const name = head.slice(0, -1).trimEnd();
    if (name.startsWith('"')) return doubleQuoted(text, at, false).source;
    if (name.startsWith("'")) return singleQuoted(text, at).source;
    return sourceAt(text, at, at + name.length);
  };

  /** What stands behind a key on its line. */
  const value_ = (column: number): DocumentNode | undefined => {
    while (text[at] === " " || text[at] === "\t") at++;
    const anchor = marked();
    const rest = text.slice(at, lineEnd(at)).trim();
    const node = rest === "" || rest.startsWith("#") ? block(column) : scalar(column);
    if (anchor !== undefined && node) anchors.set(anchor, node);
    return node;
  };

  const scalar = (parent: number): DocumentNode | undefined => {
    const c = text[at];
    if (c === "|" || c === ">") {
      const head = /^[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?(?=\n|$)/.exec(text.slice(at, at + 400))?.[0];
      if (head !== undefined) return blockText(parent, c === ">", head.length);
    }
    if (c === '"' || c === "'") {
      const { source, end } = c === '"' ? doubleQuoted(text, at, true) : singleQuoted(text, at);
      at = end;
      restOfLine();
      return { kind: "text", source, quoted: true };
    }
    if (c === "*") {
      const name = /^\*([^\s,[\]{}]+)/.exec(text.slice(at, at + 200))?.[1];
      if (name !== undefined) {
        at += name.length + 1;
        return anchors.get(name);
      }
    }
    if (c === "{" && text[at + 1] !== "{") return flow();
    if (c === "[") return flow();
    return plain(parent);
  };

  const restOfLine = (): void => {
    const end = lineEnd(at);
    const comment = /(?:^|[ \t])#/.exec(text.slice(at, end));
    if (comment) at += comment.index;
    else at = end;
  };

  const plain = (parent: number): DocumentNode => {
    const pieces: Piece[] = [];
    let cooked = "";
    for (let first = true; at < text.length; first = false) {
      const end = lineEnd(at);
      const line = text.slice(at, end);
      const lead = first ? 0 : line.length - line.trimStart().length;
      const comment = line.search(/(?:^|[ \t])#/);
      const body = (comment === -1 ? line : line.slice(0, comment)).trim();
      if (!first && (body === "" || lead <= parent || keyAtLine(at + lead))) break;
      if (!first) {
        pieces.push({ from: cooked.length, to: at - 1, length: 1 });
        cooked += " ";
      }
      const from = at + (line.length - line.trimStart().length);
      pieces.push({ from: cooked.length, to: from, length: body.length });
      cooked += body;
      if (comment !== -1) {
        at += comment;
        break;
      }
      at = Math.min(end + 1, text.length);
      if (end === text.length) break;
    }
    if (text[at - 1] === "\n") at--;
    const only = pieces.length === 1 ? pieces[0] : undefined;
    const source = only ? sourceAt(text, only.to, only.to + only.length) : sourceOf(cooked, pieces);
    return { kind: "text", source, quoted: false };
  };

  const keyAtLine = (place: number): boolean =>
    keyed.test(text.slice(place, Math.min(lineEnd(place), place + 2000))) ||
    /^- /.test(text.slice(place, place + 2));

  const blockText = (parent: number, folded: boolean, head: number): DocumentNode => {
    at = Math.min(at + head + 1, text.length);
    const pieces: Piece[] = [];
    let cooked = "";
    let indent = -1;
    while (at < text.length) {
      const end = lineEnd(at);
      const line = text.slice(at, end);
      const lead = line.length - line.trimStart().length;
      const blank = line.trim() === "";
      if (!blank && indent === -1) indent = lead;
      if (!blank && (lead <= parent || lead < indent)) break;
      const cut = blank ? line.length : indent;
      const stop = Math.min(end + 1, text.length);
      const piece = text.slice(at + cut, stop);
      if (piece) pieces.push({ from: cooked.length, to: at + cut, length: piece.length });
      cooked += folded ? piece.replace(/\n$/, " ") : piece;
      at = stop;
    }
    if (text[at - 1] === "\n") at--;
    return { kind: "text", source: sourceOf(cooked, pieces), quoted: true };
  };

  const flow = (): DocumentNode | undefined => {
    const c = text[at];
    if (c === "{" || c === "[") {
      at++;
      if (depth++ > deepest) at = text.length;
      const node = c === "{" ? flowMap() : flowList();
      depth--;
      return node;
    }
    if (c === '"' || c === "'") {
      const { source, end } = c === '"' ? doubleQuoted(text, at, true) : singleQuoted(text, at);
      at = end;
      return { kind: "text", source, quoted: true };
    }
    const word = /^(?:\{\{[^}\n]*\}\}|\$\{\{?[^}\n]*\}\}?|:(?=\S)|[^,[\]{}:\n#]|(?<=\S)#)+/.exec(
      text.slice(at, lineEnd(at)),
    )?.[0];
    if (!word) return undefined;
    const from = at;
    at += word.length;
    return { kind: "text", source: sourceAt(text, from, from + word.trimEnd().length), quoted: false };
  };

  const flowMap = (): DocumentNode => {
    const entries: DocumentEntry[] = [];
    while (next() !== -1 && text[at] !== "}") {
      const before = at;
      const key = flow();
      next();
      if (key?.kind === "text" && text[at] === ":") {
        at++;
        next();
        const value = ",}".includes(text[at] ?? "") ? undefined : flow();
        entries.push(value ? { key: key.source, value } : { key: key.source });
        next();
      }
      if (text[at] === ",") at++;
      else if (at === before) {
        if (text[at] === "]") break;
        at++;
      }
    }
    at++;
    return mapOf(entries);
  };

  const flowList = (): DocumentNode => {
    const items: DocumentNode[] = [];
    while (next() !== -1 && text[at] !== "]") {
      const before = at;
      const item = flow();
      next();
      if (item?.kind === "text" && text[at] === ":") {
        at++;
        next();
        const value = flow();
        items.push(mapOf([value ? { key: item.source, value } : { key: item.source }]));
        next();
      } else if (item) items.push(item);
      if (text[at] === ",") at++;
      else if (at === before) {
        if (text[at] === "}") break;
        at++;
      }
    }
    at++;
    return { kind: "list", items };
  };

  const roots: DocumentNode[] = [];
  while (next() !== -1) {
    const before = at;
    const root = block(-1);
    if (root) roots.push(root);
    if (at === before) at = lineEnd(at) + 1;
  }
  return { roots, comments };
}
