/** Names of the grammars in dist/grammars, without "tree-sitter-" and ".wasm". */
export type Grammar = "javascript" | "typescript" | "tsx" | "python";
