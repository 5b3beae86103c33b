import assert from "node:assert/strict";
import { adoptCheck } from "../../../../src/billing/accounts/adopt-key-check.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { EMPTY_STATE } from "../../../../src/billing/state/account-state.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { forgetValues, rewrite } from "../../../../src/billing/state/update-state.ts";

describe("a change from outside the poller", () => {
  it("is made on what another window wrote meanwhile", async () => {
    const cell = createMemoryCell();
    let raced = false;
    await rewrite(
      {
        ...cell,
        async swap(expected, next) {
          if (!raced) {
            raced = true;
            await cell.swap(await cell.read(), { requests: { automatic: [1], manual: [] } });
          }
          return cell.swap(expected, next);
        },
      },
      (state) => ({ ...state, reading: { balance: usd(1), at: 2 } }),
    );
    const { state } = await cell.read();
    assert.deepEqual(state.requests.automatic, [1]);
    assert.deepEqual(state.reading?.balance, usd(1));
  });

  it("forgets every value and keeps the budget", () => {
    const requests = { automatic: [1, 2], manual: [3] };
    const full = {
      requests,
      reading: { balance: usd(1), at: 1 },
      refill: { at: 1 },
      detailAskedAt: 1,
      trouble: { last: { kind: "dns" }, at: 1, count: 1, asked: false },
      lease: { token: "t", until: 1 },
    } as const;
    assert.deepEqual(forgetValues(full), { requests });
  });

  it("takes over the check of a key as an answer that a person asked for", () => {
    const good = adoptCheck(EMPTY_STATE, { at: 5, requests: 1, holdings: { balance: usd(1) } });
    assert.deepEqual(good.reading, { balance: usd(1), at: 5 });
    assert.deepEqual(good.requests, { automatic: [], manual: [5] });
    const bad = adoptCheck(good, { at: 9, requests: 1, failure: { kind: "offline" } });
    assert.deepEqual(bad.trouble, { last: { kind: "offline" }, at: 9, count: 1, asked: true });
    assert.deepEqual(bad.reading, good.reading);
    assert.equal(adoptCheck(bad, { at: 10, requests: 1, holdings: { balance: usd(2) } }).trouble, undefined);
  });
});
