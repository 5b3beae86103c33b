import assert from "node:assert/strict";
import fc from "fast-check";
import { mostFor, priceOf } from "../../../../src/billing/charges/price.ts";
import { usd } from "../../../../src/billing/money/money.ts";

const CENT = 10_000_000n;
const anyCents = fc.bigInt(1n, 100_000_000n);
const anyPercent = fc.integer({ min: 0, max: 3_000 }).map((hundredths) => hundredths / 100);

describe("what a top-up costs", () => {
  it("is rounded up to whole cents", () => {
    for (const [amount, price] of [
      ["10", "10.5"],
      ["10.01", "10.52"],
      ["12.5", "13.13"],
      ["33.33", "35"],
      ["99.99", "104.99"],
    ] as const)
      assert.deepEqual(priceOf(usd(amount), 5), usd(price), amount);
    assert.deepEqual(priceOf(usd("10.01")), usd("10.01"));
    assert.deepEqual(priceOf(usd("10.011")), usd("10.02"));
  });

  it("is never below the exact sum, and less than a cent above it", () => {
    fc.assert(
      fc.property(anyCents, anyPercent, (cents, percent) => {
        const { nanos } = priceOf({ currency: "USD", nanos: cents * CENT }, percent);
        const exact = cents * CENT * (10_000n + BigInt(Math.round(percent * 100)));
        assert.equal(nanos % CENT, 0n);
        assert.ok(nanos * 10_000n >= exact && nanos * 10_000n < exact + CENT * 10_000n);
      }),
    );
  });

  it("fits what is left, and a cent more would not", () => {
    assert.deepEqual(mostFor(usd(100), 5), usd("95.23"));
    assert.deepEqual(mostFor(usd(-5), 5), usd(0));
    fc.assert(
      fc.property(anyCents, anyPercent, (cents, percent) => {
        const rest = { currency: "USD", nanos: cents * CENT + 5n };
        const most = mostFor(rest, percent);
        assert.ok(priceOf(most, percent).nanos <= rest.nanos);
        assert.ok(priceOf({ ...most, nanos: most.nanos + CENT }, percent).nanos > rest.nanos);
      }),
    );
  });
});
