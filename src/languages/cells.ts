import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { cellRegions, type Cell } from "./notebook/cells.ts";
import { sourceAt } from "./plain/source.ts";

const head = /(?:^|\n)\u241e([^\n]*)\n/g;

/** Each cell begins with a line of `␞` and its language, and ends with a line break. */
function read({ text }: PlainInput): PlainFacts {
  const heads = [...text.matchAll(head)];
  const cells = heads.map((match, index): Cell => {
    const language = match[1] ?? "";
    const next = heads[index + 1];
    const source = sourceAt(text, match.index + match[0].length, next ? next.index : text.length);
    return language === "markdown" ? { kind: "markdown", source } : { kind: "code", source, language };
  });
  return { facts: [], regions: cellRegions(cells, "python") };
}

/** A notebook that is open in the editor, as one text of its cells: the editor writes it, no file does. */
export const cells: Language = {
  id: "cells",
  aliases: [],
  endings: [],
  comments: [],
  reader: { kind: "plain", read },
};
