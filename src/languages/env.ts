import type { Fact } from "../lint/contract/facts.ts";
import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { isAbsolute, masked } from "../lint/values/address.ts";
import { readEnv, type Variable } from "./env/variables.ts";
import { distinct, mentionsIn, proseFacts, useOf } from "./plain/addresses.ts";
import { expand, variableLookup } from "./plain/holes.ts";
import { sourceAt } from "./plain/source.ts";
import { sharedWords } from "./structured/bases.ts";

function read({ text, needles, work }: PlainInput): PlainFacts {
  const { variables, comments } = readEnv(text);
  const facts: Fact[] = comments.flatMap(({ start, end }) => proseFacts(sourceAt(text, start, end), needles));
  const places = variables.filter(({ value }) => /^https?:\/\/[^/]+(?:\/v\d+)?\/?$/.test(value.text));
  const lookup = variableLookup(variables, work);
  for (const variable of variables) {
    const rows = variable.literal
      ? expand(variable.value, () => undefined, work)
      : expand(variable.value, lookup, work);
    for (const row of rows) {
      for (const { parts, whole } of mentionsIn(row, needles)) {
        const relative = whole && !isAbsolute(parts) && masked(parts).startsWith("/");
        const bases = relative && work.take(places.length) ? basesOf(variable, places) : [];
        for (const base of bases) {
          for (const first of expand(base.value, lookup, work))
            facts.push(useOf([...first, ...parts], variable.name));
        }
        if (bases.length === 0) facts.push(useOf(parts, variable.name));
      }
    }
  }
  return { facts: distinct(facts), regions: [] };
}

/** Where a path kept apart belongs: the address with the most first words of its name in common, or the only one. */
function basesOf(path: Variable, bases: readonly Variable[]): readonly Variable[] {
  const shared = bases.map((base) => sharedWords(base.name, path.name));
  const best = shared.reduce((most, one) => Math.max(most, one), 0);
  if (best > 0) return bases.filter((_, index) => shared[index] === best);
  return bases.length === 1 ? bases : [];
}

const stages = (
  "example sample template dist defaults local dev development prod production staging stage test testing ci docker" +
  " preview qa uat development.local production.local test.local"
).split(" ");

export const env: Language = {
  id: "env",
  aliases: ["dotenv", "env", "properties", "ini"],
  endings: [".env", ...stages.map((stage) => `.env.${stage}`)],
  comments: [["#"]],
  reader: { kind: "plain", read },
  prose: (text) => readEnv(text).comments,
};
