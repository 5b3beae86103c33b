import assert from "node:assert/strict";
import fc from "fast-check";
import { toDecimal, usd } from "../../../../src/billing/money/money.ts";
import { LONGEST_TEXT } from "../../../../src/billing/text/plain-text.ts";
import { failureIn } from "../../../../src/billing/vendor/billing-error.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { answering, failing, failureOf, lineOf } from "../asking.ts";

const GIVEN = "/client/v4/accounts/{subject}/ai-gateway/billing";
const ok = (result: unknown) => ({ success: true, result, errors: [], messages: null });
const ill = (...codes: readonly number[]) => ({
  success: false,
  result: null,
  errors: codes.map((code) => ({ code, message: "hunter2" })),
  messages: [],
  error_chain: [],
});
const unset = { amount: 0, threshold: 0 };
const whole = {
  balance: 640.19,
  has_default_payment_method: true,
  payment_method: { brand: "visa", last4: "4242" },
  topup_config: { amount: 5000, threshold: 500 },
  first_topup_success: true,
};
const balance = (changes: object = {}) => cloudflare.balance.decode(ok({ ...whole, ...changes }));
const refillOf = (config: unknown) => balance({ topup_config: config }).detail ?? assert.fail();

describe("Cloudflare's balance", () => {
  it("is asked for by account and read as cents with a fraction", () => {
    assert.equal(lineOf(cloudflare.balance), `GET ${GIVEN}/credit-balance`);
    assert.equal(toDecimal(balance().balance ?? assert.fail()), "6.4019");
    assert.deepEqual(balance({ balance: -0 }).balance, usd(0));
    assert.deepEqual(balance({ balance: -12.5 }).balance, usd("-0.125"));
  });

  it("is refused in any other shape", () => {
    for (const value of ["640.19", null, undefined, {}, true]) {
      const { kind, detail } = failureOf(() => balance({ balance: value }));
      assert.deepEqual([kind, detail], ["unexpected-answer", "balance is missing or not a number"]);
    }
    assert.equal(failureOf(() => balance({ balance: 1e300 })).detail, "balance is not plausible");
    assert.equal(failureOf(() => cloudflare.balance.decode(ok("hunter2"))).kind, "unexpected-answer");
  });

  it("tells auto top-up in the same answer", () => {
    assert.deepEqual(refillOf(whole.topup_config), {
      balance: usd("6.4019"),
      refill: { enabled: true, amount: usd(50), threshold: usd(5), failed: undefined },
      refillTrouble: undefined,
      missing: [],
    });
    for (const off of [unset, { amount: null, threshold: null }, { amount: -0, threshold: 500 }]) {
      const { refill, missing } = refillOf(off);
      assert.deepEqual(refill, {
        enabled: false,
        amount: undefined,
        threshold: undefined,
        failed: undefined,
      });
      assert.deepEqual(missing, []);
    }
  });

  it("says when auto top-up failed, in seconds or milliseconds, and is off for a reason", () => {
    const at = Date.UTC(2026, 7, 17);
    for (const lastFailedAt of [at, at / 1000]) {
      const detail = refillOf({ ...whole.topup_config, disabledReason: "payment_failed", error: "Card declined", lastFailedAt }); // prettier-ignore
      assert.deepEqual(
        [detail.refill.enabled, detail.refill.failed, detail.refill.stopped],
        [false, { at }, true],
      );
      assert.equal(detail.refillTrouble, "Card declined");
      assert.deepEqual(detail.refill.amount, usd(50));
    }
    const byUser = refillOf({ ...whole.topup_config, disabledReason: "by_user" }).refill;
    assert.deepEqual([byUser.failed, byUser.stopped], [undefined, undefined]);
    assert.equal(
      refillOf({ ...whole.topup_config, disabledReason: "too_many_failures" }).refill.stopped,
      true,
    );
    assert.deepEqual(refillOf({ ...whole.topup_config, error: "x" }).refill.failed, { at: undefined });
    for (const lastFailedAt of [0, null, "1", NaN, 9e15]) {
      assert.equal(refillOf({ ...whole.topup_config, lastFailedAt }).refill.failed, undefined);
    }
  });

  it("leaves unknown what it does not understand of it, and cuts hostile words", () => {
    assert.deepEqual(refillOf(undefined).missing, ["topup_config"]);
    assert.equal(refillOf([]).refill.enabled, undefined);
    const odd = refillOf({ amount: "5000", threshold: -1 });
    assert.deepEqual([odd.refill.enabled, odd.missing], [undefined, ["topup_config.amount", "topup_config.threshold"]]); // prettier-ignore
    const hostile = refillOf({ ...unset, error: "\uD800" + "<b>".repeat(5000) }).refillTrouble ?? "";
    assert.ok(hostile.startsWith("\uFFFD<b>") && hostile.length <= LONGEST_TEXT);
  });

  it("never fails but by a typed error, whatever the answer is", () => {
    const config = fc.record({ amount: fc.anything(), threshold: fc.anything(), error: fc.anything(), lastFailedAt: fc.anything() }); // prettier-ignore
    const result = fc.oneof(fc.anything(), fc.record({ balance: fc.oneof(fc.double(), fc.anything()), topup_config: config })); // prettier-ignore
    fc.assert(
      fc.property(fc.oneof(fc.anything(), result.map(ok)), (json) => {
        try {
          const { amount, threshold } = cloudflare.balance.decode(json).detail?.refill ?? assert.fail();
          for (const money of [amount, threshold]) assert.ok(money === undefined || money.nanos >= 0n);
        } catch (error) {
          assert.ok(failureIn(error), String(error));
        }
      }),
    );
  });
});

