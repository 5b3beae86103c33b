import assert from "node:assert/strict";
import fc from "fast-check";
import { toDecimal, usd } from "../../../../src/billing/money/money.ts";
import { centsFrom, moneyFromCents } from "../../../../src/providers/decode/cents.ts";

const shown = (cents: unknown) => {
  const money = moneyFromCents(cents);
  return money && toDecimal(money);
};

describe("cents", () => {
  it("become exact amounts, fractions and long texts too", () => {
    assert.equal(shown(640.19), "6.4019");
    assert.equal(shown("-16847"), "-168.47");
    assert.equal(shown(1e-7), "0.000000001");
    assert.equal(shown("9007199254740993"), undefined, "no account holds 90 trillion");
    assert.equal(shown("10000000000001"), "100000000000.01");
    assert.equal(shown(1e21), undefined);
    for (const zero of [0, -0, "0", "-0"]) assert.equal(shown(zero), "0");
  });

  it("are nothing else", () => {
    for (const value of [
      undefined,
      null,
      "",
      " 5",
      "5 ",
      "1,5",
      "0x10",
      "1e",
      "--1",
      NaN,
      Infinity,
      {},
      true,
      5n,
    ]) {
      assert.equal(moneyFromCents(value), undefined, typeof value);
    }
    assert.equal(moneyFromCents(5, null), undefined);
  });

  it("go out as the whole numbers they came from", () => {
    fc.assert(
      fc.property(fc.nat(1e12), (cents) => {
        assert.equal(centsFrom(moneyFromCents(cents) ?? assert.fail()), cents);
      }),
    );
    assert.equal(centsFrom(usd("12.34")), 1234);
    for (const amount of ["12.345", "-1"]) assert.throws(() => centsFrom(usd(amount)), RangeError);
  });
});
