import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeBalances,
  encodeBalances,
  seenUntil,
  withBalance,
  type BalanceHistory,
} from "../../../../src/billing/ledger/observed-balances.ts";
import { usd } from "../../../../src/billing/money/money.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);

/** A history of the balance at each moment, seen every five minutes. */
function watch(days: number, balanceAt: (at: number) => number): BalanceHistory {
  let history: BalanceHistory = [];
  for (let at = START; at < START + days * DAY; at += 300_000) {
    history = withBalance(history, { balance: usd(balanceAt(at)), at });
  }
  return history;
}

describe("the balance history", () => {
  it("keeps each change, and how long a balance stayed", () => {
    const history = watch(1, (at) => (at < START + 6 * HOUR ? 10 : 8));
    assert.deepEqual(history.map(({ balance }) => balance), [usd(10), usd(8)]);
    assert.ok((history[0]?.until ?? 0) >= START + 5 * HOUR);
    assert.equal(history[1]?.at, START + 6 * HOUR);
    assert.equal(withBalance(history, { balance: usd(1), at: START }), history, "an older reading");
  }); // prettier-ignore

  it("grows thin with age and never long, and keeps the newest as they are", () => {
    const history = watch(120, (at) => 1000 - (at - START) / DAY);
    const end = START + 120 * DAY;
    const within = (from: number, to: number) =>
      history.filter(({ at }) => at >= end - from && at < end - to).length;
    assert.equal(within(2 * DAY - HOUR, 0), (47 * HOUR) / 300_000);
    assert.ok(within(29 * DAY, 3 * DAY) <= 26 * 25 && within(29 * DAY, 3 * DAY) >= 26 * 23);
    assert.ok(within(119 * DAY, 31 * DAY) >= 85 && within(119 * DAY, 31 * DAY) <= 90);
    assert.ok(history.length < 1_500);
    assert.ok(history.every(({ at, until }, place) => at <= until && until <= (history[place + 1]?.at ?? Infinity)));
  });

  it("comes back from its stored form, and damage is seen", () => {
    const sample = fc.record({ at: fc.nat(), lasted: fc.nat(), units: fc.integer({ min: -1e6, max: 1e6 }) });
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        const history = samples.map(({ at, lasted, units }) => ({ at, until: at + lasted, balance: usd(units / 1000) }));
        assert.deepEqual(decodeBalances(encodeBalances(history)), { kind: "value", value: history });
      }),
    );
    for (const text of ["", "null", "[]", "{}", `{"version":0,"samples":[]}`, `{"version":1}`, `{"version":1,"samples":[[1]]}`, `{"version":1,"samples":[[1,-1,"1","USD"]]}`]) {
      assert.equal(decodeBalances(text).kind, "damaged", text);
    }
    assert.equal(decodeBalances(`{"version":2}`).kind, "newer");
  });
}); // prettier-ignore

describe("the balance history over a clock that jumps", () => {
  const note = (history: BalanceHistory, at: number, units: number) =>
    withBalance(history, { balance: usd(units), at });
  const end = START + 90 * DAY;
  const days = Array.from({ length: 90 * 24 }, (_, hour) => [START + hour * HOUR, 1000 - hour / 10] as const);
  const kept = days.reduce<BalanceHistory>((history, [at, units]) => note(history, at, units), []);

  it("forgets nothing while it is ahead, and goes on once it is right again", () => {
    for (const ahead of [300 * DAY, 900 * DAY]) {
      let history = kept;
      for (let minute = 0; minute < 60; minute += 5)
        history = note(history, end + ahead + minute * 60_000, 700 - minute);
      assert.equal(seenUntil(history, end).length, kept.length);
      history = note(history, end + HOUR, 690);
      assert.deepEqual(seenUntil(history, end + HOUR).at(-1)?.balance, usd(690));
      assert.ok(seenUntil(history, end + HOUR).length >= kept.length - 2, "thinned by the hour at most");
    }
  });

  it("follows a real absence after a day", () => {
    let history = kept;
    for (let hour = 0; hour < 30; hour += 1) history = note(history, end + 450 * DAY + hour * HOUR, 500 - hour);
    assert.equal(history.length, 30);
  });

  it("puts what another window read a little earlier in its place", () => {
    const late = note(note(note([], START, 10), START + HOUR, 8), START + HOUR / 2, 9);
    assert.deepEqual(late.map(({ balance }) => balance), [usd(10), usd(9), usd(8)]);
    assert.equal(note(late, START + HOUR / 2, 9), late);
  });
}); // prettier-ignore
