import { strict as assert } from "node:assert";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";

import { decodeText } from "../../../src/cli/text.ts";
import { createTestEngine, patient } from "./support.ts";

const root = join(import.meta.dirname, "../../corpus/open");
const none = { readFirst: () => Promise.resolve(undefined) };

async function corpus(): Promise<{ file: string; text: string }[]> {
  const found: { file: string; text: string }[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === "expected.json") continue;
    const file = join(entry.parentPath, entry.name);
    const text = decodeText(await readFile(file));
    if (text !== undefined) found.push({ file, text });
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

const scraps = [
  "",
  "}",
  "`",
  '"',
  "${",
  "\n",
  "(",
  "/v1/billing/balance",
  "credits_used",
  "\u{1F642}",
  "'''",
  "async ",
  ".",
  "\\",
];

describe("random edits of the corpus", () => {
  it("never throw, hang, leak, and give what a fresh parse gives", async () => {
    const files = await corpus();
    const engine = createTestEngine(none, patient);
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(60),
      insert: fc.constantFrom(...scraps),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        async (source, edits) => {
          const session = engine.open(source);
          await session.analyze();
          for (const { at, cut, insert } of edits) {
            const length = session.text().length;
            const start = Math.floor(at * length);
            session.change([{ start, oldEnd: Math.min(length, start + cut), text: insert }]);
            const kept = await session.analyze();
            const fresh = await engine.analyze({ file: source.file, text: session.text() });
            assert.deepEqual(kept?.findings, fresh.findings);
          }
          session.dispose();
          assert.equal(engine.trees(), 0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("never throw when the text is cut off", async () => {
    const engine = createTestEngine(none, patient);
    for (const { file, text } of await corpus()) {
      for (const part of [0.25, 0.5, 0.75, 0.9]) {
        const { findings } = await engine.analyze({ file, text: text.slice(0, text.length * part) });
        for (const { start, end } of findings) assert.ok(start >= 0 && start < end && end <= text.length);
      }
    }
    assert.equal(engine.trees(), 0);
  });
});
