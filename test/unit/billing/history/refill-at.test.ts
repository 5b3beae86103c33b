import assert from "node:assert/strict";
import { refillAt, type Moment } from "../../../../src/billing/history/history-data.ts";
import { moneyFrom, usd } from "../../../../src/billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../../../src/billing/state/account-state.ts";

const NOW = Date.UTC(2026, 9, 26);
const refill = { at: NOW, enabled: true, threshold: usd(5), amount: usd(20) };

function at(more: Partial<AccountState>): number | null {
  const state = { ...EMPTY_STATE, reading: { balance: usd(3), at: NOW }, refill, ...more };
  const choice = { range: "30d", filter: { kind: null, model: null }, timeZone: "UTC" } as const;
  const moment: Moment = { now: NOW, state, seen: [], low: { ownThreshold: null, refillKnownMs: 1 }, choice };
  return refillAt(moment, "USD");
}

describe("the runway", () => {
  it("is counted to a refill that can be relied on, else to nothing left", () => {
    assert.equal(at({}), 10_000_000);
    assert.equal(at({ alerts: { pending: [], ongoing: ["refill-missing"] } }), null);
    assert.equal(at({ refill: { ...refill, failed: {} } }), null);
    assert.equal(at({ refill: { ...refill, enabled: false } }), null);
    assert.equal(at({ refill: { ...refill, threshold: moneyFrom(5, "EUR") } }), null);
  });
});
