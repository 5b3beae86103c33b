import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { answering, failing, failureOf, lineOf } from "../asking.ts";

const GIVEN = "/client/v4/accounts/{subject}/ai-gateway/billing";
const NOW = Date.UTC(2026, 7, 17);
const ok = (result: unknown) => ({ success: true, result, errors: [], messages: [] });
const actions = cloudflare.actions ?? assert.fail();
const topUp = actions.topUp ?? assert.fail();

describe("a top-up at Cloudflare", () => {
  const card = {
    balance: 0,
    has_default_payment_method: true,
    payment_method: { brand: "visa", last4: "4242" },
  };
  const bounds = { min_cents: 2000, max_cents: 100_000, currency: "usd" };
  const termsOf = (limits: unknown, balance: unknown) =>
    topUp.terms(answering({ "/topup/limits": limits, "/credit-balance": balance }).ask);

  it("has terms: bounds, a fee and a card", async () => {
    const method = { id: null, brand: "visa", last4: "4242", isDefault: true };
    assert.deepEqual(await termsOf(ok(bounds), ok(card)), { least: usd(20), most: usd(1000), method }); // prettier-ignore
    const low = await termsOf(ok({ ...bounds, min_cents: 100, max_cents: null }), ok(card));
    assert.deepEqual([low.least, low.most], [usd(10), undefined]);
    const older = await termsOf(
      failing({ kind: "not-found" }),
      ok({ ...card, has_default_payment_method: false }),
    );
    assert.deepEqual(older, {
      least: usd(10),
      most: undefined,
      method: undefined,
      noMethod: true,
    });
    const silent = await termsOf(ok(bounds), ok({}));
    assert.deepEqual([silent.method, silent.noMethod], [undefined, undefined]);
    await assert.rejects(termsOf(ok(bounds), failing({ kind: "offline" })), { failure: { kind: "offline" } });
  });

  it("goes out in whole cents", () => {
    const request = topUp.request(usd("25.5"));
    assert.equal(lineOf(request), `POST ${GIVEN}/topup`);
    assert.deepEqual(request.body, { amount: 2550 });
    assert.throws(() => topUp.request(usd("25.555")), RangeError);
    assert.equal(topUp.feePercent, 5);
  });

  it("names the card only where the vendor names it", async () => {
    const methodOf = (payment_method: object) =>
      topUp.method?.(answering({ "/credit-balance": ok({ ...card, payment_method }) }).ask);
    const named = await methodOf({ brand: "visa", last4: "4242", id: "pm_1" });
    assert.equal(named?.id, "pm_1");
    assert.deepEqual(topUp.request(usd(10), named).body, { amount: 1000, payment_method_id: "pm_1" });
    for (const id of [undefined, null, 5, "card_1", "pm_"]) {
      const unnamed = await methodOf({ brand: "visa", last4: "4242", id });
      assert.deepEqual(topUp.request(usd(10), unnamed).body, { amount: 1000 });
    }
    const none = answering({ "/credit-balance": ok({ ...card, has_default_payment_method: false }) });
    assert.equal(await topUp.method?.(none.ask), undefined);
  });

  it("that is declined, or wants its payer, is not taken for one that was never made", () => {
    const error = topUp.request(usd(10)).error ?? assert.fail();
    const said = (status: number, message: string, code = 7100) =>
      error(status, { success: false, result: null, errors: [{ code, message }] }).kind;
    assert.equal(said(402, "Your card was declined."), "declined");
    for (const message of [
      "Your card requires authentication (authentication_required)",
      "requires_action",
      "This payment needs 3D Secure",
    ])
      for (const status of [400, 402, 409]) assert.equal(said(status, message), "needs-payer", message);
    assert.equal(said(403, "Authentication error", 10000), undefined);
    assert.equal(said(401, "Requires authentication", 10000), "unauthorized");
    assert.equal(said(400, "requires authentication", 10000), "unauthorized");
    assert.equal(said(500, "requires authentication"), undefined);
    assert.equal(error(402, "requires authentication").fromVendor, false);
    const minutes = 60_000;
    assert.deepEqual(topUp.recordedWithinMs, { declined: 75 * minutes, finish: 75 * minutes });
  });

  it("never gives on the secret that finishes a payment", () => {
    const secret = "pi_1_secret_hunter2";
    const answer = {
      client_secret: secret,
      onboarding: true,
      payment_intent_id: "in_1",
      brand: "visa",
      last4: "4242",
    };
    const { decode } = topUp.request(usd(10));
    const found = decode(ok(answer));
    assert.deepEqual(found, {
      state: "finish",
      paymentId: "in_1",
      method: { brand: "visa", last4: "4242" },
    });
    for (const id of ["in_1", null, 5]) {
      const told = JSON.stringify(decode(ok({ ...answer, payment_intent_id: id })));
      assert.ok(!told.includes(secret) && !told.includes("client_secret"));
    }
    failureOf(() => decode({ ...ok(answer), success: false }), secret);
  });

  it("is under way until its status says otherwise", () => {
    const { decode } = topUp.request(usd(10));
    assert.deepEqual(decode(ok({ client_secret: null, payment_intent_id: "in_1" })), { state: "pending", paymentId: "in_1" }); // prettier-ignore
    assert.deepEqual(decode(ok({})), { state: "pending", paymentId: undefined });
    const status = topUp.status?.("in_1") ?? assert.fail();
    assert.equal(lineOf(status), `POST ${GIVEN}/topup/status`);
    assert.deepEqual(status.body, { payment_intent_id: "in_1" });
    for (const word of ["completed", "pending"] as const) {
      assert.equal(status.decode(ok({ payment_intent_id: "in_1", status: word })), word);
    }
    for (const word of ["paid", null, undefined]) failureOf(() => status.decode(ok({ status: word })));
  });

  it("is looked for among payments by hand, with and without the fee", async () => {
    const of = (invoices: readonly object[]) =>
      topUp.payments(answering({ "?type=manual": ok({ invoices }) }).ask).then(({ records }) => records);
    const invoice = { id: "in_1", amount_due: 1050, amount_paid: 1050, amount_remaining: 0, currency: "usd", created: NOW, status: "paid" }; // prettier-ignore
    assert.deepEqual(
      await of([
        invoice,
        { ...invoice, id: null, status: "void" },
        { ...invoice, amount_due: 0, amount_paid: 2000 },
        ...["open", "draft", null, "new"].map((status) => ({ ...invoice, status, amount_paid: 0 })),
      ]),
      [
        { id: "in_1", at: NOW, amount: usd("10.5") },
        { id: `${NOW} 10500000000`, at: NOW, amount: usd("10.5"), failed: true },
        { id: "in_1", at: NOW, amount: usd(20) },
        ...Array.from({ length: 4 }, () => ({
          id: "in_1",
          at: NOW,
          amount: usd("10.5"),
          undecided: true as const,
          resting: undefined,
        })),
      ],
    );
    const open = { ...invoice, status: "open", amount_paid: 0 };
    const resting = await of([true, false, null].map((advances) => ({ ...open, auto_advance: advances })));
    assert.deepEqual(
      resting.map((each) => each.undecided && (each.resting ?? false)),
      [false, true, true],
      "not collected unless its payer acts",
    );
    for (const wrong of [
      { amount_due: undefined, amount_paid: 0 },
      { currency: "eur" },
      { id: null, created: null },
    ]) {
      await assert.rejects(of([{ ...invoice, ...wrong }]), { name: "BillingError" });
    }
    assert.deepEqual(topUp.recordedAs?.(usd(10)), [usd(10), usd("10.5")]);
    assert.deepEqual(topUp.recordedAs(usd("10.01")), [usd("10.01"), usd("10.51"), usd("10.52")]);
  });
});

