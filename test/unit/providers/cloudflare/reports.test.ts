import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { inWords } from "../../../../src/providers/decode/span-words.ts";
import { answering, failing } from "../asking.ts";

const NOW = Date.UTC(2026, 7, 17);
const ok = (result: unknown) => ({ success: true, result, errors: [], messages: [] });
const forbidden = failing({ kind: "forbidden", status: 403 });

const read = async (id: string, answers: Readonly<Record<string, unknown>>, filter?: string) => {
  const report = cloudflare.reports?.find((each) => each.id === id) ?? assert.fail();
  const { ask, asked } = answering(answers);
  return { data: await report.read(ask, { filter, now: NOW }), asked: asked.map(({ line }) => line) };
};

describe("Cloudflare's reports", () => {
  it("come in an order, each with a heading", () => {
    assert.deepEqual(
      cloudflare.reports?.map(({ id, title }) => [id, title]),
      [
        ["invoice-preview", "Next invoice"],
        ["invoices", "Invoices"],
        ["limits", "Spending limits"],
        ["refill", "Auto top-up"],
        ["payment-methods", "Payment method"],
      ],
    );
  });

  it("show the next invoice, in cents and without unit prices", async () => {
    const line = { amount: 640.19, currency: "usd", description: "Credits", period: { start: 1, end: 2 }, pricing: { unit_amount_decimal: "99" }, quantity: 3 }; // prettier-ignore
    const answer = { id: "in_1", amount_due: 640.19, amount_paid: -0, amount_remaining: "5", currency: "usd", period_start: NOW / 1000, period_end: NOW + 1, status: "draft", invoice_lines: [line, {}] }; // prettier-ignore
    const { data, asked } = await read("invoice-preview", { "/invoice-preview": ok(answer) });
    assert.deepEqual(asked, ["GET /client/v4/accounts/{subject}/ai-gateway/billing/invoice-preview"]);
    assert.deepEqual(data, {
      kind: "invoice-preview",
      preview: {
        from: NOW,
        to: NOW + 1,
        status: "draft",
        lines: [
          { description: "Credits", quantity: 3, amount: usd("6.4019") },
          { description: null, quantity: undefined, amount: undefined },
        ],
        figures: [
          { label: "Due", amount: usd("6.4019") },
          { label: "Paid", amount: usd(0) },
          { label: "Remaining", amount: undefined },
        ],
      },
    });
    await assert.rejects(read("invoice-preview", { "/invoice-preview": ok({}) }), { name: "BillingError" });
  });

  it("list invoices by how they came about, with links only where they lead to the web", async () => {
    const invoice = { id: "in_1", amount_due: 1050, amount_paid: 1050, amount_remaining: 0, currency: "USD", status: "paid", created: NOW / 1000, description: "<b>", invoice_pdf: "https://pay.example/i?x=1" }; // prettier-ignore
    const hostile = ["javascript:alert(1)", "http://pay.example/", "https://u:p@pay.example/", "pay.example", 5];
    const answer = {
      invoices: [invoice, ...hostile.map((invoice_pdf) => ({ ...invoice, id: null, invoice_pdf })), { currency: "eur", amount_due: 5 }], // prettier-ignore
      pagination: { has_more: true, page: 1, per_page: 10, total_count: 20 },
    };
    for (const [filter, type] of [[undefined, "all"], ["all", "all"], ["auto", "auto"], ["manual", "manual"], ["constructor", "all"]] as const) {
      const { data, asked } = await read("invoices", { [`?type=${type}`]: ok(answer) }, filter);
      assert.equal(asked.length, 1);
      assert.ok(data.kind === "invoices" && data.more);
      assert.deepEqual(data.invoices[0], { id: "in_1", number: null, at: NOW, status: "paid", description: "<b>", total: usd("10.5"), paid: usd("10.5"), remaining: usd(0), link: "https://pay.example/i?x=1" });
      assert.deepEqual(data.invoices.slice(1).map(({ link }) => link), Array(6).fill(undefined));
      assert.equal(data.invoices.at(-1)?.total, undefined, "not US cents");
    }
    const { data } = await read("invoices", { "?type=all": ok({ invoices: [] }) });
    assert.deepEqual(data, { kind: "invoices", invoices: [], more: false });
  }); // prettier-ignore

  describe("on limits", () => {
    const account = ok({ enabled: true, config: { amount: 2500, duration: "monthly", strategy: "sliding" } });
    const rule = { limit: 12.5, limitType: "cost", window: 86_400, technique: "fixed", model: { mode: "filter", values: ["x"] } }; // prettier-ignore
    const gatewayOf = (id: string) => ok({ id, spend_limits: { enabled: true, rules: [rule, { ...rule, enabled: false, window: 604_800, model: undefined, technique: "sliding" }] } }); // prettier-ignore
    const LIST = "/ai-gateway/gateways?per_page=20";

    it("read the account's in cents and each gateway's in dollars and seconds", async () => {
      const { data, asked } = await read("limits", { "/spending-limit": account, [LIST]: ok([{ id: "main" }, { id: "own", spend_limits: { rules: [] } }]), "/gateways/main": gatewayOf("main") }); // prettier-ignore
      assert.deepEqual(asked.at(-1), "GET /client/v4/accounts/{subject}/ai-gateway/gateways/main");
      assert.deepEqual(data, {
        kind: "limits",
        limits: [
          {
            name: "Account spending limit",
            own: true,
            enabled: true,
            amount: usd(25),
            window: "a month, rolling",
          },
          { name: "Gateway main", enabled: true, amount: usd("12.5"), window: "a day", note: "Applies to some of its requests only." }, // prettier-ignore
          { name: "Gateway main", enabled: false, amount: usd("12.5"), window: "a week, rolling", note: undefined }, // prettier-ignore
        ],
        note: undefined,
      });
    });

    it("show what can be read, and say what cannot", async () => {
      const rows = ok([{ id: "a" }, { id: "../x" }, { id: 5 }, 5, { id: "b" }]);
      const some = await read("limits", { "/spending-limit": forbidden, [LIST]: rows, "/a": forbidden, "/b": gatewayOf("b") }); // prettier-ignore
      assert.ok(some.data.kind === "limits" && some.data.limits.length === 2);
      assert.equal(some.data.note, "Could not read the limits of some gateways.");
      assert.equal(some.asked.length, 4);
      const alone = await read("limits", { "/spending-limit": account, [LIST]: forbidden });
      assert.ok(alone.data.kind === "limits" && alone.data.limits.length === 1 && alone.data.note);
      await assert.rejects(read("limits", { "/spending-limit": forbidden, [LIST]: forbidden }), {
        failure: { kind: "forbidden", status: 403 },
      });
      const limited = failing({ kind: "rate-limited" });
      await assert.rejects(read("limits", { "/spending-limit": limited }), {
        failure: { kind: "rate-limited" },
      });
    });

    it("ask at most ten gateways", async () => {
      const ids = Array.from({ length: 11 }, (_, index) => `g${index}`);
      const answers = Object.fromEntries(ids.map((id) => [`/gateways/${id}`, gatewayOf(id)]));
      const { data, asked } = await read("limits", { "/spending-limit": account, [LIST]: ok(ids.map((id) => ({ id }))), ...answers }); // prettier-ignore
      assert.ok(data.kind === "limits" && data.note === "Only the first 10 gateways are shown.");
      assert.deepEqual([asked.length, data.limits.length], [12, 21]);
    });

    it("do not take a hostile word for one of ours", async () => {
      const odd = ok({ enabled: false, config: { amount: "2500", duration: "constructor" } });
      const { data } = await read("limits", { "/spending-limit": odd, [LIST]: ok([]) });
      assert.deepEqual(data.kind === "limits" && data.limits, [
        {
          name: "Account spending limit",
          own: true,
          enabled: false,
          amount: undefined,
          window: undefined,
        },
      ]);
    });
  });

  it("show auto top-up with its bounds, which older accounts lack", async () => {
    const config = ok({ amount: 5000, threshold: 500, error: "declined", lastFailedAt: NOW / 1000 });
    const bounds = ok({ min_cents: 1000, max_cents: 500_000, currency: "usd" });
    const { data, asked } = await read("refill", { "/topup/config": config, "/topup/limits": bounds });
    assert.equal(asked.length, 2);
    const refill = { enabled: true, amount: usd(50), threshold: usd(5), trouble: "declined", failedAt: NOW };
    assert.deepEqual(data, { kind: "refill", refill: { ...refill, least: usd(10), most: usd(5000) } });
    const older = await read("refill", { "/topup/config": config, "/topup/limits": failing({ kind: "not-found" }) }); // prettier-ignore
    assert.deepEqual(older.data, { kind: "refill", refill });
    await assert.rejects(read("refill", { "/topup/config": ok({ amount: "x" }) }), { name: "BillingError" });
  });

  it("show the card by its ends only", async () => {
    const methods = async (answer: object) => {
      const { data } = await read("payment-methods", { "/credit-balance": ok(answer) });
      return data.kind === "payment-methods" ? data.methods : assert.fail();
    };
    const card = { id: null, brand: "visa", last4: "4242", isDefault: true };
    assert.deepEqual(await methods({ has_default_payment_method: true, payment_method: { brand: "visa", last4: "4242" } }), [card]); // prettier-ignore
    assert.deepEqual(await methods({ has_default_payment_method: true, payment_method: null }), [{ ...card, brand: null, last4: null }]); // prettier-ignore
    assert.deepEqual(await methods({ has_default_payment_method: true, payment_method: { last4: "4242424242424242" } }), [{ ...card, brand: null, last4: null }]); // prettier-ignore
    assert.deepEqual(await methods({ has_default_payment_method: false, payment_method: null }), []);
    await assert.rejects(methods({}), { name: "BillingError" });
  });

  it("say spans in words", () => {
    assert.deepEqual([86_400, 604_800, 2_592_000, 3_600, 43_200, 60, 90, 0.5].map(inWords), [
      "a day",
      "a week",
      "30 days",
      "an hour",
      "12 hours",
      "a minute",
      "90 seconds",
      "0.5 seconds",
    ]);
  });
});
