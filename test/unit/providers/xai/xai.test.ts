import assert from "node:assert/strict";
import fc from "fast-check";
import { toDecimal, usd } from "../../../../src/billing/money/money.ts";
import { failureIn } from "../../../../src/billing/vendor/billing-error.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { answering, failing, failureOf, lineOf } from "../asking.ts";

const TEAM = "/v1/billing/teams/{subject}";
const cent = (val: unknown) => ({ val });
const preview = (prepaidCredits: unknown, prepaidCreditsUsed: unknown) =>
  xai.balance.decode({ coreInvoice: { prepaidCredits, prepaidCreditsUsed } });
const fallback = xai.fallback ?? assert.fail();

describe("xAI's balance", () => {
  const left = (credits: unknown, used: unknown) => {
    const { balance } = preview(credits, used);
    return balance && toDecimal(balance);
  };

  it("is what the invoice preview leaves of the prepaid credits", () => {
    assert.equal(lineOf(xai.balance), `GET ${TEAM}/postpaid/invoice/preview`);
    assert.equal(left(cent("-16847"), cent("-11666")), "51.81");
    assert.equal(left(cent("-16847"), cent("11666")), "51.81", "the use has either sign");
    assert.equal(left(cent("-100"), cent("-250")), "-1.5");
    assert.equal(left(cent("500"), cent("0")), "-5", "credits that are owed stay owed");
    assert.equal(left(cent("-100"), cent("-100")), "0");
  });

  it("is for the ledger to tell where there are no credits: a team may only pay by invoice", () => {
    for (const none of [{}, cent("0"), cent("-0")]) assert.deepEqual(preview(none, {}), {});
  });

  it("is not told where either amount is absent, and is no zero", () => {
    for (const [credits, used] of [[undefined, cent("-1")], [cent("-1"), undefined], [null, {}], [{}, null]]) {
      assert.deepEqual(preview(credits, used), {});
    } // prettier-ignore
    assert.deepEqual(xai.balance.decode({}), {});
    assert.deepEqual(xai.balance.decode({ coreInvoice: null }), {});
  });

  it("is an error where an amount is no text of whole cents", () => {
    for (const val of [5, "5.5", "", "hunter2", " 5", "1e5", "9".repeat(20), "9".repeat(19), true, {}]) {
      assert.equal(
        failureOf(() => preview(cent(val), {})).detail,
        "prepaidCredits is not an amount in cents",
      );
    }
    for (const odd of ["-5", 5, [], true]) failureOf(() => preview({}, odd));
    for (const answer of [null, [], "x"]) failureOf(() => xai.balance.decode(answer));
  });

  it("falls back to the posted ledger, turned round and labelled", () => {
    assert.equal(lineOf(fallback), `GET ${TEAM}/prepaid/balance`);
    const posted = (total: unknown) => fallback.decode({ changes: [], total });
    assert.deepEqual(posted(cent("-51749")), { balance: usd("517.49"), posted: true });
    assert.deepEqual(posted(cent("300")), { balance: usd(-3), posted: true });
    for (const zero of [{}, cent("0"), cent("-0")]) assert.deepEqual(posted(zero).balance, usd(0));
    for (const none of [undefined, null]) assert.equal(failureOf(() => posted(none)).kind, "no-balance");
    assert.equal(failureOf(() => posted(cent(5))).kind, "unexpected-answer");
  });

  it("is none where the vendor itself says 404 of the ledger", () => {
    assert.deepEqual(fallback.error?.(404, { error: "x" }), { fromVendor: true, kind: "no-balance" });
    assert.deepEqual(fallback.error(404, undefined), { fromVendor: false });
    assert.deepEqual(fallback.error(403, { code: 7 }), { fromVendor: true });
    assert.deepEqual(xai.balance.error?.(404, { message: "x" }), { fromVendor: true });
    for (const other of [null, [], "x", {}, { error: null }]) {
      assert.deepEqual(xai.balance.error(401, other), { fromVendor: false });
    }
  });

  const isZero = (it: unknown) => {
    const val = (it as { val?: unknown }).val ?? "0";
    return typeof val === "string" && /^-?0+$/.test(val);
  };

  it("is right or a typed error, whatever the answer is", () => {
    const any = fc.oneof(
      fc.anything(),
      fc.record({ val: fc.oneof(fc.anything(), fc.integer().map(String)) }),
    );
    fc.assert(
      fc.property(any, any, (credits, used) => {
        try {
          const { balance } = preview(credits, used);
          const both = [credits, used];
          const untold = both.some((it) => (it ?? null) === null) || both.every(isZero);
          assert.equal(balance === undefined, untold);
        } catch (error) {
          assert.ok(failureIn(error), String(error));
        }
      }),
    );
  });
});