describe("Cloudflare's envelope", () => {
  const error = cloudflare.balance.error ?? assert.fail();

  it("tells the vendor's word from a proxy's, and what its status and codes mean", () => {
    assert.deepEqual(error(403, ill(9109)), { fromVendor: true, kind: undefined });
    assert.deepEqual(error(401, ill()), { fromVendor: true, kind: "unauthorized" });
    assert.deepEqual(error(400, ill(1, 10000)), { fromVendor: true, kind: "unauthorized" });
    // A good token that lacks a permission gets that code too.
    assert.deepEqual(error(403, ill(10000)), { fromVendor: true, kind: undefined });
    assert.deepEqual(error(402, ill(2021)), { fromVendor: true, kind: "declined" });
    assert.deepEqual(error(500, { success: false, errors: null }), { fromVendor: true, kind: undefined });
    for (const other of [undefined, null, "no", [], {}, { errors: [] }, ok({})]) {
      assert.deepEqual(error(401, other), { fromVendor: false });
    }
  });

  it("is a failure with status 200 too, where there is no success or no result", () => {
    const read = (json: unknown) => failureOf(() => cloudflare.balance.decode(json));
    assert.deepEqual(read(ill(10000)), { kind: "unauthorized", fromVendor: true });
    for (const json of [ill(7003), ok(null), ok(undefined), { result: whole }, { ...ok(whole), success: "true" }, null, []]) {
      assert.equal(read(json).kind, "unexpected-answer", JSON.stringify(json));
    } // prettier-ignore
  });

  it("stands around every endpoint", () => {
    const actions = cloudflare.actions ?? assert.fail();
    const endpoints = [
      cloudflare.balance,
      cloudflare.usage?.days({ from: 0, to: 1, timeZone: "UTC" }),
      actions.topUp?.request(usd(10)),
      actions.topUp?.status?.("in_1"),
      actions.setLimit?.request(usd(1)),
      actions.removeLimit?.request(),
      actions.setRefill?.request(usd(10), usd(5)),
      actions.removeRefill?.request(),
    ];
    for (const endpoint of endpoints) {
      assert.deepEqual(endpoint?.error?.(402, ill(1)), { fromVendor: true, kind: "declined" });
      assert.equal(failureOf(() => endpoint.decode(ill(10000))).kind, "unauthorized");
    }
  });
});

