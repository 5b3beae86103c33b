import assert from "node:assert/strict";
import { recheckOpen } from "../../../../src/billing/charges/recheck.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { HISTORY_PER_HOUR, noteRequests } from "../../../../src/billing/state/request-budget.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { AbortedError, BillingError } from "../../../../src/billing/vendor/billing-error.ts";
import { createFakeClock, START, type FakeClock } from "../fake-clock.ts";

const MINUTE = 60_000;

describe("an open top-up", () => {
  let clock: FakeClock;
  let looks: number[];
  let answer: "open" | "stop" | Error;
  const running = new Set<string>();
  let cell = createMemoryCell();
  const begin = (payer = "p") =>
    recheckOpen({
      payer,
      clock,
      cell,
      running,
      settle() {
        looks.push((clock.now() - START) / MINUTE);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    });
  beforeEach(() => {
    clock = createFakeClock();
    cell = createMemoryCell();
    looks = [];
    answer = "open";
    running.clear();
  });

  it("is looked up soon, then less and less often, until it is settled", async () => {
    begin();
    await clock.advance(200 * MINUTE);
    assert.deepEqual(looks, [0.5, 1.5, 3.5, 7.5, 15.5, 30.5, 60.5, 76.5, 136.5, 196.5]);
    answer = "stop";
    await clock.advance(600 * MINUTE);
    assert.equal(looks.length, 11);
    assert.equal(clock.timers, 0);
  });

  it("is looked up by one schedule a window", async () => {
    begin();
    begin();
    await clock.advance(MINUTE);
    assert.equal(looks.length, 1);
    answer = "stop";
    await clock.advance(10 * MINUTE);
    begin();
    await clock.advance(MINUTE);
    assert.equal(looks.length, 3, "and again once another is open");
  });

  it("is looked up within the hour's budget, which it uses", async () => {
    begin();
    await clock.advance(MINUTE);
    const { requests } = (await cell.read()).state;
    assert.equal(requests.history?.length, 3);
    await rewrite(cell, (state) => ({
      ...state,
      requests: noteRequests(state.requests, "history", HISTORY_PER_HOUR - 5, clock.now()),
    }));
    await clock.advance(30 * MINUTE);
    assert.deepEqual(looks, [0.5]);
    await clock.advance(31 * MINUTE);
    assert.deepEqual(looks, [0.5], "the hour is not over");
    await clock.advance(31 * MINUTE);
    assert.deepEqual(looks, [0.5, 76.5]);
  });

  it("is looked up again after a failure, and not once its account is gone", async () => {
    answer = new BillingError({ kind: "offline" });
    begin();
    await clock.advance(4 * MINUTE);
    assert.equal(looks.length, 3);
    answer = new AbortedError();
    await clock.advance(100 * MINUTE);
    assert.equal(looks.length, 4);
    assert.equal(running.size, 0);
  });
});
