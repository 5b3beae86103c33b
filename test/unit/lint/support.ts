import { readFile } from "node:fs/promises";

import { languages, rules } from "../../../src/catalog.ts";
import { createFilePort } from "../../../src/cli/files.ts";
import type { FilePort } from "../../../src/lint/contract/file-port.ts";
import { createEngine, type Engine, type EngineOptions } from "../../../src/lint/engine.ts";
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

/** Limits that a busy machine does not meet: only counted work ends an analysis. */
export const patient = { parseMillis: 600_000, workMillis: 600_000 };

export function createTestEngine(
  files: FilePort = createFilePort(),
  limits: Pick<EngineOptions, "parseMillis" | "workMillis"> = {},
): Engine {
  return createEngine({ languages, rules, grammars, files, ...limits });
}
