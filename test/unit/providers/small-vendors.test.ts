import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import { providers } from "../../../src/catalog.ts";
import { deepseek } from "../../../src/providers/deepseek.ts";
import { openrouter } from "../../../src/providers/openrouter.ts";
import { vercel } from "../../../src/providers/vercel.ts";
import { answering, failureOf, lineOf } from "./asking.ts";

describe("every vendor", () => {
  it("has an id and a secret of its own, pages on https and an origin that is one", () => {
    assert.deepEqual(
      providers.map(({ id }) => id),
      ["aimlapi", "cloudflare", "xai", "openrouter", "deepseek", "vercel"],
    );
    for (const { id, origin, pages, credential } of providers) {
      assert.match(id, /^[a-z]+$/);
      assert.equal(new URL(origin).origin, origin);
      for (const page of Object.values(pages)) assert.equal(new URL(page).protocol, "https:");
      assert.ok(credential.variables.length > 0);
    }
    const variables = providers.flatMap(({ credential }) => credential.variables);
    assert.equal(new Set(variables).size, variables.length);
  });

  it("speaks for itself about its balance, and writes sentences that end", () => {
    for (const { balance, sentences } of providers) {
      assert.deepEqual(balance.error?.(401, undefined), { fromVendor: false });
      for (const text of Object.values(sentences ?? {})) assert.match(text, /^[^!]+\.$/);
    }
  });
});

describe("OpenRouter", () => {
  const balance = (data: unknown) => openrouter.balance.decode({ data });

  it("has what was bought less what was used", () => {
    assert.equal(lineOf(openrouter.balance), "GET /api/v1/credits");
    assert.deepEqual(balance({ total_credits: 100.5, total_usage: 25.75 }), { balance: usd("74.75") });
    assert.deepEqual(balance({ total_credits: 0.3, total_usage: 0.1 }), { balance: usd("0.2") });
    assert.deepEqual(balance({ total_credits: 0, total_usage: 1.5 }), { balance: usd("-1.5") });
    for (const data of [undefined, [], {}, { total_credits: "5", total_usage: 1 }, { total_credits: 5, total_usage: null }]) {
      assert.equal(failureOf(() => balance(data)).kind, "unexpected-answer");
    } // prettier-ignore
  });

  it("shows the limit of the key, never its label", async () => {
    const read = async (data: unknown) => {
      const { ask, asked } = answering({ "GET /api/v1/key": { data } });
      const found = await openrouter.reports?.[0]?.read(ask, { now: 0 });
      assert.equal(asked.length, 1);
      assert.ok(!JSON.stringify(found, (_, value: unknown) => typeof value === "bigint" ? "n" : value).includes("sk-or")); // prettier-ignore
      return found;
    };
    const key = { label: "sk-or-v1-au7...890", limit: 100, limit_remaining: 74.5, limit_reset: "monthly", usage: 25.5, is_free_tier: false }; // prettier-ignore
    assert.deepEqual(await read(key), {
      kind: "limits",
      limits: [
        { name: "Spending limit", enabled: true, amount: usd(100), window: "a month" },
        { name: "Remaining", enabled: true, amount: usd("74.5") },
      ],
      note: undefined,
    });
    const free = await read({
      ...key,
      limit: null,
      limit_remaining: null,
      limit_reset: null,
      is_free_tier: true,
    });
    assert.deepEqual(free?.kind === "limits" && free.limits, [
      { name: "Spending limit", enabled: false, amount: undefined, window: undefined },
    ]);
    assert.ok(free?.kind === "limits" && free.note);
    for (const limit of ["100", undefined, {}]) await assert.rejects(read({ ...key, limit }), { name: "BillingError" }); // prettier-ignore
  });

  it("has an envelope, as the two below", () => {
    for (const { balance } of [openrouter, deepseek, vercel]) {
      const error = { message: "hunter2", code: 401, type: "x" };
      assert.deepEqual(balance.error?.(401, { error }), { fromVendor: true });
      assert.deepEqual(balance.error(402, { error }), { fromVendor: true, kind: "out-of-credits" });
      for (const other of [null, "x", [], {}, { error: "x" }, { error: { message: 5 } }]) {
        assert.deepEqual(balance.error(402, other), { fromVendor: false });
      }
    }
  });
});

describe("DeepSeek", () => {
  const info = (currency: unknown, total_balance: unknown) => ({ currency, total_balance, granted_balance: "10.00", topped_up_balance: "100.00" }); // prettier-ignore
  const balance = (...balance_infos: readonly unknown[]) =>
    deepseek.balance.decode({ is_available: true, balance_infos });
  const cny = { currency: "CNY", nanos: 110_000_000_000n };

  it("holds one amount a currency, dollars first where there are any", () => {
    assert.equal(lineOf(deepseek.balance), "GET /user/balance");
    assert.deepEqual(balance(info("CNY", "110.00")), {
      balance: cny,
      others: [],
      usable: true,
    });
    const unusable = deepseek.balance.decode({ is_available: false, balance_infos: [info("CNY", "110.00")] });
    assert.equal(unusable.usable, false);
    assert.equal(deepseek.balance.decode({ balance_infos: [info("CNY", "1")] }).usable, undefined);
    assert.deepEqual(balance(info("CNY", "110.00"), info("USD", "0.01")), {
      balance: usd("0.01"),
      others: [cny],
      usable: true,
    });
    assert.deepEqual(balance(info("USD", "-0.00"), info("CNY", "110.00")), {
      balance: cny,
      others: [],
      usable: true,
    });
    assert.deepEqual(balance(info("CNY", "0"), info("USD", "0")).balance, { currency: "CNY", nanos: 0n });
    assert.deepEqual(balance(info("USD", "-1.5")).balance, usd("-1.5"));
  });

  it("is refused in any other shape, and is none without entries", () => {
    for (const wrong of [
      info("USD", 5),
      info("USD", "1,5"),
      info("USD", ""),
      info(5, "1"),
      info("<b>", "1"),
      5,
    ]) {
      assert.equal(failureOf(() => balance(wrong)).kind, "unexpected-answer");
    }
    assert.equal(failureOf(() => deepseek.balance.decode({ is_available: false })).kind, "unexpected-answer");
    assert.equal(failureOf(() => balance()).kind, "no-balance");
  });
});

describe("Vercel AI Gateway", () => {
  it("has the balance as a decimal in dollars", () => {
    assert.equal(lineOf(vercel.balance), "GET /v1/credits");
    const balance = (value: unknown) => vercel.balance.decode({ balance: value, total_used: "4.50" });
    assert.deepEqual(balance("95.50"), { balance: usd("95.5") });
    assert.deepEqual(balance("-0"), { balance: usd(0) });
    for (const wrong of [95.5, "", "95,50", "$5", null, undefined]) failureOf(() => balance(wrong));
    failureOf(() => vercel.balance.decode(null));
  });
});
