import { createWork } from "../lint/work.ts";
import type { Language } from "../lint/language.ts";
import { documentFacts } from "./document/facts.ts";
import { parseYaml } from "./document/yaml.ts";

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
