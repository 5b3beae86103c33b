import type { Address, Fact } from "../../lint/contract/facts.ts";
import { headerFacts } from "../plain/addresses.ts";
import { slice, type Source } from "../plain/source.ts";

const body =
  /(?:\bresponse\.(?:body|parsedBody|data)|\bjsonPath(?:\s+(?=[.?[]))?|\?\?\s+body)((?:\.\$|\??\.\w+|\[\s*["']?\w+["']?\s*\]|\s+\w+(?=\s))+)/g;
const headers = /\bresponse\.headers[^\n;)}]*/g;

/** Names before a field that are kept. */
const deepest = 24;

/** Fields and headers of the answer that handlers, tests and references in `source` read. */
export function answerFacts(
  source: Source,
  origins: readonly Address[],
  needles: readonly string[],
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const match of source.text.matchAll(body)) {
    const chain = match[1] ?? "";
    const start = match.index + match[0].length - chain.length;
    const path: string[] = [];
    for (const step of chain.matchAll(/\w+/g)) {
      const span = source.span(start + step.index, start + step.index + step[0].length);
      const found = { name: step[0], path: path.slice(-deepest), origins, names: [] };
      if (span) facts.push({ kind: "field", ...found, span, from: "body", role: "read" });
      path.push(step[0]);
    }
  }
  for (const match of source.text.matchAll(headers)) {
    const found = slice(source, match.index, match.index + match[0].length);
    facts.push(...headerFacts(found, needles, "read", origins));
  }
  return facts;
}
