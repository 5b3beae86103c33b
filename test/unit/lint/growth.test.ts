import { strict as assert } from "node:assert";
import fc from "fast-check";

import { languages, rules } from "../../../src/catalog.ts";
import { javascript } from "../../../src/languages/javascript.ts";
import { createWork } from "../../../src/lint/contract/work.ts";
import { programFacts } from "../../../src/lint/detect/program-facts.ts";
import { createResolver } from "../../../src/lint/evaluate/create-evaluator.ts";
import { createSyntax } from "../../../src/lint/syntax/parser.ts";
import { createUnit } from "../../../src/lint/syntax/source-unit.ts";
import { stepsOf } from "./counted-steps.ts";
import { createTestEngine, grammars } from "./support.ts";

const path = "/v1/billing/balance";
const url = `https://api.aimlapi.com${path}`;
const needles = rules.flatMap((rule) => rule.needles.flat());
const large = 160_000;
/** Each part is looked at a few times; from each other part, it would be looked at thousands of times. */
const most = 40 * large;

function stepsToRead(id: string, text: string): Promise<number> {
  const reader = languages.find((one) => one.id === id)?.reader;
  assert.equal(reader?.kind, "plain");
  return stepsOf(() => reader.read({ text, fileName: "file", needles, work: createWork() }));
}

async function assertStraight(id: string, head: string, part: string): Promise<void> {
  const steps = await stepsToRead(id, head + part.repeat(Math.ceil(large / part.length)));
  assert.ok(steps < most, `${JSON.stringify(part)}: ${steps} steps`);
}

const tags = ["<script ", "<script>", "</script>", "<!--", "-->", "<style", '"', "'", "        ", "\n", "/"];
const braces = ["{", "}", "(", ")", "a.b", "x.credits_used", url];
const json = [
  "{",
  "}",
  "[",
  "]",
  '"',
  '\\"',
  '"a":',
  '"a b",',
  ",",
  "  ",
  "\\n",
  "/*",
  "*/",
  "//",
  "\n",
  "'",
];
const parts: Readonly<Record<string, readonly string[]>> = {
  svelte: [...tags, ...braces, "{#await ", "{#await x}", "{:then", " then ", "as "],
  vue: [...tags, ...braces, "{{", "}}", ' :a="', ' v-if="', "const ", "let a:", "= ref", "} = useA(", "="],
  notebook: [...json, '"cells":[', '"cell_type":"code",', '"source":[', "%env A=", "!curl ", url],
  jsonc: [...json, `"a":"${path}",`, `"run":"curl ${url}",`, `"url":"${url}",`, "${", "{{", '"paths":{'],
};

describe("the work for a text of 160 kB", function () {
  this.timeout(600_000);

  for (const [name, id, head, part] of [
    ["braces that are not closed", "svelte", "<script>let x</script>", "{"],
    ["tags in the quotes of tags", "svelte", "", `"${"<script ".repeat(62)}"`],
    ["tags that are not closed", "vue", "", "<script a='1' "],
    ["attributes that are not closed", "vue", "", ' :a="x.credits_used '],
    ["paths in one map", "jsonc", "{", `"a":"${path}",`],
    ["paths and bases in one map", "jsonc", "{", `"base_url":"${url}","a":"${path}",`],
    ["scripts in one map", "jsonc", "{", `"run":"curl ${url}",`],
    ["cells without an end", "notebook", '{"cells":[', '{"cell_type":"code","source":["!curl '],
  ] as const)
    it(`grows no faster than the text: ${name} (${id})`, () => assertStraight(id, head, part));

  for (const [id, all] of Object.entries(parts))
    it(`grows no faster than the text, whatever is repeated (${id})`, async () => {
      const repeated = fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 4 });
      const heads = fc.constantFrom("", "{", "[", "<script>const x = ref(1)</script>");
      await fc.assert(
        fc.asyncProperty(heads, repeated, (head, list) => assertStraight(id, head, list.join(""))),
        { numRuns: 12, endOnFailure: true },
      );
    });

  it("grows no faster than the program: the arguments of one call", async () => {
    const { reader } = javascript;
    assert.equal(reader.kind, "program");
    const tree = await createSyntax(grammars).parse(
      "javascript",
      `f(${`"${path}", `.repeat(2_000)}1);`,
      Infinity,
    );
    assert.ok(tree);
    const steps = await stepsOf(() => {
      const unit = createUnit("a.js", tree.text, tree.root, reader.syntax);
      programFacts(
        createResolver(() => undefined, 60_000, Infinity),
        unit,
        rules,
        [],
      );
    });
    tree.delete();
    assert.ok(steps < most, `${steps} steps`);
  });

  for (const [name, text] of [
    ["concatenation", (n: number) => `const a = ${Array(n).fill(`"${path}"`).join(" + ")};`],
    ["chain of methods", (n: number) => `a${`.b("${path}")`.repeat(n)};`],
  ] as const)
    it(`ends where a program is nested too deeply, and says so: a ${name}`, async () => {
      const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });
      const nesting = async (n: number) => {
        const { limits } = await engine.analyze({ file: "a.js", text: text(n) });
        return limits.some(({ detail }) => detail === "nesting");
      };
      assert.deepEqual([await nesting(100), await nesting(1_000)], [false, true]);
    });
});
