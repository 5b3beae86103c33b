// Builds every bundle into dist/. `--minify` for the package, `--watch` while developing.
import { context } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { packagesIn, writeNotices } from "./notices.js";

const flags = new Set(process.argv.slice(2));

/** Parts the extension loads when first needed: each is a bundle of its own beside the main one. */
const lazy = [
  "billing/client",
  "host/transport",
  "host/ledger-files",
  "host/charge-files",
  "sandbox/demo",
  "diagnostics",
  "vendors",
  "editor/actions",
  "editor/alerts",
  "editor/page/billing-page",
];

const fileOf = (name) => name.split("/").pop();

/** Turns `import("./host/transport.ts")` into a load of the bundle of that name. */
const lazyBundles = {
  name: "lazy-bundles",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const entry = kind === "dynamic-import" && lazy.find((name) => path.endsWith(`/${fileOf(name)}.ts`));
      return entry ? { path: `./${fileOf(entry)}.cjs`, external: true } : undefined;
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
  metafile: true,
  minify: flags.has("--minify"),
  sourcemap: flags.has("--minify") ? false : "linked",
  legalComments: "none",
  logLevel: "info",
};
const node = {
  ...shared,
  platform: "node",
  target: "node22",
  format: "cjs",
  outdir: "dist",
  entryNames: "[name]",
  outExtension: { ".js": ".cjs" },
  external: ["vscode"],
  // Its ES module, bundled to CommonJS, builds without a word and dies when it starts.
  alias: { "web-tree-sitter": join(modules, "web-tree-sitter/web-tree-sitter.cjs") },
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist/grammars", { recursive: true });
await Promise.all(
  grammars.map((path) => copyFile(join(modules, path), join("dist/grammars", path.split("/").pop()))),
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
    outdir: "dist",
    entryPoints: ["src/webview/detail.ts", "src/webview/detail.css"],
    assetNames: "[name]",
    loader: { ".ttf": "file" },
  }),
  context({
    ...shared,
    platform: "node",
    target: "node22",
    format: "esm",
    outdir: "dist",
    entryPoints: { cli: "src/cli/main.ts" },
  }),
]);
if (flags.has("--watch")) await Promise.all(contexts.map((each) => each.watch()));
else {
  const built = await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
  const packages = packagesIn(
    built.map(({ metafile }) => metafile),
    grammars,
  );
  await writeNotices("dist/ThirdPartyNotices.txt", packages);
}
