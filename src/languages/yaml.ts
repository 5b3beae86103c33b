import { createWork } from "../lint/contract/work.ts";
import type { Language } from "../lint/syntax/language.ts";
import { documentFacts } from "./structured/facts.ts";
import { parseYaml } from "./structured/yaml.ts";

export const yaml: Language = {
  id: "yaml",
  aliases: ["yaml", "yml", "dockercompose", "github-actions-workflow", "helm"],
  endings: [".yaml", ".yml"],
  comments: [["#"]],
  reader: {
    kind: "plain",
    read: ({ text, needles, work }) => documentFacts(parseYaml(text, work), text, needles, work),
  },
  prose: (text) => parseYaml(text, createWork()).comments,
};
