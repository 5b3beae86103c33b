import assert from "node:assert/strict";
import { balancePast } from "../../../../src/billing/history/observed-line.ts";
import { EMPTY_INDEX, type LedgerIndex } from "../../../../src/billing/ledger/ledger-index.ts";
import type { BalanceHistory } from "../../../../src/billing/ledger/observed-balances.ts";
import { summarise } from "../../../../src/billing/ledger/summary.ts";
import type { Movement } from "../../../../src/billing/money/credits.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { presentBalanceChart } from "../../../../src/billing/page/present-balance-chart.ts";
import { createWords } from "../../../../src/billing/page/words.ts";
import { createZone } from "../../../../src/billing/time/time-zone.ts";
import { preferences } from "../page/preferences.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USD = 2_000_000;
const NOW = Date.UTC(2026, 9, 26, 9, 20);
const zone = createZone("UTC");
const words = createWords({ locale: "en", timeZone: "UTC", hideAmounts: false });

/** A row so many days ago; a negative amount is a charge. */
const row = (daysAgo: number, dollars: number, type = dollars > 0 ? "PAYMENT" : "MODEL_USAGE"): Movement => ({
  at: NOW - daysAgo * DAY,
  direction: dollars > 0 ? "topup" : "charge",
  type,
  credits: Math.abs(dollars) * USD,
  model: null,
  reference: null,
});

function indexOf(movements: readonly Movement[], more: Partial<LedgerIndex> = {}): LedgerIndex {
  const days = [...new Set(movements.map(({ at }) => Math.floor(at / DAY)))].sort((a, b) => b - a);
  const all = [{ from: 0, to: NOW }];
  const summaries = days.map((day) => {
    const rows = movements.filter(({ at }) => Math.floor(at / DAY) === day).sort((a, b) => b.at - a.at);
    return { ...summarise(day, rows, zone), file: "" };
  });
  return { ...EMPTY_INDEX, all, topups: all, freshAt: NOW, days: summaries, ...more };
}

const seenAt = (...seen: readonly (readonly [daysAgo: number, dollars: number])[]): BalanceHistory =>
  seen.map(([daysAgo, dollars]) => ({
    at: NOW - daysAgo * DAY,
    until: NOW - daysAgo * DAY,
    balance: usd(dollars),
  }));

function draw(index: LedgerIndex, dollars: number, seen: BalanceHistory = []) {
  const past = balancePast(index, "30d", NOW, zone, dollars * USD, seen) ?? assert.fail();
  const dollarsAt = (daysAgo: number) => {
    const point = past.points.findLast(({ at }) => at <= NOW - daysAgo * DAY);
    return point && point.credits / USD;
  };
  const chart = presentBalanceChart(past, undefined, words, preferences);
  return { past, dollarsAt, chart };
}

describe("a balance counted back by the ledger", () => {
  const rows = [row(20, 123), ...Array.from({ length: 19 }, (_, place) => row(19 - place, -1))];

  it("is drawn to its beginning where all adds up", () => {
    const { past, dollarsAt, chart } = draw(indexOf(rows), 104, seenAt([10, 114], [5, 109]));
    assert.equal(past.contradictedBefore, undefined);
    assert.deepEqual([dollarsAt(25), dollarsAt(10.5), dollarsAt(0)], [0, 114, 104]);
    assert.equal(chart.kind === "ready" && chart.note, undefined);
  });

  it("is nothing but what was observed where the whole ledger says otherwise, and never -$100", () => {
    const { past, dollarsAt, chart } = draw(indexOf(rows), 4, seenAt([10, 114], [5, 109], [2, 6], [1, 5]));
    assert.ok(past.points.every(({ credits }) => credits >= 0));
    assert.deepEqual([dollarsAt(25), dollarsAt(8), dollarsAt(4)], [undefined, 114, 109]);
    assert.deepEqual([dollarsAt(1.5), dollarsAt(0.5), dollarsAt(0)], [5, 4, 4]);
    assert.match(
      (chart.kind === "ready" && chart.note) || "",
      /^Before .*: from balances checked here, since/,
    );
  });

  it("is a gap that says why where nothing was observed", () => {
    const { past, chart } = draw(indexOf(rows), 4);
    assert.deepEqual(past.points, [{ at: NOW, credits: 4 * USD }]);
    assert.ok(chart.kind === "empty");
    assert.match(chart.text, /^Not shown before .*: the transactions don't add up to the balance\.$/);
  });

  it("begins late, with a note and without marks before, where it was below zero and nobody saw that", () => {
    const part = indexOf([row(20, 123), row(5, -1)], { all: [{ from: NOW - 40 * DAY, to: NOW }] });
    const { past, dollarsAt, chart } = draw(part, 22);
    assert.ok(past.points.every(({ credits }) => credits > 0));
    assert.deepEqual([dollarsAt(21), dollarsAt(19), dollarsAt(1)], [undefined, 23, 22]);
    assert.ok(chart.kind === "ready");
    assert.match(chart.note ?? "", /^Not shown before /);
    assert.equal(chart.table.rows.length, 30);
  });

  it("is contradicted by an amount that was right at another time", () => {
    const seen = seenAt([10, 114], [6, 118], [5, 118], [4, 118], [1, 105]);
    assert.ok(draw(indexOf(rows), 104, seen).past.contradictedBefore !== undefined);
  });

  it("is contradicted by more than half a dollar, not by less", () => {
    const still = indexOf([row(20, 100)]);
    const contradicted = (dollars: number) =>
      draw(still, 100, seenAt([10, dollars], [9, dollars])).past.contradictedBefore !== undefined;
    assert.deepEqual([99.4, 99.6, 100.4, 100.6].map(contradicted), [true, false, false, true]);
  });

  it("may be below zero where that was seen", () => {
    const part = indexOf([row(5, 20)], { all: [{ from: NOW - 40 * DAY, to: NOW }] });
    const { past, dollarsAt } = draw(part, 15, seenAt([7, -5]));
    assert.equal(past.contradictedBefore, undefined);
    assert.equal(dollarsAt(8), -5);
  });

  it("is not given up for one wrong answer, for cents, or for what moves within an hour", () => {
    const seen = seenAt([10, 114], [8, 0], [5, 109.3], [0.01, 104]);
    assert.equal(draw(indexOf(rows), 104, seen).past.contradictedBefore, undefined);
    const busy = indexOf([row(9, 50), row(3, 20), row(3 - 1 / 48, -20)]);
    for (const between of [50, 60, 70])
      assert.equal(
        draw(busy, 50, seenAt([4, 50], [3 - 1 / 96, between], [1, 50])).past.contradictedBefore,
        undefined,
      );
  });

  it("is not moved by what happened since the ledger was read", () => {
    const stale = indexOf(rows, { freshAt: NOW - HOUR });
    const seen = seenAt([5, 109], [0.9, 104], [0.01, 154]);
    const { past, dollarsAt } = draw(stale, 154, seen);
    assert.equal(past.contradictedBefore, undefined);
    assert.deepEqual([dollarsAt(25), dollarsAt(5.5), dollarsAt(0.5), dollarsAt(0)], [0, 110 - 1, 104, 154]);
  });
});
