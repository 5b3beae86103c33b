import { strict as assert } from "node:assert";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

import { check, type Reported } from "../../../src/cli/check.ts";
import { readOptions } from "../../../src/cli/options.ts";
import { walk } from "../../../src/cli/walk.ts";

const modules = join(import.meta.dirname, "../../../node_modules");
const call = 'fetch("https://api.aimlapi.com/v1/billing/balance");\n';

describe("check", function () {
  this.timeout(120_000);

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

  it("reads no pipe, wherever one stands: named, beside, imported, among ignore files", async function () {
    if (process.platform === "win32") this.skip();
    const pipe = async (name: string) => {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await promisify(execFile)("mkfifo", [join(folder, name)]);
    };
    await pipe("named.js");
    await pipe("app/beside.js");
    await pipe("app/src/imported.js");
    await pipe("app/src/.gitignore");
    await symlink(join(folder, "named.js"), join(folder, "app/linked.js"));
    await put("app/src/kept.js", 'export const P = "/v1/billing/balance";\n');
    await put("app/src/use.js", 'import { H } from "./imported.js";\nfetch(H + "/v1/billing/balance");\n');
    await put("app/src/z.js", call);
    const walked = await run("app");
    assert.deepEqual(
      walked.found.map(({ file }) => file),
      ["app/src/z.js"],
    );
    const named = await run("named.js");
    assert.deepEqual([named.code, named.found], [2, []]);
    assert.match(named.notes, /^named\.js: not a regular file\n$/);
  });

  it("goes on behind a folder that cannot be listed", async () => {
    await put("a.js", call);
    await put("m/hidden.js", call);
    await put("z.js", call);
    const walked: string[] = [];
    const failed: string[] = [];
    for await (const file of walk(folder, (where) => void failed.push(relative(folder, where)))) {
      // Removed while the walk runs, as for somebody without rights.
      await rm(join(folder, "m"), { recursive: true, force: true });
      walked.push(relative(folder, file));
    }
    assert.deepEqual(
      walked.filter((file) => file.endsWith(".js")),
      ["a.js", "z.js"],
    );
    assert.deepEqual(failed, ["m"]);
  });

  it("tells of such a folder, and ends with 2", async () => {
    for (const name of ["a.js", "m/hidden.js", "z.js"]) await put(name, call);
    const options = readOptions(["check", "."]);
    assert.equal(options.kind, "check");
    let out = "";
    let notes = "";
    const code = await check(options, {
      folder,
      grammars: join(folder, "grammars"),
      out: (text) => {
        out += text;
        rmSync(join(folder, "m"), { recursive: true, force: true });
      },
      note: (text) => void (notes += text),
    });
    assert.match(out, /^a\.js:1:.*\nz\.js:1:.*\n2 deprecated in 2 files\n$/);
    assert.match(notes, /^m: ENOENT/);
    assert.equal(code, 2);
  });

  it("says when it does not look at what was named", async () => {
    for (const name of ["note.txt", "a.rb", "script"]) await put(name, call);
    await put("wide.js", Buffer.from(call, "utf16le"));
    const { notes } = await run("note.txt", "a.rb", "script", "wide.js");
    assert.deepEqual(notes.split("\n"), [
      "note.txt: unknown kind of file, not checked",
      "a.rb: unknown kind of file, not checked",
      "script: unknown kind of file, not checked",
      "wide.js: binary content, not checked",
      "",
    ]);
    assert.equal((await run(".")).notes, "");
  });

  it("shows a file name on one line, whatever it holds", async () => {
    if (process.platform === "win32") return;
    await put("x\ny\u001b[2J.js", call);
    const options = readOptions(["check", "."]);
    assert.equal(options.kind, "check");
    let out = "";
    const ports = { folder, grammars: join(folder, "grammars"), note: () => undefined };
    await check(options, { ...ports, out: (text) => void (out += text) });
    assert.match(out, /^x\\x0ay\\x1b\[2J\.js:1:\d+: certain: /);
  });

  describe("as a process", () => {
    const main = join(import.meta.dirname, "../../../src/cli/main.ts");
    const codeOf = async (stdout: "pipe" | number): Promise<number | null> => {
      const child = spawn(process.execPath, [main, "check", "."], {
        cwd: folder,
        stdio: ["ignore", stdout, "ignore"],
      });
      child.stdout?.destroy();
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    };

    beforeEach(async () => {
      const line = "curl https://api.aimlapi.com/v1/billing/balance\n";
      for (const name of ["a.sh", "b.sh", "c.sh"]) await put(name, line.repeat(400));
    });

    it("ends with the code it earned when nobody reads its output", async () => {
      assert.equal(await codeOf("pipe"), 1);
    });

    it("ends with the code it earned when its output is full", async function () {
      if (!existsSync("/dev/full")) this.skip();
      const full = openSync("/dev/full", "w");
      assert.equal(await codeOf(full), 1);
      closeSync(full);
    });
  });

  for (const [name, args] of [
    ["no path", ["check"]],
    ["an empty path", ["check", "a", ""]],
    ["another command", ["chek", "a"]],
    ["another format", ["check", "--format", "xml", "a"]],
    ["another level", ["check", "--level", "sure", "a"]],
    ["an unknown flag", ["check", "--fast", "a"]],
  ] as const) {
    it(`calls ${name} bad use`, () => assert.equal(readOptions(args).kind, "wrong"));
  }
});
