import assert from "node:assert/strict";
import fc from "fast-check";
import { CREDITS_PER_USD } from "../../../../src/billing/money/credits.ts";
import { amountTicks } from "../../../../src/billing/page/ticks.ts";
import { createWords } from "../../../../src/billing/page/words.ts";

const words = createWords({ locale: "en", timeZone: "UTC", hideAmounts: false });
const labels = (low: number, high: number) => amountTicks(low, high, words).map(({ label }) => label);

describe("the ticks of an axis of amounts", () => {
  it("are round and hold the highest", () => {
    assert.deepEqual(labels(0, 58), ["$0", "$20", "$40", "$60"]);
    assert.deepEqual(labels(0, 1.7), ["$0.00", "$0.50", "$1.00", "$1.50", "$2.00"]);
    assert.deepEqual(labels(-3, 12), ["-$5", "$0", "$5", "$10", "$15"]);
  });

  it("say what they stand at, not what that is rounded to", () => {
    assert.deepEqual(labels(0, 9.5), ["$0.00", "$2.50", "$5.00", "$7.50", "$10.00"]);
    assert.deepEqual(labels(0, 0.095), ["$0.000", "$0.025", "$0.050", "$0.075", "$0.100"]);
    assert.deepEqual(labels(0, 95_000), ["$0", "$25K", "$50K", "$75K", "$100K"]);
    assert.deepEqual(labels(0, 9_500_000), ["$0", "$2.5M", "$5M", "$7.5M", "$10M"]);
  });

  it("are few, rise, hold zero and both ends, for any amounts", () => {
    const amount = fc.integer({ min: -1e12, max: 1e12 }).map((credits) => credits / CREDITS_PER_USD);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const at = amountTicks(low, high, words).map((tick) => tick.at);
        assert.ok(at.length >= 2 && at.length <= 7, String(at));
        assert.ok(at.every((each, index) => index === 0 || each > (at[index - 1] ?? 0)));
        assert.ok(at.includes(0));
        const slack = (high - low) * 1e-6;
        assert.ok(
          (at[0] ?? 0) <= low + slack && (at.at(-1) ?? 0) >= high - slack,
          `${low} ${high} ${String(at)}`,
        );
      }),
    );
  });
});
