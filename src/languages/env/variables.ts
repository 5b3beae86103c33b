import type { Span } from "../../lint/contract/finding.ts";
import { sourceAt, type Source } from "../plain/source.ts";

export interface Variable {
  readonly name: string;
  readonly value: Source;
  /** In single quotes: nothing in it is replaced. */
  readonly literal: boolean;
}

const line = /^[ \t\uFEFF]*(?:export[ \t]+|set[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*/;

/** Variables and comments of a `.env` file; a quoted value may go over lines. */
export function readEnv(text: string): { variables: readonly Variable[]; comments: readonly Span[] } {
  const variables: Variable[] = [];
  const comments: Span[] = [];
  for (let at = 0; at < text.length;) {
    const breakAt = text.indexOf("\n", at);
    let stop = breakAt === -1 ? text.length : breakAt;
    const content = text.slice(at, stop).replace(/\r$/, "");
    const head = line.exec(content);
    if (/^[ \t\uFEFF]*[#;]/.test(content)) comments.push({ start: at, end: at + content.length });
    else if (head?.[1]) {
      const start = at + head[0].length;
      const quote = text[start];
      const quoted = start < stop && (quote === '"' || quote === "'" || quote === "`");
      const close = quoted ? closing(text, start, quote) : -1;
      if (quoted && close !== -1) {
        variables.push({ name: head[1], value: sourceAt(text, start + 1, close), literal: quote === "'" });
        const next = text.indexOf("\n", close);
        stop = next === -1 ? text.length : next;
        const rest = text.slice(close + 1, stop).indexOf("#");
        if (rest !== -1) comments.push({ start: close + 1 + rest, end: stop });
      } else {
        const value = content.slice(head[0].length);
        const comment = value.search(/(?:^|[ \t])#/);
        const end = comment === -1 ? value.length : comment;
        const length = value.slice(0, end).trimEnd().length;
        variables.push({ name: head[1], value: sourceAt(text, start, start + length), literal: false });
        if (comment !== -1) comments.push({ start: start + end, end: start + value.length });
      }
    }
    at = stop + 1;
  }
  return { variables, comments };
}

function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote === '"') at++;
    else if (text[at] === quote) return at;
    else if (text[at] === "\n" && at - start > 4000) return -1;
  }
  return -1;
}
