import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createFilePort } from "../../../src/cli/files.ts";

describe("the files around a checked one", () => {
  it("are listed and read once for all of a run", async () => {
    const root = await mkdtemp(join(tmpdir(), "aimlapi-"));
    try {
      const folder = join(root, "src");
      await mkdir(folder);
      const importer = join(folder, "a.js");
      await writeFile(importer, 'import "./kept.js"; import "./other.js";');
      const port = createFilePort();
      const files = async (name: string) =>
        (await port.importers?.(join(folder, name)))?.map(({ file }) => file);
      assert.deepEqual(await files("kept.js"), [importer]);
      await writeFile(importer, "");
      await writeFile(join(folder, "b.js"), 'import "./other.js";');
      assert.deepEqual(await files("other.js"), [importer]);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
