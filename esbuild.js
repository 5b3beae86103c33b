// Builds every bundle into dist/, or into the folder after `--outdir`. `--minify` for the package, `--watch` while developing.
import { context } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
  "host/http/node-fetch-transport",
  "host/ledger-files",
  "host/store/charge-files",
  "host/balance-files",
  "billing/accounts/account-stores",
  "providers/aimlapi/ledger-page",
  "sandbox/demo",
  "bundles/diagnostics",
  "bundles/vendors",
  "editor/commands/command-handlers",
  "editor/show-alert",
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
  metafile: true,
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
  // As in the source: escapes would be twice as long.
  charset: "utf8",
  // Its ES module, bundled to CommonJS, builds without a word and dies when it starts.
  alias: {
    "web-tree-sitter": join(modules, "web-tree-sitter/web-tree-sitter.cjs"),
    // What node-fetch brings for a node that has no streams of the web.
    "web-streams-polyfill/dist/ponyfill.es2018.js": "node:stream/web",
  },
};

await rm(outdir, { recursive: true, force: true });
await mkdir(join(outdir, "grammars"), { recursive: true });
await Promise.all(
  grammars.map((path) => copyFile(join(modules, path), join(outdir, "grammars", basename(path)))),
);
const contexts = await Promise.all([
  context({
    ...node,
    entryPoints: ["src/extension.ts", "src/bundles/lint-worker.ts", ...lazy.map((name) => `src/${name}.ts`)],
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
if (flags.watch) await Promise.all(contexts.map((each) => each.watch()));
else {
  const built = await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
  const packages = packagesIn(
    built.map(({ metafile }) => metafile),
    grammars,
  );
  await writeNotices(join(outdir, "ThirdPartyNotices.txt"), packages);
}

/** The packages that a build took files from, by esbuild's metafiles and the paths of what was copied. */
function packagesIn(metafiles, copied) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const paths = [...inputs, ...copied.map((path) => `node_modules/${path}`)];
  const names = paths.map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll("\\", "/"))?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

async function writeNotices(file, packages) {
  const notices = await Promise.all(packages.map(noticeOf));
  const head = "AI/ML API Balance contains the work of others, under the licences below.\n";
  await writeFile(file, [head, ...notices].join(`\n${"-".repeat(80)}\n\n`));
}

async function noticeOf(name) {
  const folder = join(modules, name);
  const { version, license, author, repository, homepage } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const files = (await readdir(folder))
    .filter((each) => /^(licen[cs]e|copying|notice)(?![\w-]*\.(js|ts)$)/i.test(each))
    .sort();
  const texts =
    files.length > 0
      ? await Promise.all(files.map((each) => readFile(join(folder, each), "utf8")))
      : [await licenceInReadme(folder)];
  const by = typeof author === "string" ? author : author?.name;
  const from = homepage ?? repository?.url ?? repository;
  const lines = [`${name} ${version}`, `License: ${license}`, by && `By: ${by}`, from && `From: ${from}`];
  return [...lines.filter(Boolean), "", ...texts.map((text) => `${text.trim()}\n`)].join("\n");
}

/** Some packages keep their licence at the end of their page only. */
async function licenceInReadme(folder) {
  const text = await readFile(join(folder, "README.md"), "utf8");
  const at = text.search(/^(#+ *)?licen[cs]e/im);
  if (at < 0 || !/permission is hereby granted/i.test(text.slice(at)))
    throw new Error(`no licence in ${folder}`);
  return text.slice(at);
}
