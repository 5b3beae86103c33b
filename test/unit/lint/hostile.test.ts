import { strict as assert } from "node:assert";

import { languages } from "../../../src/catalog.ts";
import { createWork } from "../../../src/lint/contract/work.ts";
import { createTestEngine } from "./support.ts";

const url = "https://api.aimlapi.com/v1/billing/balance";
const needles = ["billing/balance", "credits_used"];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const lines = (count: number, line: (index: number) => string) => upTo(count).map(line).join("\n");
const shell = (n: number) => `A0=${url}\n${lines(n, (i) => `A${i}="$A${i - 1}$A${i - 1}"`)}\ncurl $A${n}\n`;

/** Texts in which each line stands for twice what the line before stands for. */
const doubling: readonly (readonly [string, string, (n: number) => string])[] = [
  ["variables of a script", "a.sh", shell],
  ["a variable added to itself", "a.sh", (n) => `A=${url}\n${lines(n, () => "A+=$A")}\ncurl $A\n`],
  [
    "printed variables",
    "a.sh",
    (n) => `A=${url}\n${lines(n, () => `A=$(printf '%s%s' "$A" "$A")`)}\ncurl $A\n`,
  ],
  ["echoed variables", "a.sh", (n) => `A=${url}\n${lines(n, () => "A=$(echo $A$A)")}\ncurl $A\n`],
  ["settings", "a.env", (n) => `A0=${url}\n${lines(n, (i) => `A${i}=\${A${i - 1}}\${A${i - 1}}`)}\n`],
  ["defaults", "a.env", (n) => `A0=${url}\n${lines(n, (i) => `A${i}=\${A${i - 1}:-x}\${A${i - 1}:-x}`)}\n`],
  [
    "variables of requests",
    "a.http",
    (n) => `@a0=${url}\n${lines(n, (i) => `@a${i}={{a${i - 1}}}{{a${i - 1}}}`)}\nGET {{a${n}}}\n`,
  ],
  ["a fence", "a.md", (n) => `\`\`\`sh\n${shell(n)}\`\`\`\n`],
  [
    "variables of a workflow",
    "a.yml",
    (n) =>
      `env:\n  A0: ${url}\n${lines(n, (i) => `  A${i}: \${{ env.A${i - 1} }}\${{ env.A${i - 1} }}`)}\n` +
      `jobs:\n  a:\n    steps:\n      - run: curl $A${n}\n`,
  ],
];

/** The same, but nothing has to be cut short: it is worked out once, or not at all. */
const shared: readonly (readonly [string, string, (n: number) => string])[] = [
  [
    "anchors in lists",
    "yaml",
    (n) => `a0: &a0\n  - ${url}\n${lines(n, (i) => `a${i}: &a${i}\n  - *a${i - 1}\n  - *a${i - 1}`)}\n`,
  ],
  [
    "anchors in lists of words",
    "yaml",
    (n) => `a0: &a0\n  - x\n${lines(n, (i) => `a${i}: &a${i}\n  - *a${i - 1}\n  - *a${i - 1}`)}\n`,
  ],
  [
    "merged maps",
    "yaml",
    (n) => `a0: &a0\n  k: ${url}\n${lines(n, (i) => `a${i}: &a${i}\n  <<: *a${i - 1}\n  <<: *a${i - 1}`)}\n`,
  ],
  [
    "circles of settings",
    "env",
    (n) =>
      `${lines(
        n,
        (i) =>
          `V${i}=${upTo(n)
            .map((j) => `$V${j}`)
            .join("")}${url}`,
      )}\n`,
  ],
];

describe("hostile texts", function () {
  this.timeout(120_000);

  const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });

  for (const [name, file, text] of doubling) {
    for (const size of [14, 1_000]) {
      it(`are read to an end and called not fully checked: ${name} (${size})`, async () => {
        const { limits } = await engine.analyze({ file, text: text(size) });
        assert.deepEqual(
          limits.map(({ code }) => code),
          ["work"],
        );
      });
    }

    it(`leave what people write alone: ${name}`, async () => {
      assert.deepEqual((await engine.analyze({ file, text: text(3) })).limits, []);
    });
  }

  for (const [name, id, text] of shared) {
    it(`take no more work than is allowed: ${name}`, () => {
      const reader = languages.find((one) => one.id === id)?.reader;
      assert.equal(reader?.kind, "plain");
      const work = createWork(20_000);
      let asked = 0;
      const counted = { ...work, take: (amount: number) => (asked++, work.take(amount)) };
      reader.read({ text: text(14), fileName: "file", needles, work: counted });
      assert.ok(work.isCut(), "it would have gone on");
      assert.ok(asked < 200_000, `${asked} steps`);
    });
  }

  it("end where a fence is led by marks of lists", async () => {
    for (const lead of ["-  ", "*   ", "1.  ", ">-  ", "+ \t"]) {
      const { findings, limits } = await engine.analyze({
        file: "a.md",
        text: `${lead.repeat(4_000)}x\`\`\`\n${url}\n${lead.repeat(30)}\`\`\`sh\ncurl ${url}\n`,
      });
      assert.deepEqual([findings.map(({ level }) => level), limits], [["possible", "certain"], []]);
    }
  });

  for (const [name, file, text] of [
    ["a hole that is not closed", "a.yml", `a: \${{${" ".repeat(3_000)}x\nb: ${url}\n`],
    ["a hole of blanks", "a.json", JSON.stringify({ a: `\${{${" ".repeat(3_000)}x`, b: url })],
    ["a request with blanks", "a.http", `GET ${url}${" ".repeat(20_000)}x\n`],
    ["holes that are not closed", "a.sh", `curl ${url} ${"${".repeat(20_000)}\n`],
    ["a long pipe", "a.sh", `curl ${url}${" | a".repeat(100_000)}\n`],
    ["a tag that is not closed", "a.vue", `<script>fetch("${url}")</script>${'<script "'.repeat(20_000)}`],
    ["expressions that are not closed", "a.vue", `<script>fetch("${url}")</script>${"{{".repeat(40_000)}`],
    ["blank lines", "a.js", `fetch("${url}");${"\n".repeat(120_000)}`],
    ["a document on one line", "a.yml", `{a: ${url}, ${'"b": 1, '.repeat(40_000)}}\n`],
  ] as const) {
    it(`end with ${name}`, async () => {
      const { findings } = await engine.analyze({ file, text });
      assert.ok(findings.length > 0);
    });
  }
});
