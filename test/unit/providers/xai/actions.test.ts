import assert from "node:assert/strict";
import { inspect } from "node:util";
import { usd } from "../../../../src/billing/money/money.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { answering, failureOf, lineOf } from "../asking.ts";

const TEAM = "/v1/billing/teams/{subject}";
const AT = "2026-08-17T10:00:00.000Z";
/** As the vendor writes one. */
const INVOICE = "aW52b2ljZV9pZF9vZl90aGVfc2FuZGJveF8xMjM0NQ=";
const actions = xai.actions ?? assert.fail();
const topUp = actions.topUp ?? assert.fail();

describe("a top-up at xAI", () => {
  const method = (id: string, more: object = {}) => ({ paymentMethodId: id, cardDetails: { brand: "visa", last4: "4242" }, ...more }); // prettier-ignore
  const termsOf = (answer: object) => topUp.terms(answering({ "/payment-method": answer }).ask);

  it("charges the default payment method, or the only one", async () => {
    const only = await termsOf({ paymentMethods: [method("a")] });
    assert.deepEqual(only, {
      least: usd(1),
      method: { id: "a", brand: "visa", last4: "4242" },
    });
    const chosen = await termsOf({ paymentMethods: [method("a"), method("b", { isDefault: true })] });
    assert.equal(chosen.method?.id, "b");
    assert.equal((await termsOf({ paymentMethods: [method("a"), method("b")] })).method, undefined);
    for (const none of [{}, { paymentMethods: [], pendingPaymentMethod: method("p") }]) {
      assert.equal((await termsOf(none)).noMethod, true);
    }
  });

  it("goes out in cents and comes back as a change of the ledger", () => {
    const request = topUp.request(usd("25.5"));
    assert.equal(lineOf(request), `POST ${TEAM}/prepaid/top-up`);
    assert.deepEqual(request.body, { amount: { val: "2550" } });
    // As the vendor documents it: it has no invoice yet.
    const change = {
      teamId: "t",
      changeOrigin: "PURCHASE",
      topupStatus: "TO_CHARGE",
      amount: { val: "-2550" },
      createTime: AT,
      createTs: AT,
      paymentProcessor: { kind: "STRIPE" },
    };
    const told = { paymentId: `${AT}:2550`, amount: usd("25.5"), at: Date.parse(AT) };
    assert.deepEqual(request.decode({ change }), { state: "pending", ...told });
    const positive = { ...change, amount: { val: "2550" } };
    assert.deepEqual(request.decode({ change: positive }), { state: "pending", ...told });
    const invoiced = { ...change, invoiceId: INVOICE, topupStatus: "SUCCEEDED" };
    assert.deepEqual(request.decode({ change: invoiced }), {
      ...told,
      state: "completed",
      paymentId: INVOICE,
    });
    for (const topupStatus of [
      undefined,
      "INVALID_STATUS",
      "TO_GENERATE_INVOICE",
      "FAILED_TO_GEMNERATE_INVOICE",
      "FAILED_TO_GENERATE_INVOICE",
      "TO_CHARGE",
      "FAILED_TO_CHARGE",
      "PAID",
      "?",
    ])
      assert.equal(request.decode({ change: { ...change, topupStatus } }).state, "pending", topupStatus);
    const silent = { state: "pending", paymentId: undefined, amount: undefined, at: undefined };
    assert.deepEqual(request.decode({}), silent);
    const secret = inspect(request.decode({ change: { ...change, client_secret: "hunter2" } }));
    assert.ok(!secret.includes("hunter2"));
  });

  it("that needs its payer is not taken for one that is refused", () => {
    const said = (status: number, message: string) =>
      topUp.request(usd(25)).error?.(status, { code: 3, message });
    for (const message of [
      "The payment requires authentication in the console",
      "authentication_required",
      "requires_action",
      "3D Secure needed",
      "The card was declined: authentication_required",
    ])
      for (const status of [400, 402])
        assert.deepEqual(said(status, message), { fromVendor: true, kind: "needs-payer" }, message);
    assert.deepEqual(said(400, "The payment method was declined"), { fromVendor: true, kind: "declined" });
    for (const status of [401, 403, 500])
      assert.deepEqual(said(status, "Authentication failed"), { fromVendor: true });
    assert.deepEqual(said(400, "team_id must be a UUID"), { fromVendor: true });
  });

  it("is looked for among purchases by hand", async () => {
    const of = async (changes: readonly object[]) =>
      (await topUp.payments(answering({ "/prepaid/balance": { changes } }).ask)).records;
    const change = {
      changeOrigin: "PURCHASE",
      topupStatus: "SUCCEEDED",
      amount: { val: "-2550" },
      invoiceId: INVOICE,
      createTime: AT,
    };
    const young = { ...change, invoiceId: undefined };
    const at = Date.parse(AT);
    const paid = { id: `${AT}:2550`, at, amount: usd("25.5") };
    const undecided = { ...paid, undecided: true };
    assert.deepEqual(
      await of([
        change,
        { ...young, topupStatus: "TO_CHARGE" },
        { ...change, topupStatus: "FAILED_TO_CHARGE" },
        { ...young, topupStatus: undefined },
        { ...change, changeOrigin: "AUTO_PURCHASE" },
        { ...change, changeOrigin: "SPEND" },
        { ...change, createTime: undefined },
      ]),
      [
        { ...paid, invoice: INVOICE },
        undecided,
        { ...undecided, invoice: INVOICE },
        { ...undecided, resting: true },
        { ...paid, id: INVOICE, invoice: INVOICE, at: undefined },
      ],
    );
    const { paymentId } = topUp.request(usd(1)).decode({ change: { ...young, topupStatus: "TO_CHARGE" } });
    assert.equal(paymentId, paid.id, "the same purchase has the same id in both");
    for (const wrong of [
      { amount: undefined },
      { amount: { val: 5 } },
      { invoiceId: null, createTime: null },
    ]) {
      await assert.rejects(of([{ ...change, ...wrong }]), { name: "BillingError" });
    }
  });

  it("will never be charged only where its invoice says so", () => {
    const question = topUp.neverCharged?.({ id: "x", invoice: INVOICE, amount: usd(1) }) ?? assert.fail();
    assert.equal(lineOf(question), `GET ${TEAM}/invoices?invoiceIds.invoiceIds=${INVOICE}`);
    const never = (...invoices: readonly object[]) => question.decode({ invoices });
    const invoice = { invoiceId: INVOICE, invoiceStatus: "WILL_NEVER_BE_CHARGED" };
    assert.equal(never(invoice), true);
    for (const invoiceStatus of ["FAILED", "PENDING", "PAID", "INVALID", undefined])
      assert.equal(never({ ...invoice, invoiceStatus }), false);
    assert.equal(never({ ...invoice, invoiceId: "another" }), false);
    assert.equal(question.decode({}), false);
    assert.equal(topUp.neverCharged?.({ id: "x", amount: usd(1) }), undefined);
  });

  it("is closed by hand a day later at the earliest", () => {
    assert.equal(topUp.closableAfterMs, 24 * 3_600_000);
  });
});

