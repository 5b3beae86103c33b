import assert from "node:assert/strict";
import type { PaymentRecord } from "../../../../src/billing/account-actions.ts";
import type { ChargeEntry, ChargeState } from "../../../../src/billing/charges/charge-book.ts";
import { attribute, seenBefore } from "../../../../src/billing/charges/evidence.ts";
import { usd } from "../../../../src/billing/money.ts";
import { START } from "../fake-clock.ts";

const MINUTE = 60_000;
const OPEN = { kind: "open", why: "no-answer" } as const;
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
const look = (
  entries: readonly ChargeEntry[],
  payments: readonly PaymentRecord[],
  minute = 60,
  recordedAs?: Parameters<typeof attribute>[3],
) => {
  const all = entries.map(({ id }) => id);
  return attribute(entries, all, payments, recordedAs, START + minute * MINUTE).map(
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
    const withFees = () => [usd(25), usd("26.25")];
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

  it("goes by the id of the payment where the vendor told it", () => {
    const known = attempt("a", 0, OPEN, { paymentId: "s" });
    assert.deepEqual(look([known], [record("r", 1), record("s", 2)]), ["charged: records s"]);
  });

  it("is that it failed only when a success would stand there too by now", () => {
    const failure = record("r", 1, { failed: true });
    assert.deepEqual(look([attempt("a", 0, OPEN)], [failure], 14), ["open: no-answer -"]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [failure], 15), ["not-charged: records r"]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [failure, record("s", 2)]), ["charged: records s"]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", 16, { failed: true })]), [
      "open: no-answer -",
    ]);
    assert.deepEqual(look([attempt("a", 0, OPEN)], [record("r", undefined, { failed: true })]), [
      "open: no-answer -",
    ]);
    assert.deepEqual(look([attempt("a", 0, REFUSED), attempt("b", 1, OPEN)], [failure]), [
      "not-charged: refusal r",
      "open: no-answer -",
    ]);
  });

  it("is nothing of an attempt that is under way", () => {
    const fresh = attempt("a", 0, { kind: "open", why: "under-way" });
    assert.deepEqual(look([fresh], [record("r", 1)], 1), ["open: under-way -"]);
    assert.deepEqual(look([fresh], [record("r", 1)], 2), ["charged: records r"]);
  });

  it("is remembered from before only as far as it could be mistaken", () => {
    assert.deepEqual(seenBefore([record("old", -6), record("new", -4), record("none", undefined)], START), [
      "new",
      "none",
    ]);
  });
});
