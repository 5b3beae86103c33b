import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { packagedFile } from "../support/package.ts";
import { root, run } from "../support/run.ts";

const bytes = async (file: string) => (await stat(join(root, file))).size;

describe("the package", () => {
  it("holds bundles, media and docs, and nothing else", async () => {
    const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
    const listed = (await run(process.execPath, [vsce, "ls", "--no-dependencies"]))
      .split("\n")
      .filter(Boolean);
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/.+|media\/(?!readme\/).+|dist\/[\w-]+\.(c?js|css|ttf)|dist\/grammars\/[\w-]+\.wasm)$/;
    assert.deepEqual(
      listed.filter((file) => !allowed.test(file)),
      [],
    );
    for (const bundle of [
      "extension.cjs",
      "billing-page.cjs",
      "client.cjs",
      "alerts.cjs",
      "transport.cjs",
      "demo.cjs",
      "diagnostics.cjs",
      "lint-worker.cjs",
      "detail.js",
    ])
      assert.ok(listed.includes(`dist/${bundle}`), bundle);
  });

  it("is light: what loads with the editor, and the whole", async () => {
    assert.ok((await bytes("dist/extension.cjs")) <= 61_440);
    const grammars = await Promise.all(
      (await readdir(join(root, "dist/grammars"))).map(async (name) => {
        const content = await readFile(join(root, "dist/grammars", name));
        return deflateRawSync(content, { level: 9 }).length;
      }),
    );
    const zipped = grammars.reduce((sum, size) => sum + size, 0);
    assert.ok(zipped <= 1_200_000);
    assert.ok((await stat(packagedFile)).size - zipped <= 400_000);
  });
});
