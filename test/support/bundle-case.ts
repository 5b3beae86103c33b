import { build } from "esbuild";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { root } from "./run.ts";

/**
 * Bundles the test files of a case into one file for the extension host, and gives back its path.
 * It lies inside the repository, so that mocha is found from there.
 */
export async function bundleCase(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
  const outfile = join(root, ".vscode-test", "cases", `${basename(folder)}.cjs`);
  const loads = files.map((name) => `await import(${JSON.stringify(`./${name}`)});`);
  await build({
    stdin: {
      contents: `import { runMocha } from ${JSON.stringify(join(root, "test/integration/index.ts"))};
        export const run = () => runMocha(async () => { ${loads.join(" ")} });`,
      resolveDir: folder,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return outfile;
}
