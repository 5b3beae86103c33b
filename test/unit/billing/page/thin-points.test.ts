import assert from "node:assert/strict";
import fc from "fast-check";
import { thinPoints } from "../../../../src/billing/page/thin-points.ts";

describe("the points of a balance chart", () => {
  it("begin with the balance that held before the range", () => {
    const points = [
      { at: 5, credits: 100 },
      { at: 15, credits: 90 },
    ];
    assert.deepEqual(thinPoints(points, 10, 20, 4), [
      { at: 10, credits: 100 },
      { at: 15, credits: 90 },
    ]);
  });

  it("are none when nothing is known", () => {
    assert.deepEqual(thinPoints([], 0, 10, 4), []);
  });

  it("end in the last of several balances of one moment", () => {
    const credits = [0, 5, -1].map((each) => ({ at: 10, credits: each }));
    assert.equal(thinPoints(credits, 0, 10, 4).at(-1)?.credits, -1);
    assert.equal(thinPoints(credits.toReversed(), 0, 10, 4).at(-1)?.credits, 0);
  });

  it("are of each column the lowest, the highest and the last", () => {
    const points = [5, 9, 1, 4, 7, 7, 6.5].map((credits, index) => ({ at: index + 0.5, credits }));
    const kept = thinPoints(points, 0, 8, 2).map(({ credits }) => credits);
    assert.deepEqual(kept, [9, 1, 4, 7, 6.5]);
  });

  it("stay few and keep the last, the lowest and the highest", () => {
    const steps = fc.array(fc.record({ at: fc.integer({ min: 1, max: 1000 }), credits: fc.integer() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(steps, (unsorted) => {
        const points = unsorted.toSorted((a, b) => a.at - b.at);
        const thin = thinPoints(points, 0, 1000, 10);
        const credits = points.map((point) => point.credits);
        const left = thin.map((point) => point.credits);
        assert.ok(thin.length <= 33);
        assert.equal(left.at(-1), credits.at(-1));
        assert.equal(Math.max(...left), Math.max(...credits));
        assert.equal(Math.min(...left), Math.min(...credits));
        assert.ok(thin.every(({ at }, index) => index === 0 || at >= (thin[index - 1]?.at ?? 0)));
      }),
      { numRuns: 1000 },
    );
  });
});
