import type { Language } from "../lint/language.ts";
import { ecmascript } from "./ecmascript/syntax.ts";

export const typescript: Language = {
  id: "typescript",
  aliases: ["typescript", "ts", "mts", "cts"],
  endings: [".ts", ".mts", ".cts"],
  comments: [["//"], ["/*", "*/"]],
  grammar: "typescript",
  reader: { kind: "program", syntax: ecmascript },
};
