import assert from "node:assert/strict";
import { spendHistory } from "../../../../src/billing/forecast/daily-spend.ts";
import type { DatedMovement } from "../../../../src/billing/forecast/daily-spend.ts";

const charge = (day: string, amount: number, type = "MODEL_USAGE"): DatedMovement => {
  return { day, direction: "CHARGE", type, amount };
};
const topUp = (day: string, amount: number, type = "PAYMENT"): DatedMovement => {
  return { day, direction: "TOPUP", type, amount };
};

const frame = { today: "2026-03-05", elapsed: 0.25, balance: 1000 };

describe("spendHistory", () => {
  it("sums the charges of each day, fills quiet days with zero and keeps today apart", () => {
    const movements = [
      charge("2026-03-05", 7),
      charge("2026-03-04", 5),
      charge("2026-03-02", 2),
      charge("2026-03-02", 1),
    ];
    assert.deepEqual(spendHistory(movements, frame), {
      days: [3, 0, 5],
      today: { weekday: 4, spent: 7, elapsed: 0.25 },
      balance: 1000,
    });
  });

  it("takes only usage for spend", () => {
    const usage = [charge("2026-03-03", 5), charge("2026-03-04", 5)];
    const others = [
      topUp("2026-03-03", 100),
      topUp("2026-03-03", 20, "BONUS"),
      topUp("2026-03-04", 4, "REFUND"),
      topUp("2026-03-04", 3, "ADJUSTMENT"),
      charge("2026-03-04", 9, "ADJUSTMENT"),
      charge("2026-03-04", 50, "CREDITS_EXPIRED"),
      topUp("2026-03-05", 100, "INIT"),
    ];
    assert.deepEqual(spendHistory([...others, ...usage], frame), spendHistory(usage, frame));
  });

  it("begins with the first charge, and without one with the first movement", () => {
    const paid = topUp("2026-02-20", 100, "INIT");
    assert.equal(spendHistory([charge("2026-03-03", 5), paid], frame).days.length, 2);
    assert.equal(spendHistory([paid], frame).days.length, 13);
    assert.deepEqual(spendHistory([], frame).days, []);
  });

  it("leaves out days the movements cover in part only", () => {
    const movements = [charge("2026-03-01", 5), charge("2026-03-03", 6)];
    assert.deepEqual(spendHistory(movements, { ...frame, completeFrom: "2026-03-02" }).days, [0, 6, 0]);
  });

  it("does not learn from days on which the account stood dry", () => {
    const movements = [
      topUp("2026-02-27", 300),
      charge("2026-02-27", 100),
      charge("2026-02-28", 100),
      charge("2026-03-01", 100),
      topUp("2026-03-03", 400),
      charge("2026-03-03", 50),
      charge("2026-03-04", 100),
    ];
    assert.deepEqual(spendHistory(movements, { ...frame, balance: 250 }).days, [
      100,
      100,
      null,
      null,
      null,
      100,
    ]);
  });

  it("counts days across a month's end and a leap day", () => {
    const movements = [charge("2028-02-28", 1), charge("2028-03-01", 3)];
    const { days, today } = spendHistory(movements, { today: "2028-03-02", elapsed: 0, balance: 9 });
    assert.deepEqual(days, [1, 0, 3]);
    assert.equal(today.weekday, 4);
  });
});