describe("Cloudflare's credential", () => {
  const { verify } = cloudflare.credential;
  const subject = cloudflare.credential.subject ?? assert.fail();
  const id = "0123456789abcdef0123456789ABCDEF";
  const refused = failing({ kind: "unauthorized", fromVendor: true });
  const ACCOUNTS = "GET /client/v4/accounts?per_page=50";
  const USER = "GET /client/v4/user/tokens/verify";
  const OWNED = "GET /client/v4/accounts/{subject}/tokens/verify";

  it("knows an account ID, and finds those the token can see", async () => {
    assert.ok(subject.pattern.test(id));
    for (const wrong of [id.slice(1), `${id}0`, "g".repeat(32), ""]) assert.ok(!subject.pattern.test(wrong));
    const list = ok([{ id, name: "Acme" }, { id: "short", name: "x" }, 5, { id: id.toLowerCase() }]);
    assert.deepEqual(await subject.discover(answering({ [ACCOUNTS]: list }).ask), [
      { id, name: "Acme" },
      { id: id.toLowerCase(), name: null },
    ]);
    for (const nothing of [refused, failing({ kind: "forbidden" }), ok([]), ok({}), ok(null)]) {
      assert.deepEqual(await subject.discover(answering({ [ACCOUNTS]: nothing }).ask), []);
    }
    const offline = answering({ [ACCOUNTS]: failing({ kind: "offline" }) });
    await assert.rejects(subject.discover(offline.ask), { failure: { kind: "offline" } });
  });

  it("asks both routes whether a token is good, and does not believe a refusal", async () => {
    const verdict = (user: unknown, owned: unknown) =>
      verify?.(answering({ [USER]: user, [OWNED]: owned }).ask) ?? assert.fail();
    const unasked = new Error("was asked");
    const active = ok({ id: "t", status: "active" });
    assert.equal(await verdict(active, unasked), "good");
    assert.equal(await verdict(refused, active), "good");
    assert.equal(await verdict(ok({ status: "expired" }), unasked), "bad");
    assert.equal(await verdict(refused, ok({ status: "disabled" })), "bad");
    assert.equal(await verdict(refused, refused), "unknown");
    assert.equal(await verdict(ok({ status: "new" }), failing({ kind: "not-found" })), "unknown");
    await assert.rejects(verdict(failing({ kind: "timeout" }), active), { failure: { kind: "timeout" } });
  });
});

describe("Cloudflare's usage", () => {
  const noon = Date.UTC(2026, 7, 17, 12, 30);
  const midnight = Date.UTC(2026, 7, 17);
  const query = { from: noon - 2 * 86_400_000, to: noon, timeZone: "Asia/Kolkata" };
  const usage = cloudflare.usage ?? assert.fail();
  const row = (start_time: number, aggregated_value: unknown) => ({ id: "m", aggregated_value, start_time, end_time: start_time + 1 }); // prettier-ignore

  it("asks in milliseconds, cut at midnights and hours of UTC", () => {
    assert.equal(
      lineOf(usage.days(query)),
      `GET ${GIVEN}/usage-history?value_grouping_window=day&start_time=${midnight - 2 * 86_400_000}&end_time=${midnight + 86_400_000}`,
    );
    assert.equal(
      lineOf(usage.hours?.({ ...query, from: noon - 1 }) ?? assert.fail()),
      `GET ${GIVEN}/usage-history?value_grouping_window=hour&start_time=${noon - 1_800_000}&end_time=${noon + 1_800_000}`,
    );
  });

  it("sums dollars exactly, over windows in seconds and milliseconds", () => {
    const history = [row(midnight, 0.1), row(midnight / 1000 - 86_400, 12.5), row(midnight / 1000, 0.2)];
    assert.deepEqual(usage.days(query).decode(ok({ history })), {
      from: midnight - 2 * 86_400_000,
      to: noon,
      spend: usd("12.8"),
      groups: [
        { day: midnight / 86_400_000 - 1, model: null, spend: usd("12.5") },
        { day: midnight / 86_400_000, model: null, spend: usd("0.3") },
      ],
    });
    const hours = usage.hours?.(query).decode(ok({ history: [row(noon, 5)] }));
    assert.equal(hours?.groups[0]?.hour, noon - 1_800_000);
    assert.deepEqual(usage.days(query).decode(ok({ history: [] })).spend, usd(0));
  });

  it("refuses what is not plausible", () => {
    for (const history of [undefined, {}, [5], [row(midnight, "5")], [row(midnight, -1)], [row(5, 1)], [row(NaN, 1)]]) {
      assert.equal(failureOf(() => usage.days(query).decode(ok({ history }))).kind, "unexpected-answer");
    } // prettier-ignore
  });
});
