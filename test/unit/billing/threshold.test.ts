import assert from "node:assert/strict";
import { EMPTY_STATE, type AccountState } from "../../../src/billing/account-state.ts";
import { moneyFrom, usd, type Money } from "../../../src/billing/money.ts";
import type { Refill } from "../../../src/billing/provider.ts";
import { isLow, knownRefill, thresholdOf, type LowRule } from "../../../src/billing/threshold.ts";

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

  it("is crossed at the very amount, and never by another currency", () => {
    assert.equal(isLow(stateOf(usd("5.000000001")), rule, NOW), false);
    assert.equal(isLow(stateOf(usd(5)), rule, NOW), true);
    assert.equal(isLow(stateOf(usd(-1)), rule, NOW), true);
    assert.equal(isLow(EMPTY_STATE, rule, NOW), false);
    const euro = moneyFrom(1, "EUR");
    assert.ok(euro);
    assert.equal(isLow(stateOf(euro), rule, NOW), false);
  });
});
