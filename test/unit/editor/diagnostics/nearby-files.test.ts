import assert from "node:assert/strict";
import { mock } from "node:test";
import { openEditor, workspace } from "../../../support/fake-vscode.ts";
import { FakeDocument } from "../../../support/vscode/documents.ts";
import "../../../support/with-vscode.ts";

const { createNearbyFiles } = await import("../../../../src/editor/diagnostics/nearby-files.ts");

describe("the files around a document", () => {
  beforeEach(() => mock.timers.enable({ apis: ["Date"] }));
  afterEach(() => mock.timers.reset());
  const W = "file:///project";
  function open(files: Readonly<Record<string, string>>, documents: readonly FakeDocument[] = []) {
    const editor = openEditor();
    for (const [name, text] of Object.entries(files)) editor.files.set(`${W}/${name}`, text);
    workspace.textDocuments = [...documents];
    return { editor, nearby: createNearbyFiles() };
  }

  describe("that it imports", () => {
    const read = (nearby: ReturnType<typeof createNearbyFiles>, ...candidates: string[]) =>
      nearby.readFirst(`${W}/a/b.py`, candidates);

    it("are the first that can be read, as it stands in an editor", async () => {
      const { nearby } = open({ "a/one.py": "stored", "two.py": "two" }, [
        new FakeDocument(`${W}/a/one.py`, "unsaved"),
      ]);
      assert.deepEqual(await read(nearby, "none.py", "one.py"), { file: `${W}/a/one.py`, text: "unsaved" });
      assert.deepEqual(await read(nearby, "../two.py"), { file: `${W}/two.py`, text: "two" });
      assert.equal(await read(nearby, "none.py"), undefined);
    });

    it("are no folders and nothing larger than half a megabyte", async () => {
      const { nearby, editor } = open({
        "a/one/two.py": "",
        "a/large.py": "x".repeat(500_001),
        "a/fits.py": "x".repeat(500_000),
      });
      assert.equal(await read(nearby, "one", "large.py"), undefined);
      assert.equal((await read(nearby, "fits.py"))?.text.length, 500_000);
      editor.files.clear();
    });

    it("are none of a text that lives in no folder", async () => {
      const { nearby } = open({ "one.py": "" });
      assert.equal(await nearby.readFirst("untitled:Untitled-1", ["one.py"]), undefined);
    });
  });

  describe("that may import it", () => {
    const names = async (nearby: ReturnType<typeof createNearbyFiles>, file: string) =>
      (await nearby.importers(`${W}/${file}`)).map((it) => it.file.slice(W.length + 1)).sort();

    it("name it, are of its family, and live in the folder above its own or below that", async () => {
      const { nearby } = open({
        "src/lib/paths.ts": "itself paths",
        "src/lib/near.ts": "import paths",
        "src/app.tsx": "import paths",
        "src/deep/er/far.mjs": "import paths",
        "src/other.ts": "nothing",
        "src/note.md": "paths",
        "src/old.py": "paths",
        "src/.hidden/a.ts": "paths",
        "src/node_modules/a.ts": "paths",
        "above.ts": "paths",
      });
      assert.deepEqual(await names(nearby, "src/lib/paths.ts"), [
        "src/app.tsx",
        "src/deep/er/far.mjs",
        "src/lib/near.ts",
      ]);
    });

    it("name the folder of an index", async () => {
      const { nearby } = open({
        "lib/__init__.py": "",
        "lib/index.ts": "",
        "app.py": "import lib",
        "app.ts": "import lib",
      });
      assert.deepEqual(await names(nearby, "lib/__init__.py"), ["app.py"]);
      assert.deepEqual(await names(nearby, "lib/index.ts"), ["app.ts"]);
    });

    it("count as they stand in editors", async () => {
      const { nearby } = open({ "lib/paths.py": "", "one.py": "import paths", "two.py": "nothing" }, [
        new FakeDocument(`${W}/one.py`, "nothing now"),
        new FakeDocument(`${W}/two.py`, "import paths"),
        new FakeDocument(`${W}/three.md`, "paths"),
        new FakeDocument("untitled:four.py", "paths"),
      ]);
      assert.deepEqual(await names(nearby, "lib/paths.py"), ["two.py"]);
    });

    it("are searched for anew after half a minute", async () => {
      const { nearby, editor } = open({ "lib/paths.py": "", "one.py": "paths" });
      assert.deepEqual(await names(nearby, "lib/paths.py"), ["one.py"]);
      editor.files.set(`${W}/two.py`, "paths");
      mock.timers.tick(30_000);
      assert.deepEqual(await names(nearby, "lib/paths.py"), ["one.py"]);
      mock.timers.tick(1);
      assert.deepEqual(await names(nearby, "lib/paths.py"), ["one.py", "two.py"]);
    });

    it("are looked for among 300 files at most", async () => {
      const many = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`f${index}.py`, "paths"]));
      const { nearby } = open({ "lib/paths.py": "", ...many });
      assert.equal((await names(nearby, "lib/paths.py")).length, 300);
    });

    it("are none of a file of another kind", async () => {
      const { nearby } = open({ "lib/paths.rb": "", "one.rb": "paths" });
      assert.deepEqual(await names(nearby, "lib/paths.rb"), []);
    });
  });
});
