import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { GrammarPort } from "../../lint/syntax/parser.ts";

/** Runtime and grammars from one folder, as the build lays them out. */
export function createGrammarPort(folder: string): GrammarPort {
  return {
    runtime: () => readFile(join(folder, "web-tree-sitter.wasm")),
    grammar: (name) => readFile(join(folder, `tree-sitter-${name}.wasm`)),
  };
}
