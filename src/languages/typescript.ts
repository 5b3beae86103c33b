import type { Language } from "../lint/syntax/language.ts";
import { ecmascript } from "./ecmascript/syntax.ts";

export const typescript: Language = {
  id: "typescript",
  aliases: ["typescript", "ts", "mts", "cts"],
  endings: [".ts", ".mts", ".cts"],
  comments: [["//"], ["/*", "*/"]],
  grammar: "typescript",
  reader: { kind: "program", syntax: ecmascript },
};
