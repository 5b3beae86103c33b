import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { answering, failing } from "../asking.ts";

const AT = "2026-08-17T10:00:00.000Z";
const NOW = Date.UTC(2026, 0, 31, 23);

const read = async (id: string, answers: Readonly<Record<string, unknown>>, filter?: string) => {
  const report = xai.reports?.find((each) => each.id === id) ?? assert.fail();
  const { ask, asked } = answering(answers);
  return { data: await report.read(ask, { filter, now: NOW }), asked: asked.map(({ line }) => line) };
};

describe("xAI's reports", () => {
  it("come in an order", () => {
    assert.deepEqual(
      xai.reports?.map(({ id }) => id),
      ["invoice-preview", "limits", "changes", "invoices", "payment-methods", "billing-information"],
    );
  });

  it("show the next invoice without unit prices, and credits the right way round", async () => {
    const coreInvoice = {
      lines: [
        { clusterName: "c", description: "grok-4", unitType: "token", unitPrice: "99999", numUnits: "1200", amount: "1234" },
        { numUnits: "-1", amount: 12 },
      ],
      amountBeforeVat: "1234", vatCost: "0", amountAfterVat: 1234, defaultCreditsIssued: "x",
      totalWithCorr: {}, prepaidCredits: { val: "-16847" }, prepaidCreditsUsed: { val: "-11666" },
    }; // prettier-ignore
    const answer = { coreInvoice, effectiveSpendingLimit: "2500", defaultCredits: "0", billingCycle: { year: 2026, month: 12 } }; // prettier-ignore
    const { data, asked } = await read("invoice-preview", { "/postpaid/invoice/preview": answer });
    assert.equal(asked.length, 1);
    assert.ok(
      data.kind === "invoice-preview" && !JSON.stringify(data.preview.lines[0]?.quantity).includes("99999"),
    );
    const { figures, ...rest } = data.preview;
    assert.deepEqual(rest, {
      from: Date.UTC(2026, 11),
      to: Date.UTC(2027, 0),
      status: null,
      lines: [
        { description: "grok-4", quantity: 1200, unit: "token", amount: usd("12.34") },
        { description: null, quantity: undefined, unit: null, amount: undefined },
      ],
    });
    const amounts = Object.fromEntries(figures.map(({ label, amount }) => [label, amount]));
    assert.deepEqual(amounts, {
      "Before tax": usd("12.34"),
      Tax: usd(0),
      "Total incl. tax": undefined,
      "Free credits": undefined,
      "Automatic credits": undefined,
      "Adjusted total": usd(0),
      "Prepaid credits": usd("168.47"),
      "Credits used": usd("116.66"),
      "Spending limit": usd(25),
    });
    const empty = await read("invoice-preview", { "/postpaid/invoice/preview": { billingCycle: { year: 2026, month: 13 } } }); // prettier-ignore
    assert.ok(empty.data.kind === "invoice-preview" && empty.data.preview.from === undefined);
  });

  it("show the limits that are known", async () => {
    const spendingLimits = { hardSlAuto: { val: "22500" }, effectiveHardSl: {}, softSl: { val: 5 }, effectiveSl: { val: "20000" } }; // prettier-ignore
    const { data } = await read("limits", { "/postpaid/spending-limits": { spendingLimits } });
    assert.ok(data.kind === "limits" && data.note);
    assert.deepEqual(data.limits, [
      { name: "Spending limit", enabled: true, amount: usd(200), window: "a month" },
      { name: "Maximum limit", enabled: true, amount: usd(0), window: "a month" },
      { name: "Hard limit set by xAI", enabled: true, amount: usd(225), window: "a month" },
    ]);
  });

  it("turn the ledger round: what was bought or paid back adds", async () => {
    const change = (changeOrigin: unknown, val: unknown) => ({ teamId: "t", changeOrigin, topupStatus: "DONE", amount: { val }, invoiceId: "i", invoiceNumber: "N-1", createTime: AT }); // prettier-ignore
    const all = [
      change("PURCHASE", "-5000"), change("SPEND", "1234"), change("REFUND", "-1"), change("MANUAL", "0"),
      change("AUTO_PURCHASE", "-1000"), change("INVALID_ORIGIN", 5), change("constructor", "1"), {},
    ]; // prettier-ignore
    const { data } = await read("changes", { "/prepaid/balance": { changes: all, total: {} } });
    assert.ok(data.kind === "changes");
    assert.deepEqual(
      data.changes.map(({ kind, amount }) => [kind, amount]),
      [
        ["Purchase", usd(50)],
        ["Spend", usd("-12.34")],
        ["Refund", usd("0.01")],
        ["Adjustment", usd(0)],
        ["Automatic purchase", usd(10)],
        ["Other", undefined],
        ["Other", usd("-0.01")],
        ["Other", undefined],
      ],
    );
    assert.deepEqual(data.changes[0], { at: Date.parse(AT), kind: "Purchase", amount: usd(50), invoice: "N-1", status: "DONE" }); // prettier-ignore
    assert.deepEqual(data.changes[7], { at: undefined, kind: "Other", amount: undefined, invoice: null, status: null }); // prettier-ignore
    const none = await read("changes", { "/prepaid/balance": { total: {} } });
    assert.deepEqual(none.data, { kind: "changes", changes: [] });
  });

  it("list invoices of months that the calendar of UTC has", async () => {
    const INVOICES = "GET /v1/billing/teams/{subject}/invoices";
    for (const [filter, line] of [
      [undefined, `${INVOICES}?since.year=2025&since.month=2`],
      ["year", `${INVOICES}?since.year=2025&since.month=2`],
      ["this-month", `${INVOICES}?billingCycle.year=2026&billingCycle.month=1`],
      ["last-month", `${INVOICES}?billingCycle.year=2025&billingCycle.month=12`],
      ["all", INVOICES],
    ] as const) {
      const invoice = { invoiceId: "i", invoiceNumber: "N-1", createTime: AT, invoiceStatus: "PAID", subtotal: "1000", tax: "234", total: "1234", lines: [] }; // prettier-ignore
      const { data, asked } = await read(
        "invoices",
        { [line]: { invoices: [invoice, { total: 5 }] } },
        filter,
      );
      assert.deepEqual(asked, [line]);
      assert.deepEqual(data, {
        kind: "invoices",
        invoices: [
          {
            id: "i",
            number: "N-1",
            at: Date.parse(AT),
            status: "PAID",
            description: null,
            total: usd("12.34"),
          },
          { id: null, number: null, at: undefined, status: null, description: null, total: undefined },
        ],
        more: false,
      });
    }
  });

  it("show cards by their ends only, the one that waits too", async () => {
    const card = { brand: "visa", expMonth: 4, expYear: 2030, last4: "4242" };
    const answer = {
      paymentMethods: [{ paymentMethodId: "pm_1", cardDetails: card, isDefault: true }, { paymentMethodId: "pm_2", cardDetails: null, billingInfo: { name: "hunter2" } }], // prettier-ignore
      pendingPaymentMethod: { paymentMethodId: "pm_3", cardDetails: { ...card, last4: "4242424242424242" } },
    };
    const { data } = await read("payment-methods", { "/payment-method": answer });
    const expires = { year: 2030, month: 4 };
    assert.deepEqual(data, {
      kind: "payment-methods",
      methods: [
        { id: "pm_1", brand: "visa", last4: "4242", expires, isDefault: true },
        { id: "pm_2", brand: null, last4: null },
        { id: "pm_3", brand: "visa", last4: null, expires, pending: true },
      ],
    });
  });

  it("name what is no card, and say when a card expires, which is a text", async () => {
    const none = { cardDetails: null, usBankAccountDetails: null, linkDetails: null, billingInfo: {} };
    const bank = { bankName: "Wells Fargo", last4: "6789", routingNumber: "hunter2", blocked: null };
    const blocked = { networkCode: "R02", blockReason: "ACCOUNT_CLOSED" };
    const expires = (expYear: unknown, expMonth: unknown) => ({ ...none, cardDetails: { brand: "visa", last4: "4242", expYear, expMonth }, paymentType: "card" }); // prettier-ignore
    const paymentMethods = [
      expires("2031", "4"), expires("31", ""), expires("20310", "4"),
      expires("2031", "13"), expires("0", "0"),
      { ...none, usBankAccountDetails: bank, paymentType: "us_bank_account" },
      { ...none, usBankAccountDetails: { ...bank, bankName: "", blocked } },
      { ...none, linkDetails: { email: "hunter2@example.com" }, paymentType: "link" },
      { ...none, paymentType: "CASHAPP" }, { ...none, paymentType: "carrier pigeon" }, none,
    ]; // prettier-ignore
    const pendingPaymentMethod = { achMicrodepositHostedVerificationUrl: "https://example.com/hunter2" };
    const answer = { paymentMethods, pendingPaymentMethod };
    const { data } = await read("payment-methods", { "/payment-method": answer });
    assert.ok(data.kind === "payment-methods");
    assert.deepEqual(
      data.methods.map(({ brand, last4, expires, blocked, pending }) => [
        brand,
        last4,
        expires,
        blocked ?? pending,
      ]),
      [
        ["visa", "4242", { year: 2031, month: 4 }, undefined],
        ...Array.from({ length: 4 }, () => ["visa", "4242", undefined, undefined]),
        ["Wells Fargo bank account", "6789", undefined, undefined],
        ["Bank account", "6789", undefined, true],
        ["Link", null, undefined, undefined],
        ["Cash App", null, undefined, undefined],
        ["carrier pigeon", null, undefined, undefined],
        [null, null, undefined, undefined],
        ["Bank account", null, undefined, true],
      ],
    );
    assert.doesNotMatch(JSON.stringify(data), /hunter2/);
  });

  it("do not call a limit set that never was: only the enforced one is shown", async () => {
    const never = { hardSlAuto: { val: "22500" }, effectiveHardSl: { val: "22500" }, softSl: {}, effectiveSl: { val: "22500" } }; // prettier-ignore
    const { data } = await read("limits", { "/postpaid/spending-limits": { spendingLimits: never } });
    assert.ok(data.kind === "limits");
    assert.deepEqual(
      data.limits.map(({ amount }) => amount),
      Array(3).fill(usd(225)),
    );
  });

  it("fail one by one", async () => {
    const forbidden = failing({ kind: "forbidden" });
    await assert.rejects(read("changes", { "/prepaid/balance": forbidden }), {
      failure: { kind: "forbidden" },
    });
    await assert.rejects(read("invoices", { "/invoices?since.year=2025&since.month=2": { invoices: {} } }), { name: "BillingError" }); // prettier-ignore
  });
});
