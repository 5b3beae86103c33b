import assert from "node:assert/strict";
import { decideHistory, endHistory } from "../../../../src/billing/polling/history-schedule.ts";
import {
  EMPTY_STATE,
  type AccountState,
  type HistorySource,
} from "../../../../src/billing/state/account-state.ts";
import type { Failure } from "../../../../src/billing/vendor/billing-error.ts";

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const forbidden: Failure = { kind: "forbidden", status: 403, fromVendor: true };
const broken: Failure = { kind: "server", status: 500 };
const offline: Failure = { kind: "offline" };

const decide = (state: AccountState, source: HistorySource, now: number, asked = false) => {
  const decision = decideHistory(state, { turn: "t", source }, now, { asked });
  return decision.kind === "ask" ? "ask" : decision.because;
};
const after = (source: HistorySource, failure?: Failure, state = EMPTY_STATE) =>
  endHistory(state, source, failure, NOW);

describe("a report before the history gate", () => {
  it("that the vendor refuses is left alone for a day, alone, and longer than a minute only by itself", () => {
    const state = after("report:invoices", forbidden);
    assert.equal(decide(state, "report:invoices", NOW + 23 * HOUR), "unavailable");
    assert.equal(decide(state, "report:invoices", NOW + 24 * HOUR), "ask");
    assert.equal(decide(state, "report:invoices", NOW + 59_999, true), "unavailable");
    assert.equal(decide(state, "report:invoices", NOW + 60_000, true), "ask");
    for (const other of ["ledger", "usage", "report:limits"] as const) assert.equal(decide(state, other, NOW), "ask");
  }); // prettier-ignore

  it("keeps the ledger's day, also when a person asks", () => {
    const state = after("ledger", forbidden);
    assert.equal(decide(state, "ledger", NOW + HOUR, true), "unavailable");
  });

  it("is forgotten when it was answered, and nothing else is", () => {
    const both = after("usage", forbidden, after("report:invoices", forbidden));
    assert.deepEqual(Object.keys(after("report:invoices", undefined, both).history?.unavailable ?? {}), ["usage"]);
    const proxied = after("report:invoices", { ...forbidden, fromVendor: false });
    assert.equal(proxied.history, undefined);
  }); // prettier-ignore

  it("that fails holds up nothing else, and is not held up by a ledger that fails", () => {
    assert.equal(after("report:invoices", broken).history, undefined);
    const state = after("ledger", broken);
    assert.equal(decide(state, "ledger", NOW + 1), "backing-off");
    assert.equal(decide(state, "report:invoices", NOW + 1), "ask");
    for (const end of [undefined, broken, forbidden])
      assert.deepEqual(after("report:invoices", end, state).history?.trouble, state.history?.trouble);
  });

  it("waits with all others while the vendor is out of reach, or said for how long", () => {
    for (const failure of [offline, { ...broken, retryAfterMs: 5_000 }]) {
      const state = after("report:invoices", failure);
      for (const source of ["usage", "report:limits"] as const)
        assert.equal(decide(state, source, NOW + 1), "backing-off");
      assert.equal(after("report:limits", undefined, state).history, undefined);
    }
  });
});
