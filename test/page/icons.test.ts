import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/run.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const codes = (css: string) =>
  new Map(
    [...css.matchAll(/\.codicon-([\w-]+)::?before\s*\{\s*content:\s*"(\\\w+)"/g)].map((it) => [it[1], it[2]]),
  );

describe("the icons of the page", () => {
  const ours = codes(read("src/webview/styles/icons.css"));

  it("have the code the icon font gives them", () => {
    const theirs = codes(read("node_modules/@vscode/codicons/dist/codicon.css"));
    for (const [name, code] of ours) assert.equal(code, theirs.get(name), name);
  });

  it("are all there, and none for nothing", () => {
    const sources = [
      ...globSync("src/webview/**/*.ts", { cwd: root }),
      ...globSync("src/billing/page/**/*.ts", { cwd: root }),
    ]
      .map(read)
      .join("\n");
    const used = [...sources.matchAll(/icon(?:\(|: )"([\w-]+)"/g)].map((it) => it[1] ?? "");
    for (const name of [...used, "arrow-up", "arrow-down", "info", "warning", "error"])
      assert.ok(ours.has(name) || name === "blank", name);
    for (const name of ours.keys())
      assert.ok(
        sources.includes(`"${name ?? ""}"`) || /^arrow-/.test(name ?? ""),
        `${name ?? ""} is not used`,
      );
  });
});
