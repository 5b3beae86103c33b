import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutFiles, withoutRepository } from "../../support/extension-readme.ts";
import { root } from "../../support/run.ts";

describe("the README of the package", () => {
  it("has no picture that the Extensions view cannot load", () => {
    assert.equal(withoutFiles("a\n\n![A: b](a/b.png)\n\nc ![D](d.svg) e\n"), "a\n\nc  e\n");
    assert.equal(withoutFiles("![A](https://a.test/b.png)\n"), "![A](https://a.test/b.png)\n");
  });

  it("links to what can be opened from there", () => {
    const text =
      "[a](docs/a.md) [`b`](docs/b.md#c) [c](README.md#use-it) [d](#more) [e](https://e.test) [f](LICENSE)\n\ng";
    assert.equal(withoutFiles(text), "a `b` [c](#use-it) [d](#more) [e](https://e.test) f\n\ng");
  });

  it("keeps code as it is", () => {
    for (const code of ["`[a](b.md)`", "```md\n[a](b.md)\n![c](d.png)\n```"])
      assert.equal(withoutFiles(`${code} [x](y.md)`), `${code} x`);
  });

  it("leaves out what is only for the repository", () => {
    const only = "<!-- repository only -->\n\nb\n\n<!-- end -->\n\n";
    assert.equal(withoutRepository(`a\n\n${only}c\n\n${only}d\n`), "a\n\nc\n\nd\n");
  });

  it("needs no file of the repository", () => {
    const readme = withoutFiles(withoutRepository(readFileSync(join(root, "README.md"), "utf8")));
    const targets = [...readme.matchAll(/\]\(([^)]*)\)|\s(?:src|href)="([^"]*)"|^\[[^\]]+\]: *(\S+)/gm)];
    assert.ok(targets.length >= 1);
    for (const [all] of targets) assert.match(all, /(https:\/\/|#)/);
    for (const gone of ["npm ", "repository only", "<!-- end"]) assert.ok(!readme.includes(gone), gone);
  });
});
