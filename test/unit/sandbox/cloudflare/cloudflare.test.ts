import assert from "node:assert/strict";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import type { ScenarioName } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { type CallInit, post, withSandbox } from "../sandbox-fixture.ts";

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly messages: readonly unknown[] | null;
}

type Billing = (path: string, init?: CallInit) => Promise<Response>;

const withBilling = (scenario: ScenarioName, test: (sandbox: Sandbox, billing: Billing) => Promise<void>) =>
  withSandbox(scenario, (sandbox, call) => {
    const { apiToken, accountId } = sandbox.accounts.cloudflare;
    const base = `/client/v4/accounts/${accountId}/ai-gateway/billing`;
    return test(sandbox, (path, init = {}) =>
      call(`${base}/${path}`, { ...init, headers: { authorization: `Bearer ${apiToken}`, ...init.headers } }),
    );
  });

const envelopeOf = async (response: Response) => (await response.json()) as Envelope;

describe("the Cloudflare twin", () => {
  it("wraps what it says, with messages that may be null", () =>
    withBilling("healthy", async (_sandbox, billing) => {
      const { result, ...rest } = await envelopeOf(await billing("credit-balance"));
      assert.deepEqual(rest, { success: true, errors: [], messages: [] });
      assert.ok(result);
      assert.equal((await envelopeOf(await billing("topup/config"))).messages, null);
      assert.deepEqual((await envelopeOf(await billing("topup/limits"))).result, {
        min_cents: 1_000,
        max_cents: 1_000_000,
        currency: "usd",
      });
    }));

  it("refuses in its envelope, whose result is an object or null", () =>
    withBilling("healthy", async (sandbox, billing) => {
      const unsigned = await billing("credit-balance", { headers: { authorization: "" } });
      assert.equal(unsigned.status, 401);
      assert.deepEqual(await envelopeOf(unsigned), {
        success: false,
        result: null,
        errors: [{ code: 10_000, message: "Authentication error" }],
        messages: [],
      });
      const denied = await billing("topup/config", { method: "DELETE" });
      assert.equal(denied.status, 403);
      const { success, result } = await envelopeOf(denied);
      assert.deepEqual([success, result], [false, {}]);
      for (const body of ["", "{", "[]", "null"]) {
        assert.equal((await billing("topup", { method: "POST", body })).status, 400, body);
      }
      for (const [path, method] of [
        ["nothing", "GET"],
        ["credit-balance/", "GET"],
        ["credit-balance", "POST"],
        ["topup", "GET"],
      ] as const) {
        assert.equal((await billing(path, { method })).status, 404, `${method} ${path}`);
      }
      assert.deepEqual(sandbox.charges(), []);
    }));

  it("says how long too many requests have to wait", () =>
    withBilling("rate-limited", async (_sandbox, billing) => {
      const response = await billing("credit-balance");
      assert.deepEqual([response.status, response.headers.get("retry-after")], [429, "30"]);
      assert.ok(response.headers.get("ratelimit"));
      assert.equal((await envelopeOf(response)).success, false);
    }));

  it("lets a person finish a payment at the bank, over the control routes", () =>
    withBilling("card-needs-authentication", async ({ url }, billing) => {
      await billing("topup", post({ amount: 1_500 }));
      const charges = async (path: string, init?: RequestInit) =>
        ((await (await fetch(`${url}/__sandbox/${path}`, init)).json()) as { charges: Charged[] }).charges;
      const [waiting, ...others] = await charges("charges?vendor=cloudflare");
      assert.deepEqual([waiting?.usd, waiting?.landsAt, others.length], [15, null, 0]);
      assert.deepEqual(await charges("charges?vendor=xai"), []);
      const body = JSON.stringify({ vendor: "cloudflare" });
      const [paid] = await charges("approve", { method: "POST", body });
      assert.deepEqual([paid?.id, typeof paid?.landsAt], [waiting?.id, "string"]);
      const { result } = await envelopeOf(await billing("credit-balance"));
      assert.equal((result as { balance: number }).balance, 10_140.19);
    }));

  it("passes hostile names on as they are", () =>
    withBilling("hostile", async (_sandbox, billing) => {
      assert.match(await (await billing("invoice-preview")).text(), /<img src=x|invoice_lines":\[\]/u);
    }));
});

interface Charged {
  readonly id: string;
  readonly usd: number;
  readonly landsAt: string | null;
}
