import assert from "node:assert/strict";
import type { ChargeEntry, ChargeState } from "../../../../src/billing/charges/charge-book.ts";
import { attribute, seenBefore, type Evidence } from "../../../../src/billing/charges/match-records.ts";
import { type Money, usd } from "../../../../src/billing/money/money.ts";
import type { PaymentRecord } from "../../../../src/billing/vendor/account-actions.ts";
import { START } from "../fake-clock.ts";

const MINUTE = 60_000;
const OPEN = { kind: "open", why: "no-answer" } as const;
const DECLINED = { kind: "open", why: "declined" } as const;
const ANSWERED = { kind: "charged", by: "answer" } as const;
const CLOSED = { kind: "closed" } as const;
const REFUSED = { kind: "not-charged", by: "refusal" } as const;

const attempt = (
  id: string,
  minute: number,
  state: ChargeState,
  more?: Partial<ChargeEntry>,
): ChargeEntry => ({
  id,
  payer: "p",
  amount: usd(25),
  at: START + minute * MINUTE,
  state,
  before: [],
  ...more,
});
const record = (id: string, minute: number | undefined, more?: Partial<PaymentRecord>): PaymentRecord => ({
  id,
  at: minute === undefined ? undefined : START + minute * MINUTE,
  amount: usd(25),
  ...more,
});
const pending = (id: string, minute: number | undefined, more?: Partial<PaymentRecord>) =>
  record(id, minute, { ...more, undecided: true });
const look = (
  entries: readonly ChargeEntry[],
  payments: readonly PaymentRecord[],
  minute = 60,
  topUp: Evidence["topUp"] = { recordedWithinMs: { declined: 75 * MINUTE } },
  since?: number,
) => {
  const all = entries.map(({ id }) => id);
  const moment = { now: START + minute * MINUTE, steady: { run: "", ms: 0 } };
  return attribute(entries, all, { payments: { records: payments, since }, topUp, moment }).map(
    (entry) => `${Object.values(entry.state).join(": ")} ${entry.record ?? "-"}`,
  );
};

