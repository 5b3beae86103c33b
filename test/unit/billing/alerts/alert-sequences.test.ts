import assert from "node:assert/strict";
import { hear } from "../../../../src/billing/alerts/detect-alerts.ts";
import type { LedgerNews } from "../../../../src/billing/alerts/ledger-alerts.ts";
import { moneyFrom, usd, type Money } from "../../../../src/billing/money/money.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import type { LowRule } from "../../../../src/billing/state/threshold.ts";
import type { Refill } from "../../../../src/billing/vendor/provider.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 7, 20);
const rule: LowRule = { ownThreshold: null, refillKnownMs: 2 * HOUR };
const on: Refill = { enabled: true, threshold: usd(5), amount: usd(20) };

/** What one look finds. Without a balance nothing but the ledger was read. */
interface Look {
  readonly at: number;
  readonly balance?: number | Money;
  readonly usable?: boolean;
  readonly refill?: Refill;
  readonly ledger?: Partial<LedgerNews>;
}

/** What is told, by the place of the look: "1:low 4". */
function told(looks: readonly Look[], low = rule): readonly string[] {
  let state: AccountState = { requests: { automatic: [], manual: [] } };
  return looks.flatMap(({ at, balance, usable, refill, ledger }, place) => {
    const money = typeof balance === "number" ? usd(balance) : balance;
    const after: AccountState = {
      ...state,
      ...(money && { reading: { balance: money, at, ...(usable !== undefined && { usable }) } }),
      ...(refill && { refill: { ...refill, at } }),
    };
    const news = ledger && { until: at, topUps: [], expired: [], ...ledger };
    const memory = hear(state.alerts, state, after, at, low, news);
    state = { ...after, alerts: memory && { ...memory, pending: [] } };
    return (memory?.pending ?? []).map(
      ({ kind, amount }) => `${place}:${kind}${amount ? ` ${Number(amount.nanos) / 1e9}` : ""}`,
    );
  });
}

/** Looks at the balance every five minutes. */
const every = (balances: readonly number[], more: Omit<Look, "at" | "balance"> = {}, from = START) =>
  balances.map((balance, place): Look => ({ ...more, at: from + place * 5 * MINUTE, balance }));
const row = (minutes: number, amount: number) => ({ at: START + minutes * MINUTE, amount: usd(amount) });

describe("a zero that nobody would expect", () => {
  it("is told after a second reading only", () => {
    assert.deepEqual(told(every([123.45, 0])), []);
    assert.deepEqual(told(every([123.45, 0, 0])), ["2:empty 0"]);
    assert.deepEqual(told(every([123.45, 0, -0.1, 0])), ["2:empty -0.1"]);
  });

  it("leaves nothing behind once the vendor knows better", () => {
    assert.deepEqual(told(every([123.45, 0, 123.45, 123])), []);
    assert.deepEqual(told(every([123.45, 0, 143.45])), ["2:topped-up 20"]);
    assert.deepEqual(told(every([123.45, 0, 4])), ["2:low 4"]);
    assert.deepEqual(told(every([123.45, 0, 123, 0, 123])), [], "each zero is the first one anew");
  });

  it("needs a moment between the two readings", () => {
    const zero = (at: number): Look => ({ at, balance: 0 });
    const begin = { at: START, balance: 80 };
    assert.deepEqual(told([begin, zero(START + 5 * MINUTE), zero(START + 5 * MINUTE + 400)]), []);
    assert.deepEqual(told([begin, zero(START + 5 * MINUTE), zero(START + 6 * MINUTE)]), ["2:empty 0"]);
  });

  it("is not believed because the ledger was read meanwhile", () => {
    const looks = [...every([123.45, 0]), { at: START + 7 * MINUTE, ledger: {} }];
    assert.deepEqual(told(looks), []);
  });

  it("is told at once where little was left", () => {
    assert.deepEqual(told(every([9, 0])), ["1:empty 0"]);
    assert.deepEqual(told(every([80, 0]), { ...rule, ownThreshold: usd(50) }), ["1:empty 0"]);
    assert.deepEqual(told(every([0.3, 0]), { ...rule, ownThreshold: usd(0) }), ["1:empty 0"]);
  });
});

