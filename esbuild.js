// Builds every bundle into dist/, or into the folder after `--outdir`. `--minify` for the package, `--watch` while developing.
import { context } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values: flags } = parseArgs({
  options: {
    minify: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    outdir: { type: "string", default: "dist" },
  },
});
const { minify, outdir } = flags;
const source = join(import.meta.dirname, "src");

/** Parts the extension loads when first needed: each is a bundle of its own beside the main one. */
const lazy = [
  "billing/client",
  "host/transport",
  "host/ledger-files",
  "host/charge-files",
  "host/balance-files",
  "billing/account-stores",
  "sandbox/demo",
  "diagnostics",
  "vendors",
  "editor/actions",
  "editor/tell-alert",
  "editor/page/billing-page",
];

/** The bundle of each lazy part, by the path of its source: two parts may not share a name. */
const bundleOf = new Map(lazy.map((name) => [join(source, `${name}.ts`), `./${basename(name)}.cjs`]));
if (new Set(bundleOf.values()).size < lazy.length) throw new Error("Two lazy parts have the same file name.");

/** Turns `import("./host/transport.ts")` into a load of that file's bundle. */
const lazyBundles = {
  name: "lazy-bundles",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) => {
      const bundle = kind === "dynamic-import" && bundleOf.get(resolve(resolveDir, path));
      return bundle ? { path: bundle, external: true } : undefined;
    });
  },
};

const modules = join(import.meta.dirname, "node_modules");

/** The runtime and the grammars that the languages name, beside the bundles that load them as bytes. */
const grammars = [
  "web-tree-sitter/web-tree-sitter.wasm",
  "tree-sitter-javascript/tree-sitter-javascript.wasm",
  "tree-sitter-python/tree-sitter-python.wasm",
  "tree-sitter-typescript/tree-sitter-tsx.wasm",
  "tree-sitter-typescript/tree-sitter-typescript.wasm",
];

const shared = {
  bundle: true,
  minify,
  sourcemap: minify ? false : "linked",
  legalComments: "none",
  logLevel: "info",
};
const node = {
  ...shared,
  platform: "node",
  target: "node22",
  format: "cjs",
  outdir,
  entryNames: "[name]",
  outExtension: { ".js": ".cjs" },
  external: ["vscode"],
  // Its ES module, bundled to CommonJS, builds without a word and dies when it starts.
  alias: { "web-tree-sitter": join(modules, "web-tree-sitter/web-tree-sitter.cjs") },
};

await rm(outdir, { recursive: true, force: true });
await mkdir(join(outdir, "grammars"), { recursive: true });
await Promise.all(
  grammars.map((path) => copyFile(join(modules, path), join(outdir, "grammars", basename(path)))),
);
const contexts = await Promise.all([
  context({
    ...node,
    entryPoints: ["src/extension.ts", "src/lint-worker.ts", ...lazy.map((name) => `src/${name}.ts`)],
    plugins: [lazyBundles],
  }),
  context({
    ...shared,
    platform: "browser",
    target: "es2023",
    format: "iife",
    outdir,
    entryPoints: ["src/webview/detail.ts", "src/webview/detail.css"],
    assetNames: "[name]",
    loader: { ".ttf": "file" },
  }),
  context({
    ...shared,
    platform: "node",
    target: "node22",
    format: "esm",
    outdir,
    entryPoints: { cli: "src/cli/main.ts" },
  }),
]);
for (const each of contexts) {
  if (flags.watch) await each.watch();
  else {
    await each.rebuild();
    await each.dispose();
  }
}
