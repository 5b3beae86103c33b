import { strict as assert } from "node:assert";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import fc from "fast-check";

import { createTestEngine } from "./support.ts";

const root = join(import.meta.dirname, "../../corpus/open");
const none = { readFirst: () => Promise.resolve(undefined) };

/** Programs of the corpus, several of a language put into one file, so that there is much that an edit need not touch. */
async function programs(): Promise<{ file: string; text: string }[]> {
  const byEnding = new Map<string, string[]>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const ending = extname(entry.name);
    if (![".ts", ".tsx", ".js", ".py"].includes(ending)) continue;
    const text = await readFile(join(entry.parentPath, entry.name), "utf8");
    byEnding.set(ending, [...(byEnding.get(ending) ?? []), text]);
  }
  return [...byEnding].flatMap(([ending, texts]) =>
    Array.from({ length: Math.ceil(texts.length / 4) }, (_, index) => ({
      file: `joined${index}${ending}`,
      text: texts.slice(index * 4, index * 4 + 4).join("\n"),
    })),
  );
}

const scraps = [
  "",
  " ",
  "x",
  "\n",
  "\r\n",
  "}",
  "{",
  ")",
  "`",
  '"',
  "*/",
  "/*",
  "// ",
  "# ",
  "/v1/billing/balance",
  "/balance",
  "credits_used",
  "x-aimlapi-",
  "process.env.AIMLAPI_KEY",
  "aimlapi-disable-file",
  "\n// aimlapi-disable-next-line\n",
  "\n# aimlapi-disable-next-line\n",
  "export default ",
  "const base = 'https://example.org'\n",
  "base.balance = data\n",
  "\u{1F642}",
  "    ",
];

describe("an edited program", function () {
  this.timeout(200_000);

  it("gives what a fresh analysis gives, wherever it is edited, also when nothing is looked at again", async () => {
    const sources = await programs();
    const engine = createTestEngine(none);
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      // A word of the text itself, or a scrap.
      word: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(80)),
      insert: fc.constantFrom(...scraps),
      more: fc.boolean(),
    });
    let kept = 0;
    let analyses = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(edit, { minLength: 3, maxLength: 10 }),
        async (source, edits) => {
          const session = engine.open(source);
          await session.analyze();
          for (const { at, word, cut, insert, more } of edits) {
            const text = session.text();
            const start = Math.floor(at * text.length);
            const words = /\b\w+\b/.exec(text.slice(Math.floor((word ?? 0) * text.length)));
            const oldEnd = Math.min(text.length, start + cut);
            session.change([{ start, oldEnd, text: word === null ? insert : (words?.[0] ?? "") }]);
            if (more) continue;
            const before = engine.looks();
            const now = await session.analyze();
            analyses++;
            if (engine.looks() === before) kept++;
            const fresh = await engine.analyze({ file: source.file, text: session.text() });
            assert.deepEqual(now?.findings, fresh.findings);
          }
          session.dispose();
          assert.equal(engine.trees(), 0);
        },
      ),
      { numRuns: Number(process.env["RUNS"] ?? 120) },
    );
    assert.ok(kept > analyses / 10, `${kept} of ${analyses} results kept`);
    assert.ok(kept < analyses * 0.95, `${kept} of ${analyses} results kept`);
    if (process.env["RUNS"]) console.log(kept, analyses);
  });
});
