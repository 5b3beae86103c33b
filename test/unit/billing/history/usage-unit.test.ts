import assert from "node:assert/strict";
import fc from "fast-check";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { presentRunway } from "../../../../src/billing/forecast/present-runway.ts";
import { createAccountPast } from "../../../../src/billing/history/account-history.ts";
import { isUnitDoubtful } from "../../../../src/billing/history/usage-unit.ts";
import type { BalanceHistory } from "../../../../src/billing/ledger/observed-balances.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import type { Usage, UsageSource } from "../../../../src/billing/vendor/provider.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { createFakeClock } from "../fake-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = 20_000;

/** `perDay` dollars on each of the last days, today among them. */
const usageOf = (perDay: number, days = 30): Usage => ({
  from: (TODAY - days + 1) * DAY,
  to: TODAY * DAY + 12 * HOUR,
  spend: usd((perDay * days).toFixed(9)),
  groups: Array.from({ length: days }, (_, place) => ({
    day: TODAY - place,
    model: null,
    spend: usd(perDay.toFixed(9)),
  })),
});

/** Balances seen at these times (in days, where today at midnight is 0). */
const seenAt = (...samples: readonly (readonly [day: number, dollars: number])[]): BalanceHistory =>
  samples.map(([day, dollars]) => {
    const at = TODAY * DAY + day * DAY;
    return { at, until: at, balance: usd(dollars.toFixed(9)) };
  });

describe("the unit of usage, held against how the balance fell", () => {
  it("is doubtful where they are apart by about a hundred, either way", () => {
    const fell = seenAt([-2, 20], [-1, 10], [0, 5]);
    for (const [perDay, doubtful] of [
      [7.5, false],
      [0.075, true],
      [750, true],
      [0.26, false],
      [0.24, true],
      [220, false],
      [226, true],
      [0.024, false],
      [0.026, true],
      [2_240, true],
      [2_260, false],
      [0, false],
    ] as const)
      assert.equal(isUnitDoubtful(usageOf(perDay), fell), doubtful, `$${perDay} a day`);
  });

  it("says nothing of less than a dollar, of today, of days with a top-up, nor of nights nobody looked at", () => {
    const cents = usageOf(0.01);
    assert.equal(isUnitDoubtful(cents, seenAt([-1, 11], [0, 10.01])), false, "99 cents");
    assert.equal(isUnitDoubtful(cents, seenAt([-1, 11], [0, 10])), true, "a dollar");
    assert.equal(isUnitDoubtful(cents, seenAt([0, 11], [0.5, 10])), false, "today");
    assert.equal(isUnitDoubtful(cents, seenAt([-1, 11], [-0.6, 10], [-0.5, 60], [0, 59])), false, "a top-up");
    assert.equal(
      isUnitDoubtful(cents, seenAt([-9, 20], [-8, 19], [-7.5, 60], [-6.5, 59.5])),
      true,
      "one after it",
    );
    assert.equal(isUnitDoubtful(cents, seenAt([-4, 20], [0, 10])), false, "four days unseen");
    assert.equal(isUnitDoubtful(cents, []), false);
    const euros = seenAt([-1, 11], [0, 10]).map((each) => ({
      ...each,
      balance: { ...each.balance, currency: "EUR" },
    }));
    assert.equal(isUnitDoubtful(cents, euros), false);
  });

  it("adds up days that are each too small", () => {
    const days = Array.from({ length: 8 }, (_, place) => [place - 7, 10 - place * 0.2] as const);
    assert.equal(isUnitDoubtful(usageOf(0.002), seenAt(...days)), true);
    assert.equal(isUnitDoubtful(usageOf(0.002), seenAt(...days.slice(0, 5))), false);
  });

  it("is never doubtful where both are right, whenever the balance was looked at", () => {
    const looks = fc.uniqueArray(fc.double({ min: -20, max: 0.5, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(looks, fc.double({ min: 0.5, max: 50, noNaN: true }), (times, perDay) => {
        const samples = times.sort((a, b) => a - b).map((day) => [day, 2_000 - perDay * day] as const);
        assert.equal(isUnitDoubtful(usageOf(perDay), seenAt(...samples)), false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the page of an account whose usage is in another unit", () => {
  async function open(perDay: number, { unitUnconfirmed }: Pick<UsageSource, "unitUnconfirmed">) {
    const clock = createFakeClock();
    const stores = createMemoryStores();
    const today = Math.floor(clock.now() / DAY);
    const usage = usageOf(perDay);
    const moved: Usage = {
      ...usage,
      from: (today - 29) * DAY,
      to: clock.now(),
      groups: usage.groups.map((group, place) => ({ ...group, day: today - place })),
    };
    for (let day = today - 10; day <= today; day += 1)
      await stores.balances.note({ balance: usd(100 + 5 * (today - day)), at: day * DAY });
    await rewrite(stores.cell, (state) => ({ ...state, reading: { balance: usd(100), at: clock.now() } }));
    let turns = 0;
    const past = createAccountPast({
      ...stores,
      clock,
      token: () => String((turns += 1)),
      source: {
        usage: {
          scope: "account",
          mostDays: 92,
          timeZone: "UTC",
          days: () => ({ path: "/days", decode: () => moved }),
          ...(unitUnconfirmed && { unitUnconfirmed }),
        },
      },
      ask: ({ decode }) => Promise.resolve(decode(undefined)),
      low: () => ({ ownThreshold: null, refillKnownMs: DAY }),
      timeZone: "UTC",
      onChange() {},
      onStoreError: (error) => assert.fail(String(error)),
    });
    await past.look("asked");
    const { spending, runway } = past.data();
    const exported = await past.usage();
    past.dispose();
    return { spending, runway, exported: exported.kind };
  }
  const source = cloudflare.usage ?? assert.fail();

  it("shows neither spend nor runway, exports nothing, and says why", async () => {
    for (const perDay of [0.05, 500]) {
      const { spending, runway, exported } = await open(perDay, source);
      assert.ok(spending?.kind === "unknown");
      assert.match(spending.why, /^Unit not confirmed: /);
      assert.match(presentRunway(runway ?? assert.fail()), /unit not confirmed/);
      assert.equal(exported, "unconfirmed");
    }
  });

  it("shows both where they agree, and where the vendor's unit is sure", async () => {
    for (const [perDay, from] of [
      [5, source],
      [0.05, xai.usage ?? assert.fail()],
    ] as const) {
      const { spending, runway, exported } = await open(perDay, from);
      assert.deepEqual([spending?.kind, exported], ["known", "read"]);
      assert.notEqual(runway?.kind, "unitNotConfirmed");
    }
  });
});
