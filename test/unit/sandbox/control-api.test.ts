import assert from "node:assert/strict";
import { fingerprint } from "../../../src/sandbox/http/request-log.ts";
import { post, withSandbox } from "./sandbox-fixture.ts";

describe("the sandbox control routes", () => {
  it("switch scenarios by name and list them", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      const switched = await call("/__sandbox/scenario", post({ name: "empty" }));
      assert.equal(switched.status, 200);
      assert.equal(((await switched.json()) as Record<string, unknown>)["scenario"], "empty");
      assert.match(await (await call("/v2/billing")).text(), /"current_balance":0,/u);
      const shown = (await (await call("/__sandbox/scenario")).json()) as { available: string[] };
      assert.ok(shown.available.includes("dropped-connection"));
    }));

  it("list what was asked without the credential, and nothing of their own", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const { apiKey } = sandbox.accounts.aimlapi;
      const began = Date.now();
      await call("/v2/billing");
      await call("/nowhere", { method: "DELETE", headers: { authorization: "" } });
      await call(`/${apiKey}?key=${apiKey}`);
      const text = await (await call("/__sandbox/requests")).text();
      assert.ok(!text.includes(apiKey));
      const { requests } = JSON.parse(text) as { requests: (Record<string, unknown> & { time: string })[] };
      assert.deepEqual(
        requests.map(({ method, path, credential }) => ({ method, path, credential })),
        [
          { method: "GET", path: "/v2/billing", credential: fingerprint(apiKey) },
          { method: "DELETE", path: "/nowhere", credential: null },
          { method: "GET", path: "/<credential>", credential: fingerprint(apiKey) },
        ],
      );
      const times = [began, ...requests.map(({ time }) => Date.parse(time)), Date.now()];
      assert.deepEqual(times, times.toSorted());
      assert.deepEqual(await (await call("/__sandbox/requests", { method: "DELETE" })).json(), {
        requests: [],
      });
    }));

  it("put the clock forward", () =>
    withSandbox("refill-armed", async (sandbox, call) => {
      const before = sandbox.world.clock.now();
      const moved = await call("/__sandbox/clock", post({ advanceMs: 600_000 }));
      assert.deepEqual(await moved.json(), { now: new Date(before + 600_000).toISOString() });
      assert.match(await (await call("/v2/billing")).text(), /"current_balance":24\.2,/u);
    }));

  it("set the balance, through the ledger", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const set = await call("/__sandbox/balance", post({ usd: "-0.5000005" }));
      assert.deepEqual(await set.json(), { usd: -0.5000005, credits: -1_000_001 });
      assert.equal(sandbox.world.aimlapi.account().movements().at(-1)?.type, "ADJUSTMENT");
    }));

  it("answer nonsense with JSON that says what is wanted", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const nonsense = [
        ["scenario", { name: "toString" }],
        ["scenario", { name: 1 }],
        ["scenario", null],
        ["scenario", ["low"]],
        ["clock", { advanceMs: -1 }],
        ["clock", { advanceMs: 1.5 }],
        ["clock", { advanceMs: "5" }],
        ["clock", { advanceMs: 1e12 }],
        ["balance", { usd: 1.23 }],
        ["balance", { usd: "1e5" }],
        ["balance", {}],
      ] as const;
      for (const [route, body] of nonsense) {
        const response = await call(`/__sandbox/${route}`, post(body));
        assert.equal(response.status, 400, JSON.stringify(body));
        const { error } = (await response.json()) as { error: { message: string } };
        assert.ok(error.message.length > 10);
      }
      const broken = await call("/__sandbox/scenario", { method: "POST", body: "{" });
      assert.equal(broken.status, 400);
      for (const path of ["/__sandbox/", "/__sandbox/nothing", "/__sandbox/requests/1"]) {
        assert.equal((await call(path)).status, 404, path);
      }
      assert.equal(sandbox.requests().length, 0);
    }));
});
