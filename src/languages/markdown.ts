import type { Fact } from "../lint/contract/facts.ts";
import { createOffsetMap } from "../lint/contract/offset-map.ts";
import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { readFences } from "./markdown/fences.ts";
import { fenceRegions } from "./markdown/regions.ts";
import { proseFacts } from "./plain/addresses.ts";
import { sourceAt } from "./plain/source.ts";

function read({ text, needles, work }: PlainInput): PlainFacts {
  const { fences, prose } = readFences(text);
  const facts: Fact[] = prose.flatMap(({ start, end }) => proseFacts(sourceAt(text, start, end), needles));
  const regions = fenceRegions(fences, needles, work).map(({ language, source }) => ({
    language,
    text: source.text,
    toHost: createOffsetMap(source.pieces),
  }));
  return { facts, regions };
}

export const markdown: Language = {
  id: "markdown",
  aliases: ["markdown", "md", "mdx", "quarto", "rmd"],
  endings: [".md", ".mdx", ".markdown", ".mdc", ".qmd", ".rmd"],
  comments: [
    ["<!--", "-->"],
    ["{/*", "*/}"],
  ],
  reader: { kind: "plain", read },
  prose: (text) => readFences(text).prose,
};
