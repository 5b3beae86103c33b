import type { Language } from "../lint/syntax/language.ts";
import { pythonSyntax } from "./python/syntax.ts";

export const python: Language = {
  id: "python",
  aliases: ["python", "py", "python3", "ipython"],
  endings: [".py", ".pyi", ".pyw"],
  comments: [["#"]],
  grammar: "python",
  reader: { kind: "program", syntax: pythonSyntax },
};
