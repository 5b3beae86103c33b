import assert from "node:assert/strict";
import { post, withSandbox } from "../sandbox-fixture.ts";

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

describe("the AI/ML API twin", () => {
  it("answers /v2/billing in USD", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      const response = await call("/v2/billing");
      assert.equal(response.status, 200);
      assert.match(response.headers.get("content-type") ?? "", /^application\/json\b/u);
      assert.match(response.headers.get("x-request-id") ?? "", REQUEST_ID);
      assert.deepEqual(await response.json(), { current_balance: 123.45, currency: "USD" });
    }));

  it("answers /v2/billing/detail with the auto top-up settings", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      assert.deepEqual(await (await call("/v2/billing/detail")).json(), {
        user_id: 104_729,
        email: "sam.sandbox@example.com",
        current_balance: 123.45,
        currency: "USD",
        autotopup_settings: { is_enabled: true, threshold: 20, amount: 150, currency: "USD" },
      });
    }));

  it("answers the legacy route in credits, at the same moment and amount", () =>
    withSandbox("healthy", async (sandbox, call) => {
      assert.deepEqual(await (await call("/v1/billing/balance")).json(), {
        balance: 246_900_000,
        lowBalance: false,
        lowBalanceThreshold: 40_000_000,
        lastUpdated: new Date(sandbox.world.clock.now()).toISOString(),
        autoDebitStatus: "enabled",
        status: "current",
        statusExplanation: "Balance is current and up to date",
      });
      sandbox.play("sub-cent");
      const sparse = (await (await call("/v1/billing/balance")).json()) as Record<string, unknown>;
      assert.deepEqual([sparse["balance"], sparse["lowBalance"]], [6_800, true]);
      assert.deepEqual([sparse["lowBalanceThreshold"], sparse["autoDebitStatus"]], [10_000, "disabled"]);
    }));

  it("refuses a missing, unknown or oddly sent key with a problem document", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const { apiKey } = sandbox.accounts.aimlapi;
      for (const authorization of ["", "Bearer", "Bearer wrong", apiKey, `Basic ${apiKey}`]) {
        const response = await call("/v2/billing?x=1", { headers: { authorization } });
        assert.equal(response.status, 401, authorization);
        assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json\b/u);
        const { timestamp, ...problem } = (await response.json()) as Record<string, unknown>;
        assert.ok(!Number.isNaN(Date.parse(String(timestamp))));
        assert.deepEqual(problem, {
          title: "Unauthorized",
          status: 401,
          message: "The API key is missing or invalid.",
          instance: "/v2/billing",
          requestId: response.headers.get("x-request-id"),
          error: { name: "UnauthorizedException", message: "The API key is missing or invalid." },
        });
      }
    }));

  it("knows no other path and no other method, in the older envelope", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      for (const [path, init] of [
        ["/", {}],
        ["/v2", {}],
        ["/v2/billing/", {}],
        ["/v1/v2/billing", {}],
        ["/constructor", {}],
        ["/v2/billing", post({})],
      ] as const) {
        const response = await call(path, init);
        assert.equal(response.status, 404, path);
        const { timestamp, ...error } = (await response.json()) as Record<string, unknown>;
        assert.ok(!Number.isNaN(Date.parse(String(timestamp))));
        const requestId = response.headers.get("x-request-id");
        const method = "method" in init ? init.method : "GET";
        assert.deepEqual(error, { requestId, statusCode: 404, path, message: `Cannot ${method} ${path}` });
      }
    }));
});