describe("what the vendor's records say of an attempt", () => {
  it("is that it was charged, where a new one of its amount is there", () => {
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 1)]), ["charged: records r"]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", undefined)]), ["charged: records r"]);
    assert.deepEqual(
      look([attempt("a", 0, OPEN)], [record("r", -4)]),
      ["charged: records r"],
      "clocks differ",
    );
  });

  it("is nothing, where it is another amount, another currency, too old, or was there before", () => {
    const open = attempt("a", 0, OPEN, { before: ["known"] });
    const euros = { currency: "EUR", nanos: usd(25).nanos };
    for (const other of [
      record("r", 1, { amount: usd("25.01") }),
      record("r", 1, { amount: euros }),
      record("r", -6),
      record("known", 1),
    ]) {
      assert.deepEqual(look([open], [other]), ["open: no-answer -"]);
    }
    assert.deepEqual(look([open], []), ["open: no-answer -"]);
  });

  it("allows for fees, as the vendor adds them", () => {
    const withFees = { recordedAs: () => [usd(25), usd("26.25")] };
    assert.deepEqual(
      look([attempt("a", 0, OPEN)], [record("r", 1, { amount: usd("26.25") })], 60, withFees),
      ["charged: records r"],
    );
  });

  it("is of one attempt only, and of one whose end is known first", () => {
    assert.deepEqual(look([attempt("a", 0, OPEN), attempt("b", 1, OPEN)], [record("r", 2)]), [
      "charged: records r",
      "open: no-answer -",
    ]);
    assert.deepEqual(look([attempt("a", 0, ANSWERED), attempt("b", 1, OPEN)], [record("r", 1)]), [
      "charged: answer r",
      "open: no-answer -",
    ]);
    assert.deepEqual(
      look([attempt("a", 0, CLOSED), attempt("b", 1, OPEN)], [record("s", 2), record("r", 1)]),
      ["closed r", "charged: records s"],
    );
    assert.deepEqual(
      look([attempt("a", 0, ANSWERED, { paymentId: "r" }), attempt("b", 1, OPEN)], [pending("r", 1)]),
      ["charged: answer -", "open: no-answer -"],
      "the vendor's id says whose it is, though it is not decided yet",
    );
    assert.deepEqual(
      look([attempt("a", 0, ANSWERED, { paymentId: "r" }), attempt("b", 1, DECLINED)], [pending("r", 1)], 76),
      ["charged: answer -", "not-charged: refusal -"],
      "nor does it hold another one open",
    );
    const taken = attempt("a", 0, ANSWERED, { record: "r" });
    assert.deepEqual(look([taken, attempt("b", 1, OPEN)], [record("r", 1)]), [
      "charged: answer r",
      "open: no-answer -",
    ]);
    assert.deepEqual(look([attempt("a", -600, ANSWERED), attempt("b", 0, OPEN)], [record("r", 1)]), [
      "charged: answer -",
      "charged: records r",
    ]);
  });

  it("goes by the vendor's id alone where that is known, however long it takes", () => {
    const known = attempt("a", 0, { kind: "open", why: "pending" }, { paymentId: "s" });
    const others = [record("r", 1), record("f", 1, { failed: true })];
    for (const minute of [10, 60, 100_000]) {
      assert.deepEqual(look([known], others, minute), ["open: pending -"]);
      assert.deepEqual(look([known], [...others, pending("s", 0)], minute), ["open: pending -"]);
    }
    assert.deepEqual(look([known], [...others, record("s", 900)]), ["charged: records s"]);
    const failure = record("s", 1, { failed: true });
    assert.deepEqual(look([known], [record("r", 1), failure], 3), ["not-charged: records s"]);
    const invoiced = record("r", 0, { invoice: "s" });
    assert.deepEqual(look([known], [invoiced]), ["charged: records r"], "by the id of its invoice too");
  });

  it("is nothing where only a failure is there: it may be another payment's", () => {
    for (const failure of [
      record("r", 1, { failed: true }),
      record("r", 16, { failed: true }),
      record("r", undefined, { failed: true }),
    ])
      for (const minute of [14, 15, 100_000])
        assert.deepEqual(look([attempt("a", 0, OPEN)], [failure], minute), ["open: no-answer -"]);
    const failure = record("r", 1, { failed: true });
    assert.deepEqual(look([attempt("a", 0, OPEN)], [failure, record("s", 2)]), ["charged: records s"]);
    assert.deepEqual(look([attempt("a", 0, REFUSED), attempt("b", 1, OPEN)], [failure]), [
      "not-charged: refusal r",
      "open: no-answer -",
    ]);
  });

  it("is nothing yet while one of its amount and time is undecided", () => {
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 1), pending("s", 2)]), ["open: no-answer -"]);
    for (const far of [pending("s", 16), pending("s", -6), pending("s", 1, { amount: usd(26) })])
      assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 1), far]), ["charged: records r"]);
  });

  it("is not a payment of the same amount that was made later", () => {
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 15)]), ["charged: records r"]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 16)]), ["open: no-answer -"]);
  });

  describe("that was declined", () => {
    const declined = attempt("a", 0, DECLINED);

    it("is that it was refused once nothing to be collected would stand there by now", () => {
      assert.deepEqual(look([declined], [], 74), ["open: declined -"]);
      assert.deepEqual(look([declined], [], 75), ["not-charged: refusal -"]);
      assert.deepEqual(look([declined], [record("r", 1, { failed: true })], 75), ["not-charged: refusal -"]);
      assert.deepEqual(look([declined], [pending("r", 1)], 100_000), ["open: declined -"]);
      assert.deepEqual(look([declined], [pending("r", undefined)], 100_000), ["open: declined -"]);
      assert.deepEqual(look([declined], [record("r", 1)], 2), ["charged: records r"]);
      assert.deepEqual(
        look([declined], [], 100_000, {}),
        ["open: declined -"],
        "not where it proves nothing",
      );
      assert.deepEqual(look([attempt("a", 0, OPEN)], [], 100_000), ["open: no-answer -"]);
    });

    it("is nothing while a new one of its amount is there, whatever its time and whose it may be", () => {
      for (const minute of [-100_000, -6, 16, 300])
        for (const other of [record("r", minute), pending("r", minute)])
          assert.deepEqual(look([declined], [other], 100_000), ["open: declined -"]);
      assert.deepEqual(
        look([attempt("b", -5, CLOSED), declined], [record("r", 1)], 75),
        ["closed r", "open: declined -"],
        "an attempt before it may not be the one that was charged",
      );
      const knowing = attempt("a", 0, DECLINED, { before: ["r"] });
      for (const minute of [-100_000, -6])
        assert.deepEqual(look([knowing], [record("r", minute)], 75), ["not-charged: refusal -"]);
      assert.deepEqual(look([declined], [record("r", 30, { amount: usd(26) })], 75), [
        "not-charged: refusal -",
      ]);
      const withFees = { recordedAs: () => [usd(25), usd("26.25")], recordedWithinMs: { declined: 1 } };
      const billed = record("r", 30, { amount: usd("26.25") });
      assert.deepEqual(look([declined], [billed], 75, withFees), ["open: declined -"]);
    });

    it("goes by both clocks", () => {
      const steady = { run: "", ms: 0 };
      assert.deepEqual(look([{ ...declined, steady }], [], 100), ["open: declined -"]);
      const earlier = { run: "before the machine started", ms: 0 };
      assert.deepEqual(look([{ ...declined, steady: earlier }], [], 100), ["not-charged: refusal -"]);
    });

    it("is nothing where the list does not reach back to it", () => {
      const topUp = { recordedWithinMs: { declined: 75 * MINUTE } };
      for (const since of [Infinity, START + 1, START - 4 * MINUTE])
        assert.deepEqual(look([declined], [], 100, topUp, since), ["open: declined -"]);
      assert.deepEqual(look([declined], [record("r", 1)], 100, topUp, Infinity), ["open: declined -"]);
      assert.deepEqual(look([declined], [], 100, topUp, START - 6 * MINUTE), ["not-charged: refusal -"]);
      const known = attempt("a", 0, OPEN, { paymentId: "s" });
      assert.deepEqual(look([known], [record("s", 1)], 100, topUp, Infinity), ["charged: records s"]);
    });
  });

  it("is nothing of an attempt that is under way", () => {
    const fresh = attempt("a", 0, { kind: "open", why: "under-way" });
    assert.deepEqual(look([fresh], [record("r", 1)], 1), ["open: under-way -"]);
    assert.deepEqual(look([fresh], [record("r", 1)], 2), ["charged: records r"]);
  });

  it("is remembered from before only as far as it could be mistaken", () => {
    const amount = usd(26);
    const records = [
      record("old", -6),
      record("new", -4, { invoice: "i" }),
      record("none", undefined),
      record("as much", -600, { amount }),
      record("billed", -600, { amount: usd("27.30") }),
    ];
    const seen = (recordedAs?: () => readonly [Money, Money]) =>
      seenBefore({ records }, { at: START, amount }, { ...(recordedAs && { recordedAs }) });
    assert.deepEqual(seen(), ["new", "i", "none", "as much"]);
    assert.deepEqual(
      seen(() => [amount, usd("27.30")]),
      ["new", "i", "none", "as much", "billed"],
    );
  });
});
