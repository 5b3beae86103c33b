import type { Language } from "../lint/syntax/language.ts";
import { documentFacts } from "./structured/facts.ts";
import { parseJson } from "./structured/json.ts";

const shared: Pick<Language, "reader" | "prose"> = {
  reader: {
    kind: "plain",
    read: ({ text, needles, work }) => documentFacts(parseJson(text), text, needles, work),
  },
  prose: (text) => parseJson(text).comments,
};

/** Data: a comment in it would break whoever reads it. */
export const json: Language = {
  id: "json",
  aliases: ["json", "jsonl", "ndjson"],
  endings: [".json", ".jsonl", ".ndjson", ".har", ".webmanifest"],
  comments: [],
  ...shared,
};

export const jsonWithComments: Language = {
  id: "jsonc",
  aliases: ["jsonc", "json5"],
  endings: [
    ".jsonc",
    ".json5",
    ".code-workspace",
    "tsconfig.json",
    "jsconfig.json",
    "settings.json",
    "launch.json",
    "tasks.json",
    "devcontainer.json",
  ],
  comments: [["//"], ["/*", "*/"]],
  ...shared,
};
