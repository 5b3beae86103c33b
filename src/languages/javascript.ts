import type { Language } from "../lint/syntax/language.ts";
import { ecmascript } from "./ecmascript/syntax.ts";

export const javascript: Language = {
  id: "javascript",
  aliases: ["javascript", "javascriptreact", "js", "jsx", "mjs", "cjs", "node"],
  endings: [".js", ".jsx", ".mjs", ".cjs"],
  comments: [["//"], ["/*", "*/"]],
  grammar: "javascript",
  reader: { kind: "program", syntax: ecmascript },
};
