import assert from "node:assert/strict";
import { EMPTY_INDEX, forgetDay, type LedgerIndex } from "../../../../src/billing/ledger/ledger-index.ts";
import { createMemoryLedgerStore } from "../../../../src/billing/ledger/memory-store.ts";
import { merge, replaceSpan } from "../../../../src/billing/ledger/merge.ts";
import { cover, forget, freshSpan, olderSpan } from "../../../../src/billing/ledger/track.ts";
import type { Movement } from "../../../../src/billing/money/credits.ts";
import { createZone } from "../../../../src/billing/time/time-zone.ts";

const DAY = 86_400_000;
const at = (days: number) => days * DAY;

describe("what of a ledger is known", () => {
  it("begins with the newest, grows downwards, and ends at the beginning", () => {
    assert.deepEqual(freshSpan([]), { from: 0, to: Infinity });
    const first = cover([], { from: at(9), to: Infinity }, at(10));
    assert.deepEqual(first, [{ from: at(9), to: at(10) }]);
    assert.deepEqual(olderSpan(first), { from: 0, to: at(9) });
    const whole = cover(first, { from: 0, to: at(9) }, at(9) - 1);
    assert.deepEqual(whole, [{ from: 0, to: at(10) }]);
    assert.equal(olderSpan(whole), undefined);
  });

  it("is joined only where a reading reached what is settled, for charges land late", () => {
    const old = [{ from: 0, to: at(10) }];
    assert.deepEqual(freshSpan(old), { from: at(9), to: Infinity });
    const short = cover(old, { from: at(9) + 1, to: Infinity }, at(12));
    assert.deepEqual(short, [{ from: at(9) + 1, to: at(12) }, ...old]);
    assert.deepEqual(olderSpan(short), { from: at(9), to: at(9) + 1 });
    assert.deepEqual(cover(short, { from: at(9), to: at(9) + 1 }, at(9)), [{ from: 0, to: at(12) }]);
    assert.deepEqual(cover(old, { from: at(9), to: Infinity }, at(9)), [{ from: 0, to: at(10) }]);
  });

  it("joins several segments at once, and none above", () => {
    const three = [
      { from: at(20), to: at(22) },
      { from: at(10), to: at(12) },
      { from: at(5), to: at(6) },
    ];
    const middle = cover(three, { from: at(4), to: at(10) }, at(9));
    assert.deepEqual(middle, [three[0], { from: at(4), to: at(12) }]);
    assert.deepEqual(cover(three, { from: at(4), to: at(8) }, at(7)), three, "ends nowhere known");
  });

  it("forgets a day out of a segment", () => {
    const whole = [{ from: 0, to: at(10) + 5 }];
    assert.deepEqual(forget(whole, at(4), at(5)), [
      { from: at(5), to: at(10) + 5 },
      { from: 0, to: at(4) - 1 },
    ]);
    assert.deepEqual(forget(whole, at(10), at(11)), [{ from: 0, to: at(10) - 1 }]);
    assert.deepEqual(forget(whole, 0, at(1)), [{ from: at(1), to: at(10) + 5 }]);
    assert.deepEqual(forget(whole, at(11), at(12)), whole);
    const index: LedgerIndex = { ...EMPTY_INDEX, all: whole, topups: whole, freshAt: 7 };
    const { all, topups, freshAt } = forgetDay(index, 4);
    assert.deepEqual([all.length, topups.length, freshAt], [2, 2, 0]);
  });
});

const charge = (time: number, credits = 1): Movement => ({
  at: time,
  direction: "charge",
  type: "MODEL_USAGE",
  credits,
  model: "m",
  reference: "r",
});
const topup = (time: number): Movement => ({ ...charge(time), direction: "topup", type: "PAYMENT" });

describe("a reading of a span", () => {
  it("takes the place of all that was known of it, from its beginning to before its end, and nothing else", () => {
    const known = [charge(30), charge(20, 2), charge(20, 3), charge(10, 4), charge(9)];
    const span = { from: 10, to: 30 };
    assert.deepEqual(replaceSpan(known, span, "all", []), [charge(30), charge(9)]);
    assert.deepEqual(replaceSpan(known, span, "all", [charge(20), charge(20)]), [
      charge(30),
      charge(20),
      charge(20),
      charge(9),
    ]);
  });

  it("of top-ups leaves the charges", () => {
    const known = [topup(25), charge(20), topup(15)];
    assert.deepEqual(replaceSpan(known, { from: 10, to: 30 }, "topups", [topup(21)]), [
      topup(21),
      charge(20),
    ]);
  });

  const reading = (from: number, to: number, movements: readonly Movement[]) =>
    ({ span: { from, to }, of: "all", movements, newest: movements[0]?.at ?? from }) as const;
  const utc = createZone("UTC");

  it("brings the knowledge of top-ups up to now only where it joins it", async () => {
    const store = createMemoryLedgerStore();
    const before: LedgerIndex = { ...EMPTY_INDEX, topups: [{ from: 0, to: at(10) }] };
    const reach = async (from: number) =>
      (await merge(store, before, reading(from, Infinity, [charge(at(11))]), utc)).index.topups;
    assert.deepEqual(await reach(at(9) + 1), before.topups);
    assert.deepEqual(await reach(at(9)), [{ from: 0, to: at(11) }]);
    assert.deepEqual(await reach(0), [{ from: 0, to: at(11) }]);
  });

  it("changes only the days that are different now", async () => {
    const store = createMemoryLedgerStore();
    const rows = [charge(at(3)), charge(at(2)), charge(at(1) + 5), charge(at(1) + 4)];
    const first = await merge(store, EMPTY_INDEX, reading(0, Infinity, rows), utc);
    assert.deepEqual([...first.changed.keys()].sort(), [1, 2, 3]);
    const version = (await store.commit(await store.read(), first.index, first.changed)) ?? assert.fail();
    const again = await merge(store, version.index, reading(at(1) + 5, Infinity, rows.slice(0, 3)), utc);
    assert.equal(again.changed.size, 0);
    const later = [charge(at(3) + 1), ...rows.slice(0, 1), charge(at(2), 9), rows[2] ?? assert.fail()];
    const changed = await merge(store, version.index, reading(at(1) + 5, Infinity, later), utc);
    assert.deepEqual([...changed.changed.keys()].sort(), [2, 3]);
    const none = await merge(store, version.index, reading(at(2), Infinity, []), utc);
    assert.deepEqual(none.index.days.map(({ day }) => day), [1]);
  }); // prettier-ignore

  it("is put off where a day cannot be read", async () => {
    const store = createMemoryLedgerStore();
    const rows = [charge(at(2)), charge(at(1))];
    const { index } = await merge(store, EMPTY_INDEX, reading(0, Infinity, rows), utc);
    const lost = await merge(store, index, reading(at(1) + 1, Infinity, [charge(at(1) + 2)]), utc);
    assert.equal(lost.lost, true);
    assert.ok(lost.index.days.length < 2 && lost.index.all.length > 0);
    assert.equal(lost.changed.size, 0);
  });
});
