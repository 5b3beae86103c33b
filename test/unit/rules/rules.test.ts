import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";

import { rules } from "../../../src/catalog.ts";
import { createTestEngine } from "../lint/support.ts";

describe("rules", () => {
  const engine = createTestEngine();

  for (const rule of rules) {
    const name = rule.id.slice(rule.id.indexOf("/") + 1);

    it(`${rule.id} stands in the file of its name`, () => {
      assert.ok(existsSync(new URL(`../../../src/rules/${name}.ts`, import.meta.url)));
    });

    for (const example of rule.examples) {
      it(`${rule.id} reports ${JSON.stringify(example.reports)} in ${example.file}`, async () => {
        const { findings } = await engine.analyze({ file: example.file, text: example.code });
        const told = findings
          .filter(({ ruleId, level }) => ruleId === rule.id && level !== "possible")
          .map(({ start, end }) => example.code.slice(start, end));
        assert.deepEqual(told, example.reports);
      });
    }
  }
});
