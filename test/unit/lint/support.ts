import { readFile } from "node:fs/promises";

import { languages, rules } from "../../../src/catalog.ts";
import { createFilePort } from "../../../src/cli/files.ts";
import type { FilePort } from "../../../src/lint/contract/file-port.ts";
import { createEngine, type Engine } from "../../../src/lint/engine.ts";
import type { GrammarPort } from "../../../src/lint/syntax/parser.ts";

const modules = new URL("../../../node_modules/", import.meta.url);
const folders: Readonly<Record<string, string>> = {
  tsx: "tree-sitter-typescript",
};

/** Grammars straight from the installed packages, so that tests need no build. */
export const grammars: GrammarPort = {
  runtime: () => readFile(new URL("web-tree-sitter/web-tree-sitter.wasm", modules)),
  grammar: (name) =>
    readFile(new URL(`${folders[name] ?? `tree-sitter-${name}`}/tree-sitter-${name}.wasm`, modules)),
};

export function createTestEngine(files: FilePort = createFilePort()): Engine {
  return createEngine({ languages, rules, grammars, files });
}