describe("low and empty", () => {
  const yuan = (units: number) => moneyFrom(units, "CNY") ?? assert.fail();

  it("are judged in the account's own currency", () => {
    const looks = [9, 4, 3, 0].map((units, place) => ({
      at: START + place * 5 * MINUTE,
      balance: yuan(units),
    }));
    assert.deepEqual(told(looks), ["1:low 4", "3:empty 0"]);
  });

  it("follow the vendor's word on whether the account can be used", () => {
    const look = (place: number, balance: number, usable: boolean) => ({
      at: START + place * 5 * MINUTE,
      balance,
      usable,
    });
    assert.deepEqual(told([look(0, 9, true), look(1, 9, false)]), ["1:empty 9"]);
    assert.deepEqual(told([look(0, 6, true), look(1, 0, true)]), ["1:low 0"]);
  });

  it("hold a balance against no refill in another currency", () => {
    const refill = { ...on, threshold: yuan(50) };
    assert.deepEqual(told(every([9, 8, 7, 6, 6, 6], { refill })), []);
    assert.deepEqual(told(every([9, 4], { refill })), ["1:low 4"]);
  });
});

describe("auto top-up that does not run", () => {
  it("is not due at the very threshold", () => {
    assert.deepEqual(told(every([9, 5, 5, 5, 5, 5, 5], { refill: on })), []);
    assert.deepEqual(told(every([9, 4.99, 4.99, 4.99, 4.99, 4.99], { refill: on })), [
      "4:refill-missing 4.99",
    ]);
  });

  it("is told once, and stands until money comes in, whatever the clock does", () => {
    const late = every([20, 4, 3, 2.5, 2, 2], { refill: on });
    const back = every([1.9, 1.8, 1.7, 1.6, 1.5, 1.4], { refill: on }, START - 2 * HOUR);
    const ahead = every([1.3, 1.2, 1.1, 1], { refill: on }, START + 3 * DAY);
    assert.deepEqual(told([...late, ...back, ...ahead, ...every([0.9], { refill: on }, START)]), [
      "4:refill-missing 2",
    ]);
    const again = every([21, 4, 4, 4, 4, 4], { refill: on }, START + HOUR);
    assert.deepEqual(told([...late, ...again]).slice(1), ["6:topped-up 19", "10:refill-missing 4"]);
  });

  it("is told when the vendor turned it off, once the balance is below its last threshold", () => {
    const stopped: Refill = { enabled: false, threshold: usd(20), stopped: true };
    const looks = [30, 20, 19, 18].map((balance, place) => ({
      at: START + place * 5 * MINUTE,
      balance,
      refill: stopped,
    }));
    assert.deepEqual(told(looks, { ...rule, ownThreshold: usd(5) }), ["2:refill-missing 19"]);
    assert.deepEqual(told(looks).slice(0, 1), ["1:low 20"]);
  });

  it("is told when it fails or is turned off without a word of its threshold", () => {
    const gone: readonly Refill[] = [
      { enabled: false, stopped: true },
      { enabled: false, failed: {} },
      { enabled: true, failed: { at: START }, threshold: usd(20), amount: usd(50) },
    ];
    for (const refill of gone) {
      const looks: readonly Look[] = [
        { at: START, balance: 30, refill: { enabled: true, threshold: usd(20), amount: usd(50) } },
        { at: START + 5 * MINUTE, balance: 25, refill },
        { at: START + 10 * MINUTE, balance: 19, refill },
        { at: START + 15 * MINUTE, balance: 18, refill },
      ];
      assert.deepEqual(told(looks, { ...rule, ownThreshold: usd(5) }), ["2:refill-missing 19"]);
    }
  });

  it("is not expected of what the person turned off", () => {
    const looks: readonly Look[] = [
      { at: START, balance: 30, refill: { enabled: true, threshold: usd(20) } },
      ...every([19, 18, 17, 16, 15], { refill: { enabled: false } }, START + 5 * MINUTE),
    ];
    assert.deepEqual(told(looks), []);
  });

  it("says so instead of that the balance is low", () => {
    const refill: Refill = { enabled: false, threshold: usd(5), stopped: true };
    assert.deepEqual(told(every([9, 4, 3], { refill })), ["1:refill-missing 4"]);
  });
});

