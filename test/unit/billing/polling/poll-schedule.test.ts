import assert from "node:assert/strict";
import fc from "fast-check";
import { usd } from "../../../../src/billing/money/money.ts";
import { decide, wantsDetail, type Circumstances } from "../../../../src/billing/polling/poll-schedule.ts";
import { EMPTY_STATE, type AccountState } from "../../../../src/billing/state/account-state.ts";
import { isRefused, type Trigger } from "../../../../src/billing/state/freshness.ts";
import { LEASE_MS } from "../../../../src/billing/state/request-budget.ts";
import type { Failure } from "../../../../src/billing/vendor/billing-error.ts";
import { anyState } from "../state/any-state.ts";

const NOW = 1_000_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const calm: Circumstances = { trigger: "timer", intervalMs: 5 * MINUTE, away: false, jitter: 0 };

const read = (ago: number, more: Partial<AccountState> = {}): AccountState => ({
  ...EMPTY_STATE,
  reading: { balance: usd(50), at: NOW - ago },
  refill: { at: NOW - ago },
  detailAskedAt: NOW - ago,
  ...more,
});
const failed = (last: Failure, count: number, ago: number): AccountState =>
  read(24 * HOUR, { trouble: { last, at: NOW - ago, count, asked: false } });
const refusal: Failure = { kind: "unauthorized", status: 401, fromVendor: true };

/** "ask balance", or "wait 60 because" with the seconds to wait. */
function decision(state: AccountState, circumstances: Partial<Circumstances> = {}): string {
  const found = decide(state, NOW, { ...calm, ...circumstances });
  return found.kind === "ask"
    ? `ask ${found.endpoint}`
    : `wait ${(found.until - NOW) / SECOND} ${found.because}`;
}

type Row = readonly [what: string, state: AccountState, circumstances: Partial<Circumstances>, is: string];

const rows: readonly Row[] = [
  ["nothing is known", EMPTY_STATE, {}, "ask balance"],
  ["the value is fresh", read(MINUTE), {}, "wait 240 fresh"],
  ["the value is due", read(5 * MINUTE), {}, "ask balance"],
  ["jitter adds up to a tenth", read(5 * MINUTE), { jitter: 1 }, "wait 30 fresh"],
  ["nobody looks", read(5 * MINUTE), { away: true }, "wait 600 fresh"],
  ["nobody looks for long", read(15 * MINUTE), { away: true }, "ask balance"],
  ["it was read when the key was checked", read(MINUTE, { detailAskedAt: undefined }), {}, "ask detail"],
  ["a page opens on a fresh value", read(10 * SECOND), { trigger: "page" }, "wait 20 fresh"],
  ["a page opens", read(30 * SECOND), { trigger: "page" }, "ask balance"],
  [
    "a page opens on a fresh value and an old detail",
    read(10 * SECOND, { detailAskedAt: NOW - MINUTE }),
    { trigger: "page" },
    "ask detail",
  ],
  ["a person asks", read(5 * SECOND), { trigger: "manual" }, "ask balance"],
  ["a person asks again", read(2 * SECOND), { trigger: "manual" }, "wait 3 just-asked"],
  [
    "a request was sent and never answered",
    { ...EMPTY_STATE, requests: { automatic: [NOW - MINUTE], manual: [] } },
    {},
    "wait 240 fresh",
  ],
  ["another window asks", read(HOUR, { lease: { token: "x", until: NOW + 1 } }), {}, "wait 0.001 asking"],
  ["another window died", read(HOUR, { lease: { token: "x", until: NOW } }), {}, "ask balance"],
  [
    "a lease stands too far ahead",
    read(HOUR, { lease: { token: "x", until: NOW + LEASE_MS + 1 } }),
    {},
    "ask balance",
  ],
  ["one failure", failed({ kind: "dns" }, 1, 30 * SECOND), {}, "wait 30 backing-off"],
  ["one failure a minute ago", failed({ kind: "dns" }, 1, MINUTE), {}, "ask balance"],
  ["three failures", failed({ kind: "dns" }, 3, MINUTE), {}, "wait 180 backing-off"],
  ["a thousand failures", failed({ kind: "dns" }, 1_000, MINUTE), {}, "wait 3540 backing-off"],
  ["a failure and nobody looks", failed({ kind: "dns" }, 1, MINUTE), { away: true }, "wait 840 backing-off"],
  ["a failure and a person asks", failed({ kind: "dns" }, 5, MINUTE), { trigger: "manual" }, "ask balance"],
  [
    "a failure and a page opens",
    failed({ kind: "dns" }, 3, MINUTE),
    { trigger: "page" },
    "wait 180 backing-off",
  ],
  [
    "the vendor wants quiet",
    failed({ kind: "rate-limited", retryAfterMs: 10 * MINUTE }, 1, MINUTE),
    { trigger: "manual" },
    "wait 540 told-to-wait",
  ],
  [
    "the vendor wants quiet, and the clock was set back a little",
    failed({ kind: "rate-limited", retryAfterMs: 10 * MINUTE }, 1, -30 * SECOND),
    {},
    "wait 630 told-to-wait",
  ],
  [
    "the vendor wanted quiet, and the clock was set back by hours",
    failed({ kind: "rate-limited", retryAfterMs: 10 * MINUTE }, 1, -5 * HOUR),
    {},
    "ask balance",
  ],
  [
    "the vendor wanted quiet, and the clock was set back by a year",
    failed({ kind: "rate-limited", retryAfterMs: 10 * MINUTE }, 1, -365 * 24 * HOUR),
    {},
    "ask balance",
  ],
  ["refused once", failed(refusal, 1, MINUTE), {}, "ask balance"],
  ["refused twice", failed(refusal, 2, MINUTE), {}, "wait 21540 refused"],
  ["refused twice, six hours ago", failed(refusal, 2, 6 * HOUR), {}, "ask balance"],
  ["refused twice, and a window starts", failed(refusal, 2, 5 * MINUTE), { trigger: "start" }, "ask balance"],
  ["refused twice, and a page opens", failed(refusal, 2, HOUR), { trigger: "page" }, "wait 18000 refused"],
  ["refused twice, and a person asks", failed(refusal, 2, MINUTE), { trigger: "manual" }, "ask balance"],
  [
    "the hour's requests are used up",
    read(10 * MINUTE, { requests: { automatic: Array<number>(40).fill(NOW - 10 * MINUTE), manual: [] } }),
    {},
    "wait 3020 budget",
  ],
  [
    "the hour's requests are used up, and a person asks",
    read(10 * MINUTE, { requests: { automatic: Array<number>(40).fill(NOW - 10 * MINUTE), manual: [] } }),
    { trigger: "manual" },
    "ask balance",
  ],
  [
    "the clock was set back by a minute",
    read(-MINUTE, { requests: { automatic: [NOW - 4 * MINUTE, NOW + MINUTE], manual: [] } }),
    {},
    "wait 60 fresh",
  ],
  ["the clock was set back by a year", read(-365 * 24 * HOUR), {}, "ask balance"],
];

