import assert from "node:assert/strict";
import { createAccounts } from "../../../src/sandbox/accounts.ts";
import { type Vendor, vendors } from "../../../src/sandbox/vendors.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { type Call, post, withSandbox } from "./sandbox-fixture.ts";

const pathsOf = (accountId: string, teamId: string): Readonly<Record<Vendor, string>> => ({
  aimlapi: "/v2/billing",
  cloudflare: `/client/v4/accounts/${accountId}/ai-gateway/billing/credit-balance`,
  xai: `/v1/billing/teams/${teamId}/postpaid/invoice/preview`,
  openrouter: "/api/v1/credits",
  deepseek: "/user/balance",
  vercel: "/v1/credits",
});

/** Asks each vendor what is left with its own key; `told` also gives what it says. */
const withVendors = (test: (asking: Asking) => Promise<void>) =>
  withSandbox("healthy", (sandbox, call) => {
    const { accounts } = sandbox;
    const paths = pathsOf(accounts.cloudflare.accountId, accounts.xai.teamId);
    const keys = {
      aimlapi: accounts.aimlapi.apiKey,
      cloudflare: accounts.cloudflare.apiToken,
      xai: accounts.xai.managementKey,
      openrouter: accounts.openrouter.apiKey,
      deepseek: accounts.deepseek.apiKey,
      vercel: accounts.vercel.apiKey,
    };
    const ask = (vendor: Vendor, { path = paths[vendor], key = keys[vendor] } = {}) =>
      call(path, { headers: { authorization: `Bearer ${key}` } });
    return test({
      sandbox,
      call,
      keys,
      ask,
      status: async (vendor) => (await ask(vendor)).status,
      told: async (vendor, path) => (await ask(vendor, path === undefined ? {} : { path })).json(),
    });
  });

interface Asking {
  readonly sandbox: Sandbox;
  readonly call: Call;
  readonly keys: Readonly<Record<Vendor, string>>;
  ask(vendor: Vendor, other?: { readonly path?: string; readonly key?: string }): Promise<Response>;
  status(vendor: Vendor): Promise<number>;
  told(vendor: Vendor, path?: string): Promise<unknown>;
}

