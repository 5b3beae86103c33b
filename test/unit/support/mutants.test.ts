import assert from "node:assert/strict";
import { applyChange, changesOf, operatorNames } from "../../mutants/operators.ts";
import { createReach } from "../../mutants/reach.ts";
import { mutantsOf, sampleOf } from "../../mutants/sample.ts";
import { root } from "../../support/run.ts";

const source = `import type { A } from "./a.ts";
export function f(list: readonly number[], name: "x" | "y" = "x"): number | undefined {
  if (!list.some((it) => it > 2)) return undefined;
  log("begun");
  const [first = 0] = [...list, 1];
  return name === "x" && true ? Math.min(first + 1, 10) : (list[0] ?? first);
}
`;

describe("the mutations of npm run test:mutants", () => {
  it("are made by operators that all find something, and none in types or imports", () => {
    const changes = changesOf("f.ts", source);
    assert.deepEqual([...new Set(changes.map(({ operator }) => operator))].sort(), [...operatorNames].sort());
    for (const { start, operator } of changes) {
      const line = source.slice(0, start).split("\n").length;
      assert.ok(line > 1, operator);
      if (line === 2) assert.equal(operator, "empty text", "the default, and nothing of the type");
    }
    assert.equal(changes.filter(({ start }) => start < source.indexOf("if (")).length, 1);
  });

  it("change the one place they name", () => {
    const changed = changesOf("f.ts", source).map((change) => [change.operator, applyChange(source, change)]);
    const has = (operator: string, part: string) =>
      assert.ok(changed.some(([name, text]) => name === operator && text?.includes(part)), `${operator}: ${part}`);
    has("negate condition", "if (!(!list.some(");
    has("drop negation", "if ((list.some(");
    has("move boundary", "it >= 2");
    has("turn comparison", "it <= 2");
    has("turn comparison", 'name !== "x"');
    has("swap logic", '"x" || true');
    has("drop fallback", "(list[0]))");
    has("swap arithmetic", "first - 1");
    has("off by one", "[...list, 2]");
    has("turn boolean", "&& false ?");
    has("swap extremes", "Math.max(");
    has("swap extremes", "list.every(");
    has("empty array", "const [first = 0] = []");
    has("drop statement", "  ;\\n  const".replace("\\n", "\n"));
    has("return early", "return; if (!list");
    for (const [operator, text] of changed) assert.notEqual(text, source, operator);
  }); // prettier-ignore

  it("are drawn by the seed, each area and operator by its share, a small sample within a larger", () => {
    const body = Array.from({ length: 40 }, (_, place) => `log(${place} < n ? "a" : "b");`).join("\n");
    const all = ["billing", "lint"].flatMap((area) => mutantsOf(area, `src/${area}/x.ts`, body));
    const ids = (size: number, seed: number) => sampleOf(all, size, seed).map(({ id }) => id);
    assert.deepEqual(ids(50, 1), ids(50, 1));
    assert.notDeepEqual(ids(50, 1), ids(50, 2));
    assert.equal(new Set(ids(50, 1)).size, 50);
    assert.deepEqual(ids(20, 1).filter((id) => !ids(100, 1).includes(id)), []);
    const sample = sampleOf(all, 56, 3);
    for (const area of ["billing", "lint"])
      for (const operator of new Set(all.map(({ change }) => change.operator))) {
        const share = all.filter((it) => it.area === area && it.change.operator === operator).length / all.length;
        const drawn = sample.filter((it) => it.area === area && it.change.operator === operator).length;
        assert.ok(Math.abs(drawn - 56 * share) < 1, `${area}, ${operator}: ${drawn}`);
      }
    assert.equal(sampleOf(all, all.length + 9, 1).length, all.length);
  }); // prettier-ignore

  it("are tried by the tests that import what they change, the nearest first", () => {
    const reach = createReach(root);
    const tests = reach("src/billing/money/money.ts");
    assert.ok(tests.indexOf("test/unit/billing/money/money.test.ts") >= 0);
    assert.ok(tests.indexOf("test/unit/billing/money/money.test.ts") < tests.indexOf("test/unit/host/store/charge-files.test.ts"));
    assert.ok(!reach("src/lint/engine.ts").includes("test/unit/billing/money/money.test.ts"));
    assert.deepEqual(reach("src/none.ts"), []);
  }); // prettier-ignore
});
