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
    const listed = (
      await run(process.execPath, [vsce, "ls", "--no-dependencies", "--readme-path", "dist/README.md"])
    )
      .split("\n")
      .filter(Boolean);
    const allowed =
      /^(package\.json|dist\/README\.md|LICENSE|CHANGELOG\.md|docs\/.+|media\/(?!readme\/).+|dist\/[\w-]+\.(c?js|css|ttf)|dist\/ThirdPartyNotices\.txt|dist\/grammars\/[\w-]+\.wasm)$/;
    assert.deepEqual(
      listed.filter((file) => !allowed.test(file)),
      [],
    );
    for (const bundle of [
      "extension.cjs",
      "billing-page.cjs",
      "ledger-page.cjs",
      "node-fetch-transport.cjs",
      "vendors.cjs",
      "command-handlers.cjs",
      "show-alert.cjs",
      "account-stores.cjs",
      "charge-files.cjs",
      "ledger-files.cjs",
      "balance-files.cjs",
      "demo.cjs",
      "diagnostics.cjs",
      "lint-worker.cjs",
      "detail.js",
      "ThirdPartyNotices.txt",
    ])
      assert.ok(listed.includes(`dist/${bundle}`), bundle);
  });

  it("names every package that is in it, with its licence", async () => {
    const notices = await readFile(join(root, "dist/ThirdPartyNotices.txt"), "utf8");
    const parts = notices.split(/^-{80}$/m).slice(1);
    const named = parts.map((part) => /^\S+/m.exec(part)?.[0]);
    assert.deepEqual(named, [
      "@vscode/codicons",
      "data-uri-to-buffer",
      "fetch-blob",
      "formdata-polyfill",
      "ignore",
      "node-domexception",
      "node-fetch",
      "tree-sitter-javascript",
      "tree-sitter-python",
      "tree-sitter-typescript",
      "uplot",
      "web-tree-sitter",
    ]);
    const [icons = "", ...others] = parts;
    assert.match(icons, /Attribution 4\.0 International[^]*MIT License/);
    for (const part of others) assert.match(part, /permission is hereby granted/i, part.slice(0, 60));
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
