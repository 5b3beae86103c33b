import { strict as assert } from "node:assert";

import { javascript } from "../../../src/languages/javascript.ts";
import { createResolver } from "../../../src/lint/evaluate/create-evaluator.ts";
import { createSyntax } from "../../../src/lint/syntax/parser.ts";
import { patternScan } from "../../../src/lint/syntax/search-index.ts";
import { createUnit } from "../../../src/lint/syntax/source-unit.ts";
import { noPicks } from "../../../src/lint/values/value.ts";
import { createTestEngine, grammars } from "./support.ts";

const vendor = "https://api.aimlapi.com/v1";
const other = "https://example.org/v1";
const url = `${vendor}/billing/balance`;

describe("what the engine keeps to", () => {
  const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });

  for (const [name, lead] of [
    ["an interpreter line", "#!/usr/bin/env node\n"],
    ["a byte order mark and an interpreter line", "\uFEFF#!/usr/bin/env node\n"],
    ["a byte order mark", "\uFEFF"],
    ["nothing", ""],
  ] as const) {
    it(`writes a comment for the file behind ${name}`, async () => {
      const text = `${lead}fetch("${url}");\n`;
      const [finding] = (await engine.analyze({ file: "a.js", text })).findings;
      const silence = finding?.silences.find(({ reach }) => reach === "file");
      assert.deepEqual([silence?.edit.start, silence?.edit.end], [lead.length, lead.length]);
    });
  }

  describe("in flow order", () => {
    const levels = async (file: string, ...lines: string[]) =>
      (await engine.analyze({ file, text: `${lines.join("\n")}\n` })).findings.map(({ level }) => level);
    const set = `let base = "${other}";`;
    const change = `base = "${vendor}";`;
    const ask = 'fetch(base + "/billing/balance");';
    const asked = 'requests.get(base + "/billing/balance")';

    it("takes what a loop sets for its next round, and nothing that is set later without one", async () => {
      assert.deepEqual(await levels("a.js", set, `for (;;) { ${ask} ${change} }`), ["certain"]);
      assert.deepEqual(await levels("a.js", set, `while (go()) { ${ask} ${change} }`), ["certain"]);
      assert.deepEqual(await levels("a.js", set, ask, change), []);
      assert.deepEqual(await levels("a.js", set, `for (;;) { ${ask} }`, change), []);
      const python = [`base = "${other}"`, "for x in xs:", `    ${asked}`, `    base = "${vendor}"`];
      assert.deepEqual(await levels("a.py", ...python), ["certain"]);
    });

    it("takes nothing from the other arm", async () => {
      assert.deepEqual(await levels("a.js", set, `if (a) { ${change} } else { ${ask} }`), []);
      assert.deepEqual(await levels("a.js", set, `if (a) { ${change} } ${ask}`), ["certain"]);
      const arms = [`base = "${other}"`, "if a:", `    base = "${vendor}"`, "else:", `    ${asked}`];
      assert.deepEqual(await levels("a.py", ...arms), []);
    });
  });

  it("searches an edited stretch again with as much around it as a pattern may look at", () => {
    const places = (text: string, pattern: RegExp, from: number, to: number) =>
      patternScan(pattern)(text, from, to);
    for (const around of [1, 20, 76]) {
      const lead = "a".repeat(around);
      const text = `..${lead}here${lead}..`;
      const at = 2 + around;
      const pattern = new RegExp(`(?<=${lead})here(?=${lead})`, "g");
      assert.deepEqual(places(text, pattern, at, at + 1), [at]);
      assert.deepEqual(places(text, pattern, at + 1, text.length), [], "it starts before");
      assert.deepEqual(places(text, pattern, 0, at), [], "it starts behind");
    }
  });

  describe("the work for one file", () => {
    const resolve = async (budget: number, millis: number) => {
      const text = "const a = 1; const b = 2; const c = 3; const d = 4;";
      const tree = await createSyntax(grammars).parse("javascript", text, 10_000);
      assert.ok(tree && javascript.reader.kind === "program");
      const unit = createUnit("a.js", text, tree.root, javascript.reader.syntax);
      const resolver = createResolver(() => undefined, budget, millis);
      const kinds = [10, 23, 36, 49].map((at) => {
        const node = tree.root.descendantForIndex(at);
        assert.ok(node);
        return resolver.evaluate(node, unit, noPicks)[0]?.value.kind;
      });
      tree.delete();
      return {
        unknown: kinds.filter((kind) => kind === "unknown").length,
        isExhausted: resolver.exhausted(),
      };
    };

    it("ends with its budget", async () => {
      assert.equal((await resolve(1_000, Infinity)).isExhausted, false);
      assert.ok((await resolve(4, Infinity)).isExhausted);
    });

    it("ends with its time", async () => {
      assert.ok((await resolve(1_000, -1)).isExhausted);
    });
  });
});
