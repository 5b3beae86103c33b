import assert from "node:assert/strict";
import fc from "fast-check";
import { EMPTY_STATE } from "../../../../src/billing/state/account-state.ts";
import {
  allowance,
  allowedAt,
  AUTOMATIC_PER_HOUR,
  LEASE_MS,
  MANUAL_PER_HOUR,
  noteRequests,
  type Cause,
  type Requests,
} from "../../../../src/billing/state/request-budget.ts";
import { mostInAnHour } from "../polling/fake-vendor.ts";

const HOUR = 3_600_000;
const LIMITS = { automatic: AUTOMATIC_PER_HOUR, manual: MANUAL_PER_HOUR } as const;

const attempts = fc.array(
  fc.record({
    cause: fc.constantFrom<Cause>("automatic", "manual"),
    gap: fc.oneof(fc.nat(1_000), fc.nat(60_000), fc.nat(2 * HOUR)),
    // From the note in the store to the moment the request leaves.
    delay: fc.nat(LEASE_MS - 1),
  }),
  { minLength: 100, maxLength: 400, size: "max" },
);

describe("the budget", () => {
  it("is 40 automatic and 12 manual requests in any hour of real sending, whatever is attempted", () => {
    let reached = 0;
    fc.assert(
      fc.property(attempts, (all) => {
        let requests: Requests = EMPTY_STATE.requests;
        let now = 1_000_000_000;
        const sent: Record<Cause, number[]> = { automatic: [], manual: [] };
        for (const { cause, gap, delay } of all) {
          now += gap;
          if (allowance(requests, cause, now) === 0) continue;
          requests = noteRequests(requests, cause, 1, now);
          sent[cause].push(now + delay);
        }
        for (const cause of ["automatic", "manual"] as const) {
          const most = mostInAnHour(sent[cause]);
          if (most === LIMITS[cause]) reached += 1;
          assert.ok(most <= LIMITS[cause], `${cause}: ${most}`);
        }
      }),
    );
    assert.ok(reached > 0, "the limit was never reached, so nothing was shown");
  });

  it("opens again at the very moment it says", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(HOUR), { minLength: 12, maxLength: 30 }), (gaps) => {
        let requests: Requests = EMPTY_STATE.requests;
        let now = 1_000_000_000;
        for (const gap of gaps) {
          now += Math.floor(gap / 10);
          if (allowance(requests, "manual", now) > 0) requests = noteRequests(requests, "manual", 1, now);
        }
        const at = allowedAt(requests, "manual", now);
        assert.ok(allowance(requests, "manual", at) > 0);
        assert.equal(at > now, allowance(requests, "manual", now) === 0);
        if (at > now) assert.equal(allowance(requests, "manual", at - 1), 0);
      }),
    );
  });

  it("keeps a clock that was set back from opening it, and one set back far from closing it", () => {
    const full = noteRequests(EMPTY_STATE.requests, "manual", MANUAL_PER_HOUR, 10 * HOUR);
    assert.equal(allowance(full, "manual", 10 * HOUR - 60_000), 0);
    assert.equal(allowance(full, "manual", 5 * HOUR), MANUAL_PER_HOUR);
    assert.ok(allowedAt(full, "manual", 10 * HOUR - 60_000) <= 11 * HOUR);
  });

  it("forgets what no longer counts, and keeps the causes apart", () => {
    const old = noteRequests(EMPTY_STATE.requests, "automatic", 40, 0);
    assert.deepEqual(noteRequests(old, "manual", 2, 2 * HOUR), {
      automatic: [],
      manual: [2 * HOUR, 2 * HOUR],
    });
    assert.equal(allowance(old, "automatic", 1), 0);
    assert.equal(allowance(old, "manual", 1), 12);
  });
});
