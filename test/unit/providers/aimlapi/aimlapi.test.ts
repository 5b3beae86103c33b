import assert from "node:assert/strict";
import fc from "fast-check";
import { toDecimal, usd } from "../../../../src/billing/money/money.ts";
import { BillingError } from "../../../../src/billing/vendor/billing-error.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { aimlapiError } from "../../../../src/providers/aimlapi/error.ts";

const balance = (json: unknown) => aimlapi.balance.decode(json).balance ?? assert.fail();
const detail = (json: unknown) => aimlapi.detail.decode(json);

const settings = { is_enabled: true, threshold: 20, amount: 150, currency: "USD" };
const whole = {
  user_id: 104_729,
  email: "sam@example.com",
  current_balance: 123.45,
  currency: "USD",
  autotopup_settings: settings,
};

/** Anything at all, and things that nearly are an answer. */
const nearly = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      current_balance: fc.oneof(fc.double(), fc.integer().map(String), fc.jsonValue()),
      currency: fc.oneof(fc.constantFrom("USD", "usd", "EUR"), fc.jsonValue()),
      email: fc.jsonValue(),
      user_id: fc.jsonValue(),
      autotopup_settings: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            is_enabled: fc.oneof(fc.boolean(), fc.jsonValue()),
            threshold: fc.oneof(fc.double(), fc.jsonValue()),
            amount: fc.oneof(fc.double(), fc.jsonValue()),
            currency: fc.oneof(fc.constant("USD"), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

describe("AI/ML API's balance", () => {
  it("is an exact amount in its currency", () => {
    assert.deepEqual(balance({ current_balance: 12.34, currency: "USD" }), usd("12.34"));
    assert.equal(balance({ current_balance: 1, currency: "EUR" }).currency, "EUR");
    assert.equal(toDecimal(balance({ current_balance: -0.000_000_5, currency: "USD" })), "-0.0000005");
  });

  it("is the number that stands there, or an error of ours that does not repeat it", () => {
    fc.assert(
      fc.property(nearly, (json) => {
        try {
          const money = balance(json);
          const { current_balance, currency } = json as { current_balance: number; currency: string };
          assert.equal(typeof current_balance, "number");
          assert.ok(
            Math.abs(Number(toDecimal(money)) - current_balance) <=
              1e-9 * Math.max(1, Math.abs(current_balance)),
          );
          assert.equal(money.currency, currency.toUpperCase());
        } catch (error) {
          assert.ok(error instanceof BillingError, String(error));
          assert.equal(error.failure.kind, "unexpected-answer");
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("says which field is wrong", () => {
    for (const [json, detail] of [
      [null, "the answer is not an object"],
      [[], "the answer is not an object"],
      [{ balance: 1 }, "current_balance is missing or not a number"],
      [{ current_balance: 1, currency: 5 }, "current_balance or currency is not plausible"],
      [{ current_balance: 1e15, currency: "USD" }, "current_balance or currency is not plausible"],
    ] as const) {
      assert.throws(() => balance(json), { failure: { kind: "unexpected-answer", detail } });
    }
  });
});

describe("AI/ML API's detail", () => {
  it("is read whole", () => {
    assert.deepEqual(detail(whole), {
      balance: usd("123.45"),
      refill: { enabled: true, threshold: usd(20), amount: usd(150) },
      email: "sam@example.com",
      userId: "104729",
      missing: [],
    });
  });

  it("says what it lacks, and makes nothing up for it", () => {
    assert.deepEqual(detail({}).missing, [
      "current_balance",
      "email",
      "user_id",
      "autotopup_settings.is_enabled",
      "autotopup_settings.threshold",
      "autotopup_settings.amount",
    ]);
    const odd = detail({ ...whole, autotopup_settings: { ...settings, is_enabled: "true", threshold: -1 } });
    assert.deepEqual(odd.refill, { enabled: undefined, threshold: undefined, amount: usd(150) });
    assert.deepEqual(odd.missing, ["autotopup_settings.is_enabled", "autotopup_settings.threshold"]);
    const own = detail({ ...whole, autotopup_settings: { is_enabled: true, threshold: 20 } });
    assert.deepEqual(own.refill.threshold, usd(20), "the account's currency where the settings name none");
  });

  it("is right in every field or lacks it, whatever the answer", () => {
    fc.assert(
      fc.property(nearly, (json) => {
        try {
          const found = detail(json);
          const is = json as Partial<typeof whole>;
          if (found.balance) assert.equal(typeof is.current_balance, "number");
          else assert.ok(found.missing.includes("current_balance"));
          const { enabled, threshold, amount } = found.refill;
          if (enabled !== undefined) assert.equal(enabled, is.autotopup_settings?.is_enabled);
          for (const money of [threshold, amount]) assert.ok(money === undefined || money.nanos >= 0n);
        } catch (error) {
          assert.ok(error instanceof BillingError, String(error));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("AI/ML API's errors", () => {
  const problem = (message: string) => ({ title: "Forbidden", status: 403, message, requestId: "r", error: { name: "x", message: "" } }); // prettier-ignore
  const older = (message: string) => ({
    requestId: "r",
    statusCode: "403",
    timestamp: "t",
    path: "/",
    message,
  });

  it("wear one of two envelopes, or are not the vendor's", () => {
    for (const json of [problem("x"), older("x")])
      assert.deepEqual(aimlapiError(401, json), { fromVendor: true });
    for (const json of [undefined, null, "x", [], {}, { requestId: "r" }, { status: 401, message: "x" }]) {
      assert.deepEqual(aimlapiError(403, json), { fromVendor: false });
    }
  });

  it("say in words which 403 it is", () => {
    for (const wrap of [problem, older]) {
      const kindOf = (message: string) => aimlapiError(403, wrap(message)).kind;
      assert.equal(kindOf("You have run out of credits."), "out-of-credits");
      assert.equal(kindOf("A management key cannot be used on this endpoint."), "wrong-key-kind");
      assert.equal(kindOf("Forbidden"), "forbidden");
      assert.equal(kindOf("This key may not top up: permissions"), "forbidden");
    }
    const nested = { ...problem(""), error: { message: "insufficient funds" } };
    assert.equal(aimlapiError(403, nested).kind, "out-of-credits");
  });

  it("are read at every endpoint", () => {
    const query = { from: 0, to: 1, timeZone: "UTC" };
    for (const endpoint of [aimlapi.balance, aimlapi.detail, aimlapi.ledger({}), aimlapi.usage.days(query)]) {
      assert.equal(endpoint.error, aimlapiError);
    }
    assert.deepEqual([aimlapi.usage.scope, aimlapi.usage.mostDays], ["key", 92]);
  });
});
