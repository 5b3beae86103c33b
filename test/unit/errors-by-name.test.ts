import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/run.ts";

/** What the bundles of the extension are made of. */
const sources = globSync("src/{billing,host,providers,editor,protocol}/**/*.ts", { cwd: root }).map(
  (path) => ({ path, text: readFileSync(join(root, path), "utf8") }),
);

describe("errors that modules share", () => {
  const classes = sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/export class (\w+) extends Error \{([^}]*)/g), ([, name = "", body = ""]) => ({
      path,
      name,
      body,
    })),
  );

  it("have names that survive minification", () => {
    assert.ok(classes.length >= 6);
    for (const { path, name, body } of classes) assert.ok(body.includes(`readonly name = "${name}";`), path);
  });

  it("are known by name: each bundle has a class of its own, which instanceof tells apart", () => {
    const found = sources.flatMap(({ path, text }) =>
      classes
        .filter(({ name }) => new RegExp(`instanceof ${name}\\b`).test(text))
        .map(({ name }) => `${path}: ${name}`),
    );
    assert.deepEqual(found, []);
  });
});