describe("a list of invoices that is cut", () => {
  const since = async (times: readonly (number | null)[], pagination?: object) => {
    const invoices = times.map((created, index) => ({
      id: `in_${index}`,
      amount_due: 1050,
      amount_paid: 1050,
      currency: "usd",
      created,
      status: "paid",
    }));
    const { ask, asked } = answering({ "": ok({ invoices, pagination }) });
    const told = await topUp.payments(ask);
    assert.deepEqual(
      asked.map(({ line }) => line),
      [`GET ${GIVEN}/invoice-history?type=manual`],
      "no page is asked for: none is documented",
    );
    return told.since;
  };
  const newestFirst = [NOW, NOW - 1000, NOW - 2000];

  it("reaches back to its last where the newest come first", async () => {
    assert.equal(await since(newestFirst, { has_more: true }), NOW - 2000);
    assert.equal(await since(newestFirst, { has_more: false, total_count: 4 }), NOW - 2000);
  });

  it("is whole where the vendor says so, or says nothing", async () => {
    assert.equal(await since(newestFirst, { has_more: false, total_count: 3 }), undefined);
    assert.equal(await since(newestFirst), undefined);
  });

  it("reaches nowhere in any other order", async () => {
    for (const times of [newestFirst.toReversed(), [NOW], [], [NOW, null, NOW - 2000]])
      assert.equal(await since(times, { has_more: true }), Infinity);
  });
});

describe("limits and auto top-up at Cloudflare", () => {
  it("go out as the vendor documents them", () => {
    const lines = [
      actions.setLimit?.request(usd(25)),
      actions.removeLimit?.request(),
      actions.setRefill?.request(usd(50), usd(5)),
      actions.removeRefill?.request(),
    ].map((endpoint) => (endpoint ? [lineOf(endpoint), endpoint.body] : assert.fail()));
    assert.deepEqual(lines, [
      [`POST ${GIVEN}/spending-limit`, { amount: 2500, duration: "monthly", strategy: "fixed" }],
      [`DELETE ${GIVEN}/spending-limit`, undefined],
      [`POST ${GIVEN}/topup/config`, { amount: 5000, threshold: 500 }],
      [`DELETE ${GIVEN}/topup/config`, undefined],
    ]);
  });

  it("are the dashboard's, but for the limit that can be removed and not brought back", () => {
    assert.ok(actions.setLimit?.dashboardOnly && actions.setRefill?.dashboardOnly && actions.removeRefill?.dashboardOnly); // prettier-ignore
    assert.ok(actions.removeLimit?.warning && actions.removeLimit.dashboardOnly === undefined);
    assert.doesNotThrow(() => actions.removeLimit?.request().decode(ok({})));
    failureOf(() => actions.removeLimit?.request().decode(ok(null)));
  });

  it("know the limit as it is", async () => {
    const current = (answer: object) =>
      actions.setLimit?.current(answering({ "/spending-limit": ok(answer) }).ask);
    assert.deepEqual(await current({ enabled: true, config: { amount: 2500 } }), usd(25));
    assert.equal(await current({ enabled: false, config: { amount: 2500 } }), undefined);
    assert.equal(await current({ enabled: true, config: null }), undefined);
  });
});
