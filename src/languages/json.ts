import type { Language } from "../lint/language.ts";
import { documentFacts } from "./document/facts.ts";
import { parseJson } from "./document/json.ts";

export const json: Language = {
  id: "json",
  aliases: ["json", "jsonc", "json5", "jsonl", "ndjson"],
  endings: [".json", ".jsonc", ".json5", ".jsonl", ".ndjson", ".har", ".webmanifest", ".code-workspace"],
  comments: [["//"], ["/*", "*/"]],
  reader: { kind: "plain", read: ({ text, needles }) => documentFacts(parseJson(text), text, needles) },
  prose: (text) => parseJson(text).comments,
};