describe("what else can be changed at xAI", () => {
  it("is the limit of the team", async () => {
    const setLimit = actions.setLimit ?? assert.fail();
    const request = setLimit.request(usd(25));
    assert.equal(lineOf(request), `POST ${TEAM}/postpaid/spending-limits`);
    assert.deepEqual(request.body, { desiredSoftSpendingLimit: { val: "2500" } });
    assert.deepEqual(request.decode({ thisBpSoftSpendingLimit: { val: "2000" } }), usd(20), "as it was set");
    assert.deepEqual(request.decode({ thisBpSoftSpendingLimit: {} }), usd(0));
    assert.equal(request.decode({}), undefined);
    const current = (spendingLimits: unknown) =>
      setLimit.current(answering({ "/postpaid/spending-limits": { spendingLimits } }).ask);
    assert.deepEqual(await current({ softSl: { val: "2500" }, effectiveSl: { val: "100" } }), usd(1));
    assert.equal(await current({ softSl: {} }), undefined);
    assert.equal(await current(undefined), undefined);
  });

  it("is the default payment method, of those that are ready", async () => {
    const set = actions.setDefaultPaymentMethod ?? assert.fail();
    const answer = {
      paymentMethods: [{ paymentMethodId: "a" }, {}],
      pendingPaymentMethod: { paymentMethodId: "p" },
    };
    const methods = await set.methods(answering({ "/payment-method": answer }).ask);
    assert.deepEqual(methods.map(({ id }) => id), ["a"]); // prettier-ignore
    assert.equal(lineOf(set.request("a")), `POST ${TEAM}/payment-method/default`);
    assert.deepEqual(set.request("a").body, { paymentMethodId: "a" });
    assert.doesNotThrow(() => set.request("a").decode({}));
    failureOf(() => set.request("a").decode(null));
  });

  describe("is the billing information", () => {
    const set = actions.setBillingInformation ?? assert.fail();
    const current = (billingInfo: unknown) =>
      set.current(answering({ "/billing-info": { billingInfo } }).ask);
    const plain = {
      name: "Acme",
      address: "1 Road\nTown",
      email: "a@b.example",
      taxIdType: "eu_vat",
      taxNumber: "",
    };
    const deep = { ...plain, address: { line1: "1 Road", postalCode: "01234", country: { code: "DE" } } };

    it("which goes back in the shape it came in", async () => {
      for (const info of [
        plain,
        deep,
        { ...deep, extra: { "<b>": "x" } },
        { ...plain, address: "x".repeat(5000) },
      ]) {
        const request = set.request(await current(info));
        assert.equal(lineOf(request), `POST ${TEAM}/billing-info`);
        assert.deepEqual(request.body, { billingInfo: info });
        assert.doesNotThrow(() => request.decode({}));
      }
      const own = JSON.parse(
        '{"name":"","email":"","taxIdType":"","taxNumber":"","__proto__":{"x":"1"}}',
      ) as object;
      assert.deepEqual(set.request(await current(own)).body, { billingInfo: own });
    });

    it("has a name and a label for every part", async () => {
      assert.deepEqual((await current(deep)).fields.slice(0, 4), [
        { name: "name", label: "Name", value: "Acme" },
        { name: "address.line1", label: "Address, line 1", value: "1 Road" },
        { name: "address.postalCode", label: "Address, postal code", value: "01234" },
        { name: "address.country.code", label: "Address, country, code", value: "DE" },
      ]);
    });

    it("can be filled in where there is none, except for an address of unknown shape", async () => {
      const information = await current(undefined);
      assert.deepEqual(information.fields.map(({ name }) => name), ["name", "address", "email", "taxIdType", "taxNumber"]); // prettier-ignore
      const empty = { name: "", email: "", taxIdType: "", taxNumber: "" };
      assert.deepEqual(set.request(information).body, { billingInfo: empty });
    });

    it("is refused where it could not go back as it came", async () => {
      for (const odd of [
        { zip: 12345 },
        { lines: ["a"] },
        { "a.b": "x" },
        { "": "x" },
        { a: { b: { c: { d: "x" } } } },
      ]) {
        await assert.rejects(current({ ...plain, address: odd }), { name: "BillingError" });
      }
    });
  });
});
