import { indexWithin, wordAtEnd } from "../plain/scan.ts";
import type { Piece, Statement, Word } from "./syntax.ts";

/** Reads statements from `start` up to the closer; says where it stopped. */
export type ReadBody = (start: number, closer: ")" | "`") => { body: readonly Statement[]; end: number };

/** A `${` that is not closed by then is no hole: what follows it is read on its own. */
const longestHole = 500;

const breaks = new Set([" ", "\t", "\r", "\n", ";", "|", "&", "<", ">", "(", ")"]);

export interface WordReader {
  /** Word at `start`, up to unquoted space or operator, or the end of the text. */
  readonly word: (start: number, stop?: (at: number) => boolean) => Word;
  /** Text with expansions but without quotes, as in a here-document. */
  readonly expanded: (start: number, end: number) => Word;
}

export function createWordReader(text: string, end: number, readBody: ReadBody): WordReader {
  const read = (start: number, limit: number, stop: (at: number) => boolean, quoting: boolean): Word => {
    const pieces: Piece[] = [];
    let at = start;
    let from = start;
    const flush = (): void => {
      if (at > from) pieces.push({ kind: "text", text: text.slice(from, at), start: from, end: at });
    };
    const skip = (length: number): void => {
      flush();
      at += length;
      from = at;
    };
    const take = (piece: Piece, next: number): void => {
      flush();
      pieces.push(piece);
      at = next;
      from = next;
    };
    let quote = false;
    while (at < limit) {
      const c = text[at];
      if (!quote && stop(at)) break;
      if (c === "\\" && (!quote || quoting)) {
        const next = text[at + 1];
        const crlf = next === "\r" && text[at + 2] === "\n";
        if (next === "\n" || crlf) skip(crlf ? 3 : 2);
        else if (next === undefined || at + 1 >= limit) at++;
        else if (quote && !'"\\$`'.includes(next)) at += 2;
        else take({ kind: "text", text: next, start: at, end: at + 2 }, at + 2);
      } else if (c === '"' && quoting) {
        quote = !quote;
        skip(1);
      } else if (c === "'" && quoting && !quote) {
        const close = indexWithin(text, "'", at + 1, limit);
        const stopAt = close === -1 ? limit : close;
        skip(1);
        at = stopAt;
        skip(1);
      } else if (c === "$" && text[at + 1] === "'" && quoting && !quote) {
        skip(1);
      } else if (c === "$" && text[at + 1] === "(" && text[at + 2] === "(") {
        const close = indexWithin(text, "))", at, limit);
        take({ kind: "hole", name: "", op: "" }, close === -1 ? limit : close + 2);
      } else if (c === "$" && text[at + 1] === "(") {
        const { body, end: next } = readBody(at + 2, ")");
        take({ kind: "run", body }, next);
      } else if (c === "`") {
        const { body, end: next } = readBody(at + 1, "`");
        take({ kind: "run", body }, next);
      } else if (c === "$" && text.startsWith("{{", at + 1)) {
        // Filled in by a workflow before the shell sees it.
        const close = indexWithin(text, "}}", at, limit);
        const next = close === -1 ? limit : close + 2;
        const name = wordAtEnd(text.slice(at + 3, next - 2).trimEnd());
        take({ kind: "hole", name, op: "" }, next);
      } else if (c === "$" && text[at + 1] === "{") {
        const { piece, next } = hole(at, limit);
        take(piece, next);
      } else if (c === "$") {
        const name = /^(?:\w+|[@*#?!$-])/.exec(text.slice(at + 1, at + 80))?.[0];
        if (name) {
          const short = /^\d/.test(name) ? name.slice(0, 1) : name;
          take({ kind: "hole", name: short, op: "" }, at + 1 + short.length);
        } else at++;
      } else at++;
    }
    flush();
    return { pieces, start, end: Math.min(at, limit) };
  };

  const hole = (start: number, limit: number): { piece: Piece; next: number } => {
    const head = /^\$\{[!#]?([A-Za-z_]\w*|\d+|[@*#?])(?:\[([^\]]*)\])?/.exec(text.slice(start, start + 200));
    const closeOf = (from: number): number => {
      let depth = 0;
      const last = Math.min(limit, from + longestHole);
      for (let at = from; at < last; at++) {
        if (text[at] === "{") depth++;
        else if (text[at] === "\n" && depth === 0) return at;
        else if (text[at] === "}" && depth-- === 0) return at;
      }
      return last === limit ? limit : from - 1;
    };
    const opAt = start + (head?.[0].length ?? 2);
    const close = closeOf(opAt);
    const op = /^(?::?[-=?+]|%%?|##?|\/\/?|[,^:@]+)/.exec(text.slice(opAt, close))?.[0] ?? "";
    const operand = read(opAt + op.length, close, () => false, true);
    const index = head?.[2];
    const piece: Piece = {
      kind: "hole",
      name: head?.[1] ?? "",
      op,
      ...(index === undefined ? {} : { index: index.replace(/["']/g, "") }),
      ...(op ? { operand } : {}),
    };
    return { piece, next: Math.min(close + 1, limit) };
  };

  const atBreak = (at: number): boolean => breaks.has(text[at] ?? " ");
  return {
    word: (start, stop = atBreak) => read(start, end, stop, true),
    expanded: (start, stop) => read(start, stop, () => false, false),
  };
}