describe("the schedule", () => {
  for (const [what, state, circumstances, is] of rows) {
    it(`says ${is} when ${what}`, () => assert.equal(decision(state, circumstances), is));
  }

  it("knows a refused key by two words of the vendor, not by one nor by a proxy's", () => {
    assert.equal(isRefused(failed(refusal, 2, 0)), true);
    assert.equal(isRefused(failed(refusal, 1, 0)), false);
    assert.equal(isRefused(failed({ ...refusal, fromVendor: false }, 5, 0)), false);
    assert.equal(isRefused(failed({ kind: "server" }, 5, 0)), false);
    assert.equal(isRefused(EMPTY_STATE), false);
  });

  it("never waits for a moment that is over, nor for longer than a day", () => {
    const triggers = fc.constantFrom<Trigger>("timer", "start", "page", "manual");
    fc.assert(
      fc.property(anyState, fc.integer({ min: 0, max: 8.64e15 }), triggers, (state, now, trigger) => {
        const found = decide(state, now, { ...calm, trigger });
        if (found.kind === "wait") assert.ok(found.until > now && found.until <= now + 24 * HOUR + MINUTE);
      }),
      { numRuns: 2_000 },
    );
  });

  it("wants the detail by the rules of the card", () => {
    const low = { ownThreshold: null, refillKnownMs: 2 * HOUR };
    const now = (balance: number, ago: number) => read(ago, { reading: { balance: usd(balance), at: NOW } });
    const wants = (was: number, is: number, ago = MINUTE, trigger: Trigger = "timer") =>
      wantsDetail(now(was, ago), now(is, ago), NOW, trigger, low);
    assert.equal(wants(50, 49), false, "it fell");
    assert.equal(wants(50, 50.000_001), true, "it rose");
    assert.equal(wants(5.01, 5), true, "it is low now");
    assert.equal(wants(4, 3), false, "it stays low");
    assert.equal(wants(50, 49, HOUR), true, "an hour is over");
    assert.equal(wants(50, 49, -HOUR), true, "the clock was set back");
    for (const trigger of ["start", "page", "manual"] as const)
      assert.equal(wants(50, 49, MINUTE, trigger), true);
    const failing = failed({ kind: "dns" }, 1, 0);
    assert.equal(wantsDetail(failing, failing, NOW, "start", low), false, "there is no balance to add to");
  });

  it("reads a zero that nobody would expect again after a minute, in any window", () => {
    const doubt = { before: { balance: usd(123), at: NOW - HOUR }, since: NOW - 50 * SECOND };
    const state = read(50 * SECOND, { alerts: { pending: [], ongoing: [], doubt } });
    for (const away of [false, true]) assert.equal(decision(state, { away }), "wait 10 fresh");
    assert.equal(decision(read(70 * SECOND, { alerts: { pending: [], ongoing: [], doubt } })), "ask balance");
  });
});
