import type { Address, Fact } from "../lint/contract/facts.ts";
import type { Work } from "../lint/contract/work.ts";
import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { isAbsolute, masked } from "../lint/values/address.ts";
import { readRequests, type Request } from "./http/requests.ts";
import { answerFacts } from "./http/responses.ts";
import { distinct, mentionsIn, proseFacts, useOf } from "./plain/addresses.ts";
import { expand, variableLookup, type Lookup } from "./plain/holes.ts";
import { sourceAt } from "./plain/source.ts";

function read({ text, needles, work }: PlainInput): PlainFacts {
  const { variables, requests, comments } = readRequests(text);
  const lookup = variableLookup(variables, work);
  const facts: Fact[] = comments.flatMap(({ start, end }) => proseFacts(sourceAt(text, start, end), needles));
  const named = new Map<string, readonly Address[]>();
  for (const { name, value } of variables) {
    for (const row of expand(value, lookup, work)) {
      for (const { parts } of mentionsIn(row, needles)) facts.push(useOf(parts, name));
    }
  }
  for (const request of requests) {
    const rows = addressesOf(request, lookup, work);
    if (request.name !== undefined) named.set(request.name, rows);
    // Without a name and a handler the answer is only shown.
    const unread = request.name === undefined && (request.body?.text ?? "").trim() === "";
    for (const row of rows) {
      for (const { parts } of mentionsIn(row, needles))
        facts.push(unread ? { ...useOf(parts), unread } : useOf(parts));
    }
    if (request.body) facts.push(...answerFacts(request.body, rows, needles));
  }
  facts.push(...namedAnswers(text, named, needles));
  return { facts: distinct(facts), regions: [] };
}

/** Whole addresses of a request: what its line says, led by the host its header says. */
function addressesOf({ target, host }: Request, lookup: Lookup, work: Work): readonly Address[] {
  const rows = expand(target, lookup, work);
  if (!host) return rows;
  const hosts = expand(host, lookup, work);
  return rows.flatMap((row) => {
    const led = isAbsolute(row) || !masked(row).startsWith("/");
    return led ? [row] : hosts.map((first) => [...first, ...row]);
  });
}

/** `{{login.response.body.$.name}}`: an answer of a named request, read in another. */
function namedAnswers(
  text: string,
  named: ReadonlyMap<string, readonly Address[]>,
  needles: readonly string[],
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const match of text.matchAll(/\{\{\s*([\w-]+)\.response\.(?:body|headers)[^{}\n]*\}\}/g)) {
    const origins = named.get(match[1] ?? "");
    const source = sourceAt(text, match.index, match.index + match[0].length);
    if (origins) facts.push(...answerFacts(source, origins, needles));
  }
  return facts;
}

export const http: Language = {
  id: "http",
  aliases: ["http", "rest", "httpyac", "http-request"],
  endings: [".http", ".rest"],
  comments: [["#"], ["//"]],
  reader: { kind: "plain", read },
  prose: (text) => readRequests(text).comments,
};
