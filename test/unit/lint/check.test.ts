import { strict as assert } from "node:assert";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { check, type Reported } from "../../../src/cli/check.ts";
import { readOptions } from "../../../src/cli/options.ts";

const modules = join(import.meta.dirname, "../../../node_modules");
const call = 'fetch("https://api.aimlapi.com/v1/billing/balance");\n';

describe("check", () => {
  let folder = "";
  const put = async (name: string, content: string | Uint8Array): Promise<void> => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  const run = async (...args: string[]) => {
    const options = readOptions(["check", "--format", "json", ...args]);
    assert.equal(options.kind, "check");
    let out = "";
    let notes = "";
    const code = await check(options, {
      folder,
      grammars: join(folder, "grammars"),
      out: (text) => void (out += text),
      note: (text) => void (notes += text),
    });
    return { code, notes, found: JSON.parse(out) as Reported[] };
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "check-"));
    await mkdir(join(folder, "grammars"));
    await copyFile(
      join(modules, "web-tree-sitter/web-tree-sitter.wasm"),
      join(folder, "grammars/web-tree-sitter.wasm"),
    );
    const name = "tree-sitter-javascript.wasm";
    await copyFile(join(modules, "tree-sitter-javascript", name), join(folder, "grammars", name));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("tells file, place, rule, level and message", async () => {
    await put("src/a.js", `// 🙂\n${call}`);
    const { code, found } = await run("src");
    assert.equal(code, 1);
    const [one] = found;
    assert.deepEqual(
      { ...one, message: "" },
      {
        file: "src/a.js",
        line: 2,
        column: 31,
        endLine: 2,
        endColumn: 50,
        ruleId: "aimlapi/deprecated-endpoint",
        level: "certain",
        message: "",
      },
    );
    assert.match(one?.message ?? "", /^\/v1\/billing\/balance is deprecated\. \/v2\/billing or /);
  });

  it("passes over packages and ignored files, unless they are named", async () => {
    await mkdir(join(folder, ".git"));
    await put(".gitignore", "out/\n*.gen.js\n!kept.gen.js\n");
    await put("sub/.gitignore", "local.js\n");
    for (const name of [
      "out/a.js",
      "b.gen.js",
      "kept.gen.js",
      "sub/local.js",
      "sub/c.js",
      "node_modules/p/d.js",
    ]) {
      await put(name, call);
    }
    const files = async (...paths: string[]) => (await run(...paths)).found.map(({ file }) => file);
    assert.deepEqual(await files("."), ["kept.gen.js", "sub/c.js"]);
    assert.deepEqual(await files("out", "node_modules", "b.gen.js"), [
      "out/a.js",
      "node_modules/p/d.js",
      "b.gen.js",
    ]);
  });

  it("passes over binary content in silence, and large text with a note", async () => {
    await put("a.js", Buffer.concat([Buffer.from(call), Buffer.from([0])]));
    await put("b.js", call + " ".repeat(5 * 1024 * 1024));
    const { code, notes, found } = await run(".");
    assert.deepEqual([code, found], [0, []]);
    assert.match(notes, /^b\.js: larger than 5 MB/);
  });

  it("reads UTF-16", async () => {
    await put("a.js", Buffer.from(`\uFEFF${call}`, "utf16le"));
    const { found } = await run("a.js");
    assert.deepEqual(
      found.map(({ line, column }) => [line, column]),
      [[1, 31]],
    );
  });

  it("ends with 0 when nothing is found and 2 when input cannot be read", async () => {
    await put("a.js", "1;\n");
    assert.equal((await run("a.js")).code, 0);
    assert.equal((await run("a.js", "missing.js")).code, 2);
  });

  it("reports weaker levels on demand", async () => {
    await put("a.js", 'fetch(process.env.AIML_BASE + "/v1/billing/balance");\n');
    assert.equal((await run("a.js")).found[0]?.level, "likely");
    assert.equal((await run("--level", "certain", "a.js")).code, 0);
  });

  for (const [name, args] of [
    ["no path", ["check"]],
    ["another command", ["chek", "a"]],
    ["another format", ["check", "--format", "xml", "a"]],
    ["another level", ["check", "--level", "sure", "a"]],
    ["an unknown flag", ["check", "--fast", "a"]],
  ] as const) {
    it(`calls ${name} bad use`, () => assert.equal(readOptions(args).kind, "wrong"));
  }
});
