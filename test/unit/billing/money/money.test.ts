import assert from "node:assert/strict";
import fc from "fast-check";
import { compareMoney, moneyFrom, toDecimal, usd } from "../../../../src/billing/money/money.ts";

const nanos = (amount: unknown) => moneyFrom(amount, "USD")?.nanos;

describe("money", () => {
  it("keeps every digit that the vendor writes", () => {
    const cases: readonly (readonly [unknown, bigint])[] = [
      [0, 0n],
      [-0, 0n],
      [0.1, 100_000_000n],
      [0.1 + 0.2, 300_000_000n],
      [123.45, 123_450_000_000n],
      [-1.37, -1_370_000_000n],
      [0.0034, 3_400_000n],
      [1e-7, 100n],
      [5e-10, 1n],
      [4.9e-10, 0n],
      [-5e-10, -1n],
      [5e-324, 0n],
      ["12.34", 12_340_000_000n],
      ["+3", 3_000_000_000n],
      ["1e3", 1_000_000_000_000n],
      ["1.", 1_000_000_000n],
      [1e12, 1_000_000_000_000_000_000_000n],
    ];
    for (const [amount, expected] of cases) assert.equal(nanos(amount), expected, String(amount));
  });

  it("holds one credit, 1/2,000,000 USD, exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e9, max: 2e9 }), (credits) => {
        assert.equal(nanos(credits / 2_000_000), BigInt(credits) * 500n);
      }),
    );
  });

  it("reads back what it writes, to the last digit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }), (amount) => {
        assert.deepEqual(moneyFrom(toDecimal({ currency: "USD", nanos: amount }), "USD"), {
          currency: "USD",
          nanos: amount,
        });
      }),
    );
  });

  it("is never further from a number than half a billionth", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (amount) => {
        const found = nanos(amount);
        assert.ok(found !== undefined && Math.abs(Number(found) / 1e9 - amount) <= 0.6e-9, String(amount));
      }),
    );
  });

  it("refuses what is no plausible amount", () => {
    const hostile = [
      NaN, Infinity, -Infinity, 1e13, -1e13, 1e300, "", " ", " 1", "1 ", "1,5", "1_000", "0x10", "0b1", "1e", "e5",
      "--1", "1e9999", "Infinity", "NaN", "١٢", "$5", "1.2.3", "1n", true, null, undefined, {}, [], [5], 5n,
    ]; // prettier-ignore
    for (const amount of hostile) assert.equal(moneyFrom(amount, "USD"), undefined, typeof amount);
  });

  it("never throws, and never makes an amount of a text that is not one", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (amount, currency) => {
        const money = moneyFrom(amount, currency);
        if (money) assert.match(money.currency, /^[A-Z][A-Z0-9]{2,9}$/);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (moneyFrom(text, "USD")) assert.ok(Number.isFinite(Number(text)), text);
      }),
    );
  });

  it("takes a currency's code in any case and nothing else for one", () => {
    assert.equal(moneyFrom(1, "eur")?.currency, "EUR");
    for (const currency of [
      "",
      "U",
      "US",
      "U$D",
      "USD ",
      "ßD",
      "ﬁx",
      "ＵＳＤ",
      "1US",
      5,
      null,
      "A".repeat(11),
    ]) {
      assert.equal(moneyFrom(1, currency), undefined, String(currency));
    }
  });

  it("orders amounts of one currency and no others", () => {
    assert.equal(compareMoney(usd(1), usd(2)), -1);
    assert.equal(compareMoney(usd(2), usd("2.0")), 0);
    assert.equal(compareMoney(usd(0), usd("-0.000000001")), 1);
    assert.equal(compareMoney(usd(1), { currency: "EUR", nanos: 1n }), undefined);
    assert.throws(() => usd("five"), RangeError);
  });
});
