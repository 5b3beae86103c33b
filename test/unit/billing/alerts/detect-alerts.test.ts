import assert from "node:assert/strict";
import { hear, muteUntilTopUp, snooze, withoutFirst } from "../../../../src/billing/alerts/detect-alerts.ts";
import type { LedgerNews } from "../../../../src/billing/alerts/ledger-alerts.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import type { AlertMemory } from "../../../../src/billing/state/alert-state.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 7, 31, 12);
const rule = { ownThreshold: null, refillKnownMs: 2 * 3_600_000 };

/** An account that is read every five minutes; each step says what the read found, and gives the kinds told. */
function createWatch() {
  let now = START;
  let state: AccountState = { requests: { automatic: [], manual: [] } };
  let memory: AlertMemory | undefined;
  return {
    read(
      balance: number,
      more: { armedAt?: number; off?: boolean; ledger?: Partial<LedgerNews>; posted?: true } = {},
    ): string[] {
      now += 5 * MINUTE;
      const before = state;
      state = {
        ...state,
        trouble: undefined,
        reading: { balance: usd(balance), at: now, posted: more.posted },
        ...(more.armedAt !== undefined && {
          refill: { at: now, enabled: true, threshold: usd(more.armedAt), amount: usd(50) },
        }),
        ...(more.off && { refill: { at: now, enabled: false } }),
      };
      return this.told(before, more.ledger && { until: now, topUps: [], expired: [], ...more.ledger });
    },
    refused(): string[] {
      now += 5 * MINUTE;
      const before = state;
      const last = { kind: "unauthorized", fromVendor: true } as const;
      state = { ...state, trouble: { last, at: now, count: 2, asked: false } };
      return this.told(before, undefined);
    },
    told(before: AccountState, ledger: LedgerNews | undefined): string[] {
      memory = hear(memory, before, state, now, rule, ledger);
      const kinds = memory?.pending.map(({ kind }) => kind) ?? [];
      while (memory && memory.pending.length > 0) memory = withoutFirst(memory);
      return kinds;
    },
    change(by: (memory: AlertMemory) => AlertMemory) {
      assert.ok(memory);
      memory = by(memory);
    },
    now: () => now,
  };
}

describe("alerts", () => {
  it("tell a low balance once, when it crosses the threshold", () => {
    const watch = createWatch();
    assert.deepEqual([watch.read(9), watch.read(5), watch.read(4), watch.read(3)], [[], ["low"], [], []]);
  });

  it("tell no news of what was so when the account was first looked at", () => {
    const watch = createWatch();
    assert.deepEqual([watch.read(3), watch.read(2)], [[], []]);
  });

  it("take a balance that may overstate for no top-up", () => {
    const watch = createWatch();
    const told = [watch.read(51), watch.read(517, { posted: true }), watch.read(51)];
    assert.deepEqual(told, [[], [], []]);
    assert.deepEqual(watch.read(61), ["topped-up"]);
    watch.read(30, { posted: true });
    assert.deepEqual(watch.read(40, { posted: true }), ["topped-up"]);
    assert.deepEqual(watch.read(50), ["topped-up"], "there was at most 40 before");
  });

  it("wait for a real rise before low is news again", () => {
    const watch = createWatch();
    watch.read(9);
    assert.deepEqual(
      [watch.read(4.9), watch.read(5.1), watch.read(4.9), watch.read(5.3), watch.read(5.6), watch.read(4.9)],
      [["low"], [], [], [], [], ["low"]],
    );
  });

  it("stay quiet about a low balance while refill is on, and tell when refill goes off", () => {
    const watch = createWatch();
    assert.deepEqual(
      [watch.read(9, { armedAt: 5 }), watch.read(4, { armedAt: 5 }), watch.read(4, { off: true })],
      [[], [], ["low"]],
    );
  });

  it("tell an empty account once, also when it was low before, and not as low besides", () => {
    const watch = createWatch();
    watch.read(9);
    assert.deepEqual([watch.read(0), watch.read(-0.1), watch.read(0)], [["empty"], [], []]);
  });

  it("tell a top-up by how much the balance rose", () => {
    const watch = createWatch();
    watch.read(9);
    assert.deepEqual([watch.read(29), watch.read(28.9)], [["topped-up"], []]);
  });

  it("take a small rise for a correction", () => {
    const watch = createWatch();
    watch.read(9);
    assert.deepEqual(watch.read(9.3), []);
  });

  it("tell a refill that should have fired, after several polls, once", () => {
    const watch = createWatch();
    watch.read(9, { armedAt: 5 });
    const told = Array.from({ length: 8 }, () => watch.read(4, { armedAt: 5 }));
    assert.deepEqual(told.flat(), ["refill-missing"]);
    assert.deepEqual(told.slice(0, 3).flat(), []);
  });

  it("tell no missing refill when the ledger has the top-up", () => {
    const watch = createWatch();
    const earlier = { at: START, amount: usd(20) };
    watch.read(9, { armedAt: 5, ledger: { topUps: [earlier] } });
    const told = Array.from({ length: 8 }, () =>
      watch.read(4, { armedAt: 5, ledger: { topUps: [earlier, { at: watch.now() + 1, amount: usd(50) }] } }),
    );
    assert.ok(!told.flat().includes("refill-missing"));
  });

  it("tell expired credits once", () => {
    const watch = createWatch();
    watch.read(9, { ledger: {} });
    const expired = [{ at: START + 8 * MINUTE, amount: usd(2) }];
    assert.deepEqual(
      [watch.read(7, { ledger: { expired } }), watch.read(7, { ledger: { expired } })],
      [["credits-expired"], []],
    );
  });

  it("tell a refused key once, and again after it was good", () => {
    const watch = createWatch();
    watch.read(9);
    assert.deepEqual(
      [watch.refused(), watch.refused(), watch.read(9), watch.refused()],
      [["key-refused"], [], [], ["key-refused"]],
    );
  });

  it("tell an unusual day once, and no day of small change", () => {
    const watch = createWatch();
    watch.read(90, { ledger: {} });
    const today = (spent: number, usual: number) => ({
      ledger: { today: { day: "2026-08-31", spent: usd(spent), usual: usd(usual) } },
    });
    assert.deepEqual(watch.read(89, today(0.9, 0.1)), []);
    assert.deepEqual(watch.read(85, today(5, 2)), []);
    assert.deepEqual([watch.read(83, today(7, 2)), watch.read(80, today(10, 2))], [["spend-spike"], []]);
  });

  it("tell no news of what was so when the first read failed", () => {
    const watch = createWatch();
    assert.deepEqual([watch.refused(), watch.read(3), watch.read(2)], [[], [], []]);
  });

  it("stay quiet about money that came in while a refill is awaited", () => {
    const watch = createWatch();
    watch.read(11, { armedAt: 10 });
    const told = [9, 9.9, 9.8, 9.9].flatMap((balance) => watch.read(balance, { armedAt: 10 }));
    assert.ok(!told.includes("refill-missing"));
  });

  it("stay quiet while snoozed", () => {
    const watch = createWatch();
    watch.read(9);
    watch.change((memory) => snooze(memory, "low", watch.now() + 60 * MINUTE));
    assert.deepEqual(watch.read(4), []);
  });

  it("stay quiet until the next top-up when asked to", () => {
    const watch = createWatch();
    watch.read(9);
    watch.change((memory) => muteUntilTopUp(memory, "low"));
    assert.deepEqual([watch.read(4), watch.read(40), watch.read(4)], [[], ["topped-up"], ["low"]]);
  });
});
