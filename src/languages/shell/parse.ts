import { plainText } from "./syntax.ts";
import type { Assignment, Redirect, Stage, Statement, Word } from "./syntax.ts";
import { createWordReader } from "./words.ts";

type Closer = ")" | "}" | "`";

const openers = new Set(["if", "while", "until"]);
const closers = new Set(["fi", "done", "esac"]);
const passing = new Set(["if", "then", "elif", "else", "do", "while", "until", "!", "time", ...closers]);
const declaring = new Set(["export", "local", "readonly", "declare", "typeset", "env", "alias", "setenv"]);
const assignment = /^([A-Za-z_]\w*)(?:\[([^\]\n]*)\])?(\+?)=/;

/** Statements of a shell script from `start` to `end` of `text`; whatever is not understood is passed over. */
export function parseShell(text: string, start = 0, end = text.length): readonly Statement[] {
  let at = start;
  let depth = 0;
  let ticked = false;
  /** Where the bodies of here-documents announced on a line end, by the place of its line break. */
  const documents = new Map<number, number>();

  const reader = createWordReader(text, end, (from, closer) => {
    const outer = { at, depth, ticked };
    at = from;
    ticked = closer === "`";
    const body = statements(closer);
    const stop = text[at] === closer ? at + 1 : at;
    at = outer.at;
    depth = outer.depth;
    ticked = outer.ticked;
    return { body, end: stop };
  });

  const blanks = (): void => {
    for (; at < end; at++) {
      if (text[at] === "\\" && text[at + 1] === "\n") at++;
      else if (text[at] === "\\" && text[at + 1] === "\r" && text[at + 2] === "\n") at += 2;
      else if (text[at] === "#") {
        const stop = text.indexOf("\n", at);
        at = (stop === -1 || stop > end ? end : stop) - 1;
      } else if (text[at] !== " " && text[at] !== "\t" && text[at] !== "\r") return;
    }
  };

  const lineBreak = (): void => {
    at = documents.get(at) ?? at + 1;
  };

  const word = (): Word => {
    const found = ticked
      ? reader.word(at, (place) => /[\s;|&<>()`]/.test(text[place] ?? " "))
      : reader.word(at);
    at = found.end;
    return found;
  };

  const statements = (closer?: Closer): Statement[] => {
    const list: Statement[] = [];
    let maybe = false;
    let pattern = false;
    while (at < end) {
      blanks();
      const c = text[at];
      if (at >= end || c === closer) break;
      if (c === "\n") lineBreak();
      else if (c === ";" || c === "&" || c === "|") {
        const two = text.slice(at, at + 2);
        maybe = two === "&&" || two === "||";
        pattern = two === ";;" || two === ";&";
        at += maybe || pattern ? 2 : 1;
        continue;
      } else if (pattern && !text.startsWith("esac", at)) {
        list.push({ kind: "pattern", words: patterns() });
        pattern = false;
      } else {
        const before = at;
        const head = /^(case|for|select|function)(?=[ \t])/.exec(text.slice(at, at + 12))?.[1];
        if (head === "case") pattern = caseHead();
        else if (head === "for" || head === "select") list.push(...each());
        else list.push(...pipe(head === "function", maybe || depth > 0, closer));
        if (at === before) at++;
      }
      maybe = false;
    }
    return list;
  };

  const patterns = (): Word[] => {
    const words: Word[] = [];
    while (at < end && text[at] !== "\n") {
      blanks();
      if (text[at] === ")") {
        at++;
        break;
      }
      if (text[at] === "(" || text[at] === "|") at++;
      else {
        const found = word();
        if (found.end === found.start) break;
        words.push(found);
      }
    }
    return words;
  };

  /** `case word in`; true, as patterns follow. */
  const caseHead = (): boolean => {
    at += 4;
    blanks();
    word();
    while (at < end && !/^in\b/.test(text.slice(at, at + 3))) at++;
    at += 2;
    while (at < end && /\s/.test(text[at] ?? "")) at++;
    depth++;
    return true;
  };

  const each = (): Statement[] => {
    word();
    blanks();
    const name = plainText(word()) ?? "";
    blanks();
    if (!/^in\b/.test(text.slice(at, at + 3))) return [];
    at += 2;
    const words: Word[] = [];
    for (;;) {
      blanks();
      const found = word();
      if (found.end === found.start) break;
      words.push(found);
    }
    return [{ kind: "each", name, words }];
  };

  const pipe = (named: boolean, maybe: boolean, closer: Closer | undefined): Statement[] => {
    if (named) at += 8;
    blanks();
    const head = /^([\w:.-]+)(?:[ \t]*(\([ \t]*\)))?[ \t\r\n]*(?=[{(])/.exec(text.slice(at, at + 200));
    if (head?.[1] && (named || head[2])) {
      at += head[0].length;
      const outer = depth;
      depth = 0;
      const body = stage(closer);
      depth = outer;
      return [{ kind: "function", name: head[1], body: body?.kind === "group" ? body.body : [] }];
    }
    const stages: Stage[] = [];
    for (;;) {
      const next = stage(closer);
      if (next) stages.push(next);
      blanks();
      if (text[at] !== "|" || text[at + 1] === "|") break;
      at += text[at + 1] === "&" ? 2 : 1;
      blanks();
      while (at < end && text[at] === "\n") {
        lineBreak();
        blanks();
      }
    }
    return stages.length > 0 ? [{ kind: "pipe", stages, maybe }] : [];
  };

  const stage = (closer: Closer | undefined): Stage | undefined => {
    blanks();
    const open = text[at];
    if (open === "(" || (open === "{" && /\s/.test(text[at + 1] ?? ""))) {
      const close = open === "(" ? ")" : "}";
      at++;
      const body = statements(close);
      if (text[at] === close) at++;
      const redirects: Redirect[] = [];
      while (redirect(redirects));
      return { kind: "group", body, redirects };
    }
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    while (at < end) {
      blanks();
      if (redirect(redirects)) continue;
      const c = text[at] ?? "\n";
      if (at >= end || "\n;|&()".includes(c) || c === closer) break;
      const first = plainText(words[0]);
      if (first === "[[" && /^[<>=!]/.test(c)) {
        at++;
        continue;
      }
      if (words.length === 0 || (first !== undefined && declaring.has(first))) {
        const assigned = assign();
        if (assigned) {
          assignments.push(assigned);
          continue;
        }
      }
      const found = word();
      if (found.end === found.start) break;
      const keyword = words.length === 0 ? plainText(found) : undefined;
      if (keyword !== undefined && passing.has(keyword)) {
        if (openers.has(keyword)) depth++;
        if (closers.has(keyword)) depth = Math.max(0, depth - 1);
        const next = /^[ \t]*([({])/.exec(text.slice(at, at + 20));
        if (next) return stage(closer);
        if (/^[ \t]*(?:case|for)[ \t]/.test(text.slice(at, at + 20))) break;
        continue;
      }
      words.push(found);
    }
    if (assignments.length + words.length + redirects.length === 0) return undefined;
    return { kind: "simple", assignments, words, redirects };
  };

  const assign = (): Assignment | undefined => {
    const head = assignment.exec(text.slice(at, at + 200));
    if (!head?.[1]) return undefined;
    at += head[0].length;
    const index = head[2]?.replace(/["']/g, "");
    const base = { name: head[1], append: head[3] === "+", ...(index === undefined ? {} : { index }) };
    if (text[at] !== "(") return { ...base, values: [{ value: word() }], list: false };
    at++;
    const values: { key?: string; value: Word }[] = [];
    while (at < end && text[at] !== ")") {
      blanks();
      if (text[at] === "\n") {
        lineBreak();
        continue;
      }
      const key = /^\[([^\]\n]*)\]=/.exec(text.slice(at, at + 200));
      if (key) at += key[0].length;
      const value = word();
      if (value.end === value.start && !key) break;
      values.push(key?.[1] === undefined ? { value } : { key: key[1].replace(/["']/g, ""), value });
    }
    if (text[at] === ")") at++;
    return { ...base, values, list: true };
  };

  const redirect = (into: Redirect[]): boolean => {
    blanks();
    const op = /^\d*(<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>>|&>)/.exec(text.slice(at, at + 8));
    if (!op?.[1]) return false;
    if (text[at + op[0].length] === "(" && op[0].length === 1) {
      at += 2;
      const body = statements(")");
      if (text[at] === ")") at++;
      into.push({ op: op[1], target: { pieces: [{ kind: "run", body }], start: at, end: at } });
      return true;
    }
    at += op[0].length;
    blanks();
    const from = at;
    const target = word();
    if (op[1] !== "<<" && op[1] !== "<<-") into.push({ op: op[1], target });
    else into.push({ op: op[1], target, document: document(text.slice(from, at), op[1] === "<<-") });
    return true;
  };

  const document = (written: string, indented: boolean): Word => {
    const name = written.replace(/["'\\]/g, "");
    const announced = text.indexOf("\n", at);
    if (name === "" || announced === -1 || announced >= end) return { pieces: [], start: at, end: at };
    const from = documents.get(announced) ?? announced + 1;
    let stop = end;
    let next = end;
    for (let line = from; line < end;) {
      const breakAt = text.indexOf("\n", line);
      const lineEnd = breakAt === -1 || breakAt > end ? end : breakAt;
      const content = text.slice(line, lineEnd).replace(/\r$/, "");
      if ((indented ? content.trimStart() : content) === name) {
        stop = line;
        next = Math.min(lineEnd + 1, end);
        break;
      }
      line = lineEnd + 1;
    }
    documents.set(announced, next);
    if (written === name) return reader.expanded(from, stop);
    return {
      pieces: [{ kind: "text", text: text.slice(from, stop), start: from, end: stop }],
      start: from,
      end: stop,
    };
  };

  return statements();
}
