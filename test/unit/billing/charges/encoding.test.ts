import assert from "node:assert/strict";
import fc from "fast-check";
import type { ChargeEntry } from "../../../../src/billing/charges/charge-book.ts";
import { decodeCharges, encodeCharges } from "../../../../src/billing/charges/encoding.ts";
import { usd } from "../../../../src/billing/money/money.ts";

const anyState = fc.constantFrom<ChargeEntry["state"]>(
  { kind: "open", why: "under-way" },
  { kind: "open", why: "no-answer" },
  { kind: "open", why: "unclear-answer" },
  { kind: "open", why: "pending" },
  { kind: "open", why: "finish" },
  { kind: "open", why: "declined" },
  { kind: "open", why: "earlier" },
  { kind: "charged", by: "answer" },
  { kind: "charged", by: "status" },
  { kind: "charged", by: "records" },
  { kind: "not-charged", by: "refusal" },
  { kind: "not-charged", by: "never-sent" },
  { kind: "not-charged", by: "records" },
  { kind: "closed" },
);
const anyAmount = fc.bigInt(1n, 10n ** 20n).map((nanos) => ({ currency: "USD", nanos }));
const anyEntry: fc.Arbitrary<ChargeEntry> = fc.record(
  {
    id: fc.string(),
    payer: fc.string(),
    amount: anyAmount,
    cost: anyAmount,
    at: fc.nat(),
    steady: fc.record({ run: fc.string(), ms: fc.nat() }, { noNullPrototype: true }),
    closableAfterMs: fc.nat(),
    earlier: fc.record(
      { amount: anyAmount, at: fc.nat() },
      { noNullPrototype: true, requiredKeys: ["amount"] },
    ),
    untold: fc.constant(true as const),
    state: anyState,
    paymentId: fc.string(),
    record: fc.string(),
    before: fc.array(fc.string()),
  },
  { noNullPrototype: true, requiredKeys: ["id", "payer", "amount", "at", "state", "before"] },
);
const entry: ChargeEntry = {
  id: "a",
  payer: "xai:0",
  amount: usd("0.000000001"),
  at: 5,
  state: { kind: "open", why: "no-answer" },
  before: ["r"],
};

describe("the stored book of charges", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (book) => {
        assert.deepEqual(decodeCharges(encodeCharges(book)), { kind: "value", value: book });
      }),
    );
  });

  it("holds an amount as a decimal text", () => {
    assert.match(encodeCharges([entry]), /"amount":"0\.000000001"/);
  });

  it("is read as version 1 wrote it", () => {
    const old =
      `{"version":1,"entries":[{"id":"a","payer":"xai:0","amount":{"amount":"0.000000001","currency":"USD"},` +
      `"at":5,"state":"open: no-answer","paymentId":"p","before":["r"]}]}`;
    assert.deepEqual(decodeCharges(old), { kind: "value", value: [{ ...entry, paymentId: "p" }] });
  });

  it("is left alone when a newer extension wrote it, and damaged as a whole when one part is", () => {
    const text = encodeCharges([entry]);
    assert.equal(decodeCharges(text.replace(`"version":2`, `"version":3`)).kind, "newer");
    assert.equal(decodeCharges(text).kind, "value");
    for (const [good, bad] of [
      [`"open: no-answer"`, `"open: maybe"`],
      [`"open: no-answer"`, `null`],
      [`"at":5`, `"at":-5`],
      [`"0.000000001"`, `0.1`],
      [`["r"]`, `[1]`],
      [`["r"]`, `null`],
      [`"xai:0"`, `0`],
      [`"version":2`, `"version":0`],
      [`"entries"`, `"other"`],
      [`{`, ``],
    ] as const) {
      assert.ok(text.includes(good), good);
      assert.equal(decodeCharges(text.replace(good, bad)).kind, "damaged", bad);
    }
  });
});