describe("xAI's credential", () => {
  const { subject, verify } = xai.credential;
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const other = "11234567-89AB-cdef-0123-456789abcdef";
  const PATH = "GET /auth/management-keys/validation";
  const found = async (answer: unknown) => subject?.discover(answering({ [PATH]: answer }).ask);

  it("finds the team of a key, by its scope", async () => {
    assert.ok(
      subject?.pattern.test(id) && !subject.pattern.test("default") && !subject.pattern.test(`${id}0`),
    );
    const key = { apiKeyId: "k", scopeId: id, teamId: other, name: "hunter2", acls: [] };
    assert.deepEqual(await found({ ...key, scope: "SCOPE_TEAM" }), [{ id, name: null }]);
    assert.deepEqual(await found({ ...key, scope: "SCOPE_ORGANIZATION" }), [{ id: other, name: null }]);
    for (const none of [{ ...key, scope: "SCOPE_UNSPECIFIED" }, key, { scope: "SCOPE_ORGANIZATION", scopeId: id }, { scope: "SCOPE_TEAM", scopeId: "default" }]) {
      assert.deepEqual(await found(none), []);
    } // prettier-ignore
    for (const kind of ["dns", "unauthorized"] as const)
      await assert.rejects(found(failing({ kind })), { failure: { kind } });
  });

  it("knows a key that is none", async () => {
    const verdict = (answer: unknown) => verify?.(answering({ [PATH]: answer }).ask) ?? assert.fail();
    assert.equal(await verdict({ scope: "SCOPE_TEAM" }), "good");
    assert.equal(await verdict(failing({ kind: "unauthorized", fromVendor: true })), "bad");
    assert.equal(await verdict(failing({ kind: "unauthorized", fromVendor: false })), "unknown");
    assert.equal(await verdict(failing({ kind: "forbidden", fromVendor: true })), "unknown");
    await assert.rejects(verdict(failing({ kind: "timeout" })), { failure: { kind: "timeout" } });
  });
});

describe("xAI's usage", () => {
  const midnight = Date.UTC(2026, 7, 17);
  const day = midnight / 86_400_000;
  const query = { from: midnight - 80_000_000, to: midnight + 5, timeZone: "Asia/Kolkata" };
  const usage = xai.usage?.days(query) ?? assert.fail();
  const series = (name: unknown, ...values: readonly (readonly [string, unknown])[]) => ({
    group: [name],
    groupLabels: ["hunter2"],
    dataPoints: values.map(([timestamp, value]) => ({ timestamp, values: [value] })),
  });

  it("asks by day of GMT", () => {
    assert.equal(lineOf(usage), `POST ${TEAM}/usage`);
    assert.deepEqual(usage.body, {
      analyticsRequest: {
        timeRange: { startTime: "2026-08-16 00:00:00", endTime: "2026-08-18 00:00:00", timezone: "Etc/GMT" },
        timeUnit: "TIME_UNIT_DAY",
        values: [{ name: "usd", aggregation: "AGGREGATION_SUM" }],
        groupBy: ["description"],
        filters: [],
      },
    });
    assert.equal(xai.usage?.hours, undefined);
  });

  it("reads dollars, by day and what they went to", () => {
    const timeSeries = [
      series("grok-4", ["2026-08-17T00:00:00Z", 0.1], ["2026-08-16T00:00:00Z", 12]),
      series("grok-4", ["2026-08-17 00:00:00", 0.2]),
      { dataPoints: [{ timestamp: "2026-08-17T00:00:00Z", values: [-0] }] },
      { group: ["nothing"] },
    ];
    assert.deepEqual(usage.decode({ timeSeries, limitReached: true }), {
      from: midnight - 86_400_000,
      to: midnight + 5,
      spend: usd("12.3"),
      groups: [
        { day: day - 1, model: "grok-4", spend: usd(12) },
        { day, model: "grok-4", spend: usd("0.3") },
        { day, model: null, spend: usd(0) },
      ],
      partial: true,
    });
    assert.deepEqual(usage.decode({}).spend, usd(0));
    assert.equal(usage.decode({ limitReached: false }).partial, undefined);
  });

  it("refuses what is not plausible", () => {
    const at = "2026-08-17T00:00:00Z";
    for (const each of [series("m", [at, "1"]), series("m", [at, -1]), series("m", [at, 1e300]), series("m", ["now", 1]), { dataPoints: 5 }, { dataPoints: [{ timestamp: at }] }, 5]) {
      assert.equal(failureOf(() => usage.decode({ timeSeries: [each] })).kind, "unexpected-answer");
    } // prettier-ignore
  });
});
