import assert from "node:assert/strict";
import type { ChargeEntry, ChargeState } from "../../../../src/billing/charges/charge-book.ts";
import { foreignPayment } from "../../../../src/billing/charges/foreign.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { PaymentRecord } from "../../../../src/billing/vendor/account-actions.ts";
import { AbortedError, BillingError } from "../../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../../src/billing/vendor/endpoint.ts";
import { createChargeStage, inShort, PAYER } from "./charge-stage.ts";

const MINUTE = 60_000;
const NOW = 1_000_000_000_000;
const PAID: ChargeState = { kind: "charged", by: "answer" };

const payment = (minutesAgo: number | undefined, more: Partial<PaymentRecord> = {}): PaymentRecord => ({
  id: "in_1",
  amount: usd(25),
  at: minutesAgo === undefined ? undefined : NOW - minutesAgo * MINUTE,
  ...more,
});
const entry = (minutesAgo: number, more: Partial<ChargeEntry> = {}): ChargeEntry => ({
  id: "id1",
  payer: PAYER,
  amount: usd(25),
  at: NOW - minutesAgo * MINUTE,
  state: PAID,
  before: [],
  ...more,
});

describe("a payment that our book does not know", () => {
  const asked: string[] = [];
  const never = new Set<string>();
  const topUp = {
    ...createChargeStage().vendor.topUp,
    neverCharged: ({ id }: PaymentRecord) => ({ path: id, decode: () => false }),
  };
  const ask: Ask = ({ path }) => {
    asked.push(path);
    return Promise.resolve(never.has(path) as never);
  };
  const foreign = (entries: readonly ChargeEntry[], records: readonly PaymentRecord[]) =>
    foreignPayment(entries, records, { topUp, ask }, NOW);
  beforeEach(() => {
    asked.length = 0;
    never.clear();
  });

  it("stands in the way for 15 minutes, or as long as it may still be charged", async () => {
    const cases: readonly (readonly [PaymentRecord, boolean])[] = [
      [payment(0), true],
      [payment(14.99), true],
      [payment(15), false],
      [payment(16), false],
      [payment(-60), true],
      [payment(undefined), false],
      [payment(1, { failed: true }), false],
      [payment(1, { undecided: true }), true],
      [payment(60 * 24 * 400, { undecided: true }), true],
      [payment(undefined, { undecided: true }), true],
      [payment(60 * 24 * 7 - 1, { undecided: true, resting: true }), true],
      [payment(60 * 24 * 7, { undecided: true, resting: true }), false],
      [payment(-60 * 24 * 7, { undecided: true, resting: true }), true],
      [payment(undefined, { undecided: true, resting: true }), true],
      [payment(1, { amount: usd(999) }), true],
    ];
    for (const [record, stands] of cases)
      assert.equal(await foreign([], [record]), stands ? record : undefined, JSON.stringify(record.at));
  });

  it("is none that an attempt of ours explains by its id, in whatever state", async () => {
    for (const record of [payment(1), payment(1, { undecided: true })]) {
      for (const state of [PAID, { kind: "closed" }, { kind: "not-charged", by: "refusal" }] as const) {
        assert.equal(await foreign([entry(1, { state, paymentId: "in_1" })], [record]), undefined);
        assert.equal(await foreign([entry(1, { state, record: "in_1" })], [record]), undefined);
        const named = { ...record, id: "time and amount", invoice: "in_1" };
        assert.equal(await foreign([entry(1, { state, paymentId: "in_1" })], [named]), undefined);
      }
      assert.equal(await foreign([entry(1, { paymentId: "in_2" })], [record]), record);
    }
  });

  it("is none that an attempt without an id explains by amount and time: one for each", async () => {
    const [one, two] = [payment(1), payment(1, { id: "in_2" })];
    assert.equal(await foreign([entry(1)], [one]), undefined);
    assert.equal(await foreign([entry(1)], [one, two]), two);
    assert.equal(await foreign([entry(1), entry(2, { id: "id2" })], [one, two]), undefined);
    const others: readonly Partial<ChargeEntry>[] = [
      { amount: usd(26) },
      { at: NOW - 60 * MINUTE },
      { at: NOW + 60 * MINUTE },
      { before: ["in_1"] },
      { state: { kind: "not-charged", by: "never-sent" } },
    ];
    for (const other of others)
      assert.equal(await foreign([entry(1, other)], [one]), one, JSON.stringify(other.at));
  });

  it("does not stand in the way once the vendor says that it will never be charged", async () => {
    const records = ["in_1", "in_2"].map((id) => payment(600, { id, undecided: true }));
    never.add("in_1");
    assert.equal(await foreign([], records), records[1]);
    never.add("in_2");
    assert.equal(await foreign([], records), undefined);
    const many = Array.from({ length: 9 }, (_, index) =>
      payment(600, { id: `in_${index}`, undecided: true }),
    );
    for (const { id } of many) never.add(id);
    asked.length = 0;
    assert.equal(await foreign([], many), many[5]);
    assert.equal(asked.length, 5);
  });

  it("stands in the way, and is named, where the vendor cannot be asked whether it will be charged", async () => {
    const record = payment(600, { undecided: true });
    const failing =
      (error: Error): Ask =>
      () =>
        Promise.reject(error);
    const asking = (error: Error) => foreignPayment([], [record], { topUp, ask: failing(error) }, NOW);
    assert.equal(await asking(new BillingError({ kind: "not-found", status: 404 })), record);
    await assert.rejects(asking(new AbortedError()), AbortedError);
  });

  it("stops a top-up before anything is written down", async () => {
    const stage = createChargeStage();
    const window = stage.open();
    stage.vendor.records = [{ id: "in_9", at: stage.clock.now() - MINUTE, amount: usd(40) }];
    assert.equal(inShort(await stage.topUp(window)), "foreign");
    assert.deepEqual([stage.vendor.charges, stage.store.book], [[], []]);
    await stage.clock.advance(15 * MINUTE);
    assert.equal(inShort(await stage.topUp(window)), "charged: answer");
  });

  it("is never one that this book has made, however often", async () => {
    const stage = createChargeStage();
    stage.vendor.recordsAtOnce = true;
    for (let times = 0; times < 3; times += 1)
      assert.equal(inShort(await stage.topUp(stage.open())), "charged: answer");
  });
});
