import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
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
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/.+|media\/(?!readme\/).+|dist\/[\w-]+\.(c?js|css|ttf))$/;
    assert.deepEqual(
      listed.filter((file) => !allowed.test(file)),
      [],
    );
    for (const bundle of ["extension.cjs", "billing-page.cjs", "transport.cjs", "demo.cjs", "detail.js"])
      assert.ok(listed.includes(`dist/${bundle}`), bundle);
  });

  it("is light: what loads with the editor, and the whole", async () => {
    assert.ok((await bytes("dist/extension.cjs")) <= 61_440);
    assert.ok((await bytes("dist/detail.js")) <= 250_000);
    assert.ok((await stat(packagedFile)).size <= 400_000);
  });
});
