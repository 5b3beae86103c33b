// Builds every bundle into dist/. `--minify` for the package, `--watch` while developing.
import { context } from "esbuild";
import { rm } from "node:fs/promises";

const flags = new Set(process.argv.slice(2));

/** Parts the extension loads when first needed: each is a bundle of its own beside the main one. */
const lazy = ["host/transport", "sandbox/demo", "editor/page/billing-page"];

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

const shared = {
  bundle: true,
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
};

await rm("dist", { recursive: true, force: true });
const contexts = await Promise.all([
  context({
    ...node,
    entryPoints: ["src/extension.ts", ...lazy.map((name) => `src/${name}.ts`)],
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
]);
for (const each of contexts) {
  if (flags.has("--watch")) await each.watch();
  else {
    await each.rebuild();
    await each.dispose();
  }
}
