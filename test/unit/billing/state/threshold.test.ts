import assert from "node:assert/strict";
import { moneyFrom, usd, type Money } from "../../../../src/billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../../../src/billing/state/account-state.ts";
import {
  isArmed,
  isEmpty,
  isLow,
  knownRefill,
  thresholdOf,
  type LowRule,
} from "../../../../src/billing/state/threshold.ts";
import type { Refill } from "../../../../src/billing/vendor/provider.ts";

const NOW = 1_000_000_000;
const rule: LowRule = { ownThreshold: null, refillKnownMs: 3_600_000 };

function stateOf(balance: Money, refill?: Refill, refillAt = NOW): AccountState {
  return { ...EMPTY_STATE, reading: { balance, at: NOW }, refill: refill && { ...refill, at: refillAt } };
}

describe("the low threshold", () => {
  it("is the person's own, else the account's while its refill is on, else 5 USD", () => {
    const refill = { enabled: true, threshold: usd(20) };
    const own = { ...rule, ownThreshold: usd(1) };
    assert.deepEqual(thresholdOf(stateOf(usd(9), refill), own, NOW), usd(1));
    assert.deepEqual(thresholdOf(stateOf(usd(9), refill), rule, NOW), usd(20));
    assert.deepEqual(thresholdOf(stateOf(usd(9), { ...refill, enabled: false }), rule, NOW), usd(5));
    assert.deepEqual(thresholdOf(stateOf(usd(9), { enabled: true }), rule, NOW), usd(5));
    assert.deepEqual(thresholdOf(EMPTY_STATE, rule, NOW), usd(5));
  });

  it("does not believe an old refill state, nor one of the future", () => {
    const refill = { enabled: true, threshold: usd(20) };
    for (const [at, known] of [
      [NOW - 3_600_000, true],
      [NOW - 3_600_001, false],
      [NOW + 3_600_001, false],
    ] as const) {
      const state = stateOf(usd(9), refill, at);
      assert.equal(knownRefill(state, rule, NOW) !== undefined, known);
      assert.deepEqual(thresholdOf(state, rule, NOW), usd(known ? 20 : 5));
    }
  });

  it("is crossed at the very amount, in the currency of the account", () => {
    assert.equal(isLow(stateOf(usd("5.000000001")), rule, NOW), false);
    assert.equal(isLow(stateOf(usd(5)), rule, NOW), true);
    assert.equal(isLow(stateOf(usd(-1)), rule, NOW), true);
    assert.equal(isLow(EMPTY_STATE, rule, NOW), false);
    const yuan = (units: number) => moneyFrom(units, "CNY") ?? assert.fail();
    assert.deepEqual(thresholdOf(stateOf(yuan(9)), rule, NOW), yuan(5));
    assert.deepEqual(thresholdOf(stateOf(yuan(9)), { ...rule, ownThreshold: usd(2) }, NOW), yuan(2));
    assert.deepEqual(
      [5, 5.01].map((units) => isLow(stateOf(yuan(units)), rule, NOW)),
      [true, false],
    );
  });

  it("is no refill's threshold in another currency: such a refill is not relied on either", () => {
    const refill = { enabled: true, threshold: moneyFrom(20, "EUR") };
    assert.deepEqual(thresholdOf(stateOf(usd(9), refill), rule, NOW), usd(5));
    assert.equal(isArmed(refill, usd(9)), false);
    assert.equal(isArmed({ ...refill, threshold: usd(20) }, usd(9)), true);
    assert.equal(isArmed({ enabled: true }, usd(9)), true);
    assert.equal(isArmed({ enabled: true, failed: {} }, usd(9)), false);
  });

  it("is still that of a refill the vendor stopped", () => {
    const refill = { enabled: false, threshold: usd(20), stopped: true } as const;
    assert.deepEqual(thresholdOf(stateOf(usd(9), refill), rule, NOW), usd(20));
  });
});

describe("an empty account", () => {
  const yuan = (units: number) => moneyFrom(units, "CNY") ?? assert.fail();

  it("has nothing in any currency", () => {
    assert.equal(isEmpty({ balance: usd(0) }), true);
    assert.equal(isEmpty({ balance: usd(-1), others: [yuan(0)] }), true);
    assert.equal(isEmpty({ balance: usd(0), others: [yuan(3)] }), false);
    assert.equal(isEmpty({ balance: usd(1) }), false);
  });

  it("is what the vendor says it is, where it says so", () => {
    assert.equal(isEmpty({ balance: usd(3), others: [yuan(9)], usable: false }), true);
    assert.equal(isEmpty({ balance: usd(0), usable: true }), false);
  });
});
