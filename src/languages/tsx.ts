import type { Language } from "../lint/syntax/language.ts";
import { ecmascript } from "./ecmascript/syntax.ts";

export const tsx: Language = {
  id: "tsx",
  aliases: ["typescriptreact", "tsx"],
  endings: [".tsx"],
  comments: [["//"], ["/*", "*/"]],
  grammar: "tsx",
  reader: { kind: "program", syntax: ecmascript },
};