describe("the vendors of the sandbox", () => {
  it("have accounts of which no two look alike", () =>
    withVendors(async ({ sandbox: { world } }) => {
      const balances = vendors.map((vendor) => world[vendor].account().balance());
      assert.equal(new Set(balances).size, vendors.length);
      const ledgers = vendors.map((vendor) => JSON.stringify(world[vendor].account().movements().slice(-5)));
      assert.equal(new Set(ledgers).size, vendors.length);
      return Promise.resolve();
    }));

  it("OpenRouter tells credits bought and used in USD, and the limit of a key", () =>
    withVendors(async ({ sandbox: { world }, ask, told }) => {
      const { data } = (await told("openrouter")) as {
        data: Record<"total_credits" | "total_usage", number>;
      };
      assert.ok(data.total_usage > 0);
      assert.ok(Math.abs(data.total_credits - data.total_usage - 18.24) < 1e-9);
      const keyOf = async (key: string) =>
        (await (await ask("openrouter", { path: "/api/v1/key", key })).json()) as { data: KeyOfOpenrouter };
      const [first, second] = world.openrouter.keys;
      const { data: own } = await keyOf(first.key);
      assert.deepEqual([own.limit, own.limit_remaining, own.is_free_tier], [null, null, false]);
      assert.ok(!own.label.includes(first.key));
      const { data: other } = await keyOf(second.key);
      assert.equal(other.limit, 20);
      assert.ok(Math.abs((other.limit_remaining ?? NaN) + other.usage - 20) < 1e-9);
      assert.ok(Math.abs(own.usage + other.usage - data.total_usage) < 1e-9);
    }));

  it("DeepSeek tells a balance a currency as decimal texts whose parts add up", () =>
    withVendors(async ({ sandbox, told }) => {
      assert.deepEqual(await told("deepseek"), {
        is_available: true,
        balance_infos: [
          { currency: "CNY", total_balance: "110.00", granted_balance: "10.00", topped_up_balance: "100.00" },
          { currency: "USD", total_balance: "0.00", granted_balance: "0.00", topped_up_balance: "0.00" },
        ],
      });
      sandbox.play("empty", "deepseek");
      assert.equal(((await told("deepseek")) as { is_available: boolean }).is_available, false);
    }));

  it("Vercel tells what is left and used as decimal texts", () =>
    withVendors(async ({ told }) => {
      const { balance, total_used } = (await told("vercel")) as Record<string, string>;
      assert.equal(balance, "95.50");
      assert.match(total_used ?? "", /^\d+\.\d\d$/u);
    }));

  it("take their own key only, and know no other path", () =>
    withVendors(async ({ keys, ask }) => {
      for (const vendor of vendors) {
        assert.equal((await ask(vendor)).status, 200, vendor);
        for (const other of vendors.filter((each) => each !== vendor)) {
          assert.equal((await ask(vendor, { key: keys[other] })).status, 401, `${other}'s key at ${vendor}`);
        }
      }
      for (const path of ["/api/v1/nothing", "/user/balance/x", "/v1/credits/x", "/client/v4/x"]) {
        assert.equal((await ask("openrouter", { path })).status, 404, path);
      }
    }));

  it("play scenarios one by one or all together", () =>
    withVendors(async ({ sandbox, call, status }) => {
      const statuses = async () => Promise.all(vendors.map(status));
      sandbox.play("unauthorized", "xai");
      assert.deepEqual(await statuses(), [200, 200, 401, 200, 200, 200]);
      await call("/__sandbox/scenario", post({ name: "html-error", vendor: "cloudflare" }));
      assert.deepEqual(await statuses(), [200, 524, 401, 200, 200, 200]);
      const { vendors: playing } = (await (await call("/__sandbox/scenario")).json()) as { vendors: object };
      assert.deepEqual(playing, {
        aimlapi: "healthy",
        cloudflare: "html-error",
        xai: "unauthorized",
        openrouter: "healthy",
        deepseek: "healthy",
        vercel: "healthy",
      });
      sandbox.play("forbidden");
      assert.deepEqual(await statuses(), [403, 403, 403, 403, 403, 403]);
      sandbox.play("healthy");
      assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200]);
    }));

  it("count the requests of a fault each for itself", () =>
    withVendors(async ({ sandbox, status }) => {
      sandbox.play("flaky");
      for (const vendor of vendors) assert.equal(await status(vendor), 200, vendor);
      for (const vendor of vendors) assert.equal(await status(vendor), 500, vendor);
    }));

  it("are set to a balance one by one, and are no vendor when not known", () =>
    withVendors(async ({ call, told }) => {
      await call("/__sandbox/balance", post({ usd: "6.4019", vendor: "cloudflare" }));
      assert.match(JSON.stringify(await told("cloudflare")), /"balance":640\.19,/u);
      const shown = await call("/__sandbox/balance?vendor=cloudflare");
      assert.deepEqual(await shown.json(), { usd: 6.4019, credits: 12_803_800 });
      assert.match(JSON.stringify(await told("aimlapi")), /123\.45/u);
      for (const [route, body] of [
        ["balance", { usd: "1", vendor: "venice" }],
        ["scenario", { name: "low", vendor: "" }],
        ["approve", { vendor: 1 }],
      ] as const) {
        assert.equal((await call(`/__sandbox/${route}`, post(body))).status, 400, route);
      }
      assert.equal((await call("/__sandbox/charges?vendor=venice")).status, 400);
    }));

  it("never let a key of theirs be seen in the log", () =>
    withVendors(async ({ sandbox, call, keys, ask }) => {
      for (const vendor of vendors) await ask(vendor, { path: `/${keys[vendor]}` });
      const seen = await (await call("/__sandbox/requests")).text();
      for (const vendor of vendors) assert.ok(!seen.includes(keys[vendor]), vendor);
      assert.equal(sandbox.requests().length, vendors.length);
    }));

  it("come back with the same keys for the same first key", () =>
    withVendors(async ({ sandbox: { accounts } }) => {
      assert.deepEqual(createAccounts(accounts.aimlapi.apiKey), accounts);
      assert.match(accounts.cloudflare.accountId, /^[0-9a-f]{32}$/u);
      assert.match(accounts.xai.teamId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/u);
      return Promise.resolve();
    }));
});

interface KeyOfOpenrouter {
  readonly label: string;
  readonly usage: number;
  readonly limit: number | null;
  readonly limit_remaining: number | null;
  readonly is_free_tier: boolean;
}
