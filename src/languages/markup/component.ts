import type { Fact } from "../../lint/contract/facts.ts";
import { createOffsetMap } from "../../lint/contract/offset-map.ts";
import type { PlainFacts } from "../../lint/syntax/language.ts";
import { holdsNeedle, proseFacts } from "../plain/addresses.ts";
import { joinSources, sourceAt, type Source } from "../plain/source.ts";
import { readBlocks } from "./blocks.ts";

/** Expressions of a template, found in a stretch of markup, each as a row that is one statement. */
export type Expressions = (markup: Source) => readonly (readonly (string | Source)[])[];

/**
 * Scripts of a component as one program, with the expressions of its template below them, so that a name read in the
 * template is known from the script.
 */
export function componentFacts(
  text: string,
  needles: readonly string[],
  expressionsWith: (scripts: string) => Expressions,
): PlainFacts {
  const { scripts, markup, comments } = readBlocks(text);
  const facts: Fact[] = comments.flatMap(({ start, end }) => proseFacts(sourceAt(text, start, end), needles));
  const parts: (string | Source)[] = scripts.flatMap(({ source }) => [source, "\n"]);
  const expressions = expressionsWith(scripts.map(({ source }) => source.text).join("\n"));
  for (const { start, end } of markup) {
    for (const row of expressions(sourceAt(text, start, end))) parts.push(";", ...row, ";\n");
  }
  const program = joinSources(parts);
  if (!holdsNeedle(program.text, needles)) return { facts, regions: [] };
  const language = scripts.find((script) => script.language !== "js")?.language ?? "js";
  const toHost = createOffsetMap(program.pieces);
  return { facts, regions: [{ language: language === "ts" ? "ts" : language, text: program.text, toHost }] };
}

/** Whether a text may stand in parentheses: its own brackets and quotes are closed, and it is no statement. */
export function isExpression(text: string): boolean {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
  for (let at = 0; at < text.length; at++) {
    const c = text[at] ?? "";
    const pair = pairs[c];
    if (pair) open.push(pair);
    else if (c === ")" || c === "]" || c === "}") {
      if (open.pop() !== c) return false;
    } else if (c === '"' || c === "'" || c === "`") {
      const close = text.indexOf(c, at + 1);
      if (close === -1) return false;
      at = close;
    } else if (c === ";") return false;
  }
  return open.length === 0 && text.trim() !== "" && !/^\s*(?:const|let|var|if|for|return)\b/.test(text);
}