describe("a top-up", () => {
  const listening = (minutes: number, topUps: LedgerNews["topUps"]): Look => ({
    at: START + minutes * MINUTE,
    ledger: { topUps },
  });

  it("that equal spend hides is told by the ledger, once", () => {
    const looks = [
      { at: START, balance: 30, ledger: {} },
      ...every([30.2, 30.1], {}, START + 5 * MINUTE),
      listening(12, [row(3, 20)]),
      listening(13, [row(3, 20)]),
    ];
    assert.deepEqual(told(looks), ["3:topped-up 20"]);
  });

  it("that the balance told is not told by the ledger again, with clocks an hour apart either", () => {
    for (const skew of [0, 1, 60, -60]) {
      const looks = [
        { at: START, balance: 30, ledger: {} },
        ...every([49.9, 49.8], {}, START + 5 * MINUTE),
        listening(12, [row(4 + skew, 20)]),
        listening(72, [row(4 + skew, 20)]),
      ];
      assert.deepEqual(told(looks), ["1:topped-up 19.9"], `skew ${skew}`);
    }
  });

  it("that the ledger told is not told by the balance again", () => {
    for (const skew of [0, 60]) {
      const looks = [
        { at: START, balance: 30, ledger: {} },
        listening(3, [row(2 + skew, 20)]),
        ...every([49.9, 49.8], {}, START + 5 * MINUTE),
      ];
      assert.deepEqual(told(looks), ["1:topped-up 20"], `skew ${skew}`);
    }
    const more = [
      { at: START, balance: 30, ledger: {} },
      listening(3, [row(2, 20)]),
      { at: START + 5 * MINUTE, balance: 60 },
    ];
    assert.deepEqual(told(more), ["1:topped-up 20", "2:topped-up 10"]);
  });

  it("like one before is another one", () => {
    const looks = [
      { at: START, balance: 30, ledger: {} },
      ...every([50], {}, START + 5 * MINUTE),
      listening(10, [row(3, 20)]),
      ...every([50.1], {}, START + 30 * MINUTE),
      listening(40, [row(3, 20), row(28, 20)]),
    ];
    assert.deepEqual(told(looks), ["1:topped-up 20", "4:topped-up 20"]);
  });

  it("of before anyone listened, of long ago, or of cents is no news", () => {
    const quiet = { at: START, balance: 30, ledger: { topUps: [row(-5, 20)] } };
    assert.deepEqual(told([quiet, listening(5, [row(-5, 20), row(4, 0.4)])]), []);
    assert.deepEqual(told([quiet, listening(3 * 24 * 60, [row(-5, 20), row(30, 20)])]), []);
  });
});

describe("money that went", () => {
  it("to two expiries of one moment is told of each, in whatever order they come", () => {
    for (const both of [
      [row(10, 2), row(10, 3)],
      [row(10, 3), row(10, 2)],
      [row(10, 2), row(10, 2)],
    ]) {
      const looks = [[], [row(10, 2)], both, both].map((expired, place) => ({
        at: START + (place + 1) * 15 * MINUTE,
        balance: 50,
        ledger: { expired },
      }));
      const second = both.some(({ amount }) => amount.nanos === usd(3).nanos) ? 3 : 2;
      assert.deepEqual(told(looks), ["1:credits-expired 2", `2:credits-expired ${second}`]);
    }
  });

  it("for another reason than use is told once, if it is real money", () => {
    const looks = [[], [row(10, 40), row(11, 0.5)], [row(10, 40)]].map((deducted, place) => ({
      at: START + (place + 1) * 15 * MINUTE,
      balance: 50,
      ledger: { deducted },
    }));
    assert.deepEqual(told(looks), ["1:deducted 40"]);
  });

  it("is not told again by a clock that was set back, nor is a spike", () => {
    const today = (day: string) => ({ day, spent: usd(11), usual: usd(3) });
    const all = { expired: [row(10, 2)], deducted: [row(12, 9)], topUps: [row(11, 20)] };
    const looks: readonly Look[] = [
      { at: START, balance: 50, ledger: {} },
      { at: START + DAY, balance: 50, ledger: { ...all, today: today("2026-08-20") } },
      { at: START + DAY + HOUR, balance: 50, ledger: { ...all, today: today("2026-08-21") } },
      { at: START - 2 * DAY, balance: 50, ledger: { ...all, today: today("2026-08-20") } },
      { at: START - DAY, balance: 50, ledger: { today: today("2026-08-21") } },
      { at: START - 3 * DAY, balance: 50, ledger: { ...all, today: today("2026-08-20") } },
    ];
    assert.deepEqual([...told(looks)].sort(), [
      "1:credits-expired 2",
      "1:deducted 9",
      "1:spend-spike 11",
      "1:topped-up 20",
      "2:spend-spike 11",
    ]);
  });
});
