import assert from "node:assert/strict";
import { request } from "node:http";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { scenarioNames, type ScenarioName } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { overOnce, until } from "../../../support/until.ts";
import { type Call, withSandbox } from "../sandbox-fixture.ts";

const LIMIT_BYTES = 1_048_576;

type Check = (sandbox: Sandbox, call: Call) => Promise<void>;

const read = async (call: Call, path: string) => (await (await call(path)).json()) as Record<string, unknown>;

/** A state of the world: what both routes say. */
const shows =
  (balance: number, autotopup: Readonly<Record<string, unknown>> | undefined): Check =>
  async (_sandbox, call) => {
    assert.deepEqual(await read(call, "/v2/billing"), { current_balance: balance, currency: "USD" });
    const detail = await read(call, "/v2/billing/detail");
    assert.equal(detail["current_balance"], balance);
    assert.deepEqual(detail["autotopup_settings"], autotopup && { ...autotopup, currency: "USD" });
  };

const off = { is_enabled: false, threshold: 10, amount: 50 };

const asHealthy = shows(123.45, { is_enabled: true, threshold: 20, amount: 150 });

const checks: Readonly<Record<ScenarioName, Check>> = {
  healthy: asHealthy,
  low: shows(3.21, off),
  empty: shows(0, off),
  negative: shows(-1.37, off),
  "sub-cent": shows(0.0034, off),
  "refill-armed": async (sandbox, call) => {
    await shows(4.2, { is_enabled: true, threshold: 5, amount: 20 })(sandbox, call);
    sandbox.world.clock.advance(600_000);
    assert.equal((await read(call, "/v2/billing"))["current_balance"], 24.2);
  },
  "refill-failing": async (sandbox, call) => {
    await shows(2.1, { is_enabled: true, threshold: 10, amount: 50 })(sandbox, call);
    sandbox.world.clock.advance(600_000);
    assert.ok(Number((await read(call, "/v2/billing"))["current_balance"]) < 2.1);
  },
  "refill-off-by-failure": shows(2.1, off),
  spending: async (sandbox, call) => {
    await shows(42, off)(sandbox, call);
    sandbox.world.clock.advance(300_000);
    assert.ok(Number((await read(call, "/v2/billing"))["current_balance"]) < 41.5);
  },
  "new-account": shows(0.25, undefined),
  "ninety-days": shows(64.37, { is_enabled: true, threshold: 20, amount: 100 }),
  "big-ledger": shows(250, off),
  hostile: async (_sandbox, call) => {
    const { email } = await read(call, "/v2/billing/detail");
    assert.match(String(email), /<script>/u);
    const { data } = await read(call, "/v2/billing/transactions?limit=100");
    assert.match(JSON.stringify(data), /<img src=x/u);
  },
  "postpaid-only": asHealthy,
  "card-declined": asHealthy,
  "card-declined-for-now": asHealthy,
  "card-needs-authentication": asHealthy,
  "read-only-token": asHealthy,
  "inference-key": asHealthy,
  "organization-key": asHealthy,
  "organization-key-without-team": asHealthy,
  "no-ledger": async (sandbox, call) => {
    await asHealthy(sandbox, call);
    for (const path of ["/v2/billing/transactions", "/v2/usage?period=1d", "/v2/usage/detail?period=1d"]) {
      assert.equal((await call(path)).status, 403, path);
    }
  },
  "management-key": async (sandbox, call) => {
    await asHealthy(sandbox, call);
    assert.equal((await call("/v2/billing/transactions")).status, 403);
    assert.equal((await call("/v2/usage?period=1d")).status, 200);
  },

  unauthorized: async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.deepEqual([response.status, response.ok], [401, false]);
  },
  forbidden: async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.equal(response.status, 403);
    assert.match(String(((await response.json()) as { message: unknown }).message), /management key/u);
  },
  "out-of-credits": async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.equal(response.status, 403);
    const problem = (await response.json()) as { message: string; error: { data: unknown } };
    assert.match(problem.message, /out of credits/u);
    assert.deepEqual(problem.error.data, { kind: "err_insufficent_credits" });
  },
  "rate-limited": async (_sandbox, call) => {
    const first = await call("/v2/billing");
    const before = Date.now();
    const second = await call("/v2/billing");
    assert.deepEqual([first.status, second.status], [429, 429]);
    assert.equal(first.headers.get("retry-after"), "30");
    const until = Date.parse(second.headers.get("retry-after") ?? "") - 30_000;
    assert.ok(until > before - 1_000 && until <= Date.now(), String(until));
  },
  flaky: async (_sandbox, call) => {
    const seen: [number, string | null][] = [];
    for (let count = 0; count < 10; count += 1) {
      const response = await call("/v2/billing");
      seen.push([response.status, response.headers.get("content-type")?.split(";")[0] ?? null]);
      const body = await response.text();
      if (response.status === 503) assert.match(body, /"statusCode":"503"/u);
    }
    const fine: [number, string] = [200, "application/json"];
    assert.deepEqual(seen, [
      ...[fine, [500, "application/problem+json"], fine, [524, "text/html"], fine],
      ...[fine, [503, "application/json"], fine, [502, "text/html"], fine],
    ]);
  },
  slow: async (_sandbox, call) => {
    const before = performance.now();
    assert.equal((await call("/v2/billing")).status, 200);
    const took = performance.now() - before;
    assert.ok(took > 2_900, `${took} ms`);
  },
  hanging: async (sandbox, call) => {
    const asked = { signal: overOnce(() => sandbox.requests().length > 0) };
    await assert.rejects(call("/v2/billing", asked), { name: "TimeoutError" });
    let answered = false;
    const response = await call("/v2/billing", { signal: overOnce(() => answered) });
    assert.equal(response.status, 200, "the second hangs in the body");
    answered = true;
    await assert.rejects(response.text(), { name: "TimeoutError" });
  },
  "html-error": async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.equal(response.status, 524);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html\b/u);
    assert.match(await response.text(), /^<!DOCTYPE html>/u);
  },
  "captive-portal": async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html\b/u);
  },
  "malformed-json": async (_sandbox, call) => {
    const response = await call("/v2/billing");
    assert.match(response.headers.get("content-type") ?? "", /^application\/json\b/u);
    await assert.rejects(response.json(), SyntaxError);
  },
  "wrong-types": async (_sandbox, call) => {
    assert.deepEqual(await read(call, "/v2/billing"), { current_balance: "123.45", currency: "USD" });
    const { autotopup_settings: settings } = await read(call, "/v2/billing/detail");
    assert.deepEqual(settings, { is_enabled: "true", threshold: "20", amount: "150", currency: "USD" });
  },
  "huge-body": async (_sandbox, call) => {
    for (const encoding of [null, "gzip"]) {
      const response = await call("/v2/billing");
      assert.equal(response.headers.get("content-encoding"), encoding);
      assert.equal(response.headers.get("content-length"), null);
      const text = await response.text();
      assert.ok(text.length > LIMIT_BYTES);
      assert.equal((JSON.parse(text) as Record<string, unknown>)["current_balance"], 123.45);
    }
  },
  "redirect-away": async (sandbox, call) => {
    const response = await call("/v2/billing", { redirect: "manual" });
    assert.equal(response.status, 302);
    const location = new URL(response.headers.get("location") ?? "");
    assert.equal(location.pathname, "/v2/billing");
    assert.notEqual(location.origin, new URL(sandbox.url).origin);
    assert.deepEqual((await read(call, "/__sandbox/elsewhere"))["requests"], []);

    const { apiKey } = sandbox.accounts.aimlapi;
    await fetch(location);
    await leak(new URL(`/v2/billing?key=${apiKey}`, location), {});
    await leak(location, { "x-api-key": apiKey });
    const { url, requests } = (await read(call, "/__sandbox/elsewhere")) as {
      url: string;
      requests: { carriesKey: boolean }[];
    };
    assert.equal(url, location.origin);
    assert.deepEqual(
      requests.map(({ carriesKey }) => carriesKey),
      [false, true, true],
    );
    assert.ok(!JSON.stringify(requests).includes(apiKey));
  },
  "dropped-connection": async (_sandbox, call) => {
    await assert.rejects(call("/v2/billing"), TypeError);
    const response = await call("/v2/billing");
    await assert.rejects(response.text(), TypeError);
  },
  "answer-lost-before": asHealthy,
  "answer-lost-during": asHealthy,
  "answer-lost-after": asHealthy,
  "answer-lost-silently": asHealthy,
};

const leak = (url: URL, headers: Record<string, string>) =>
  new Promise<void>((resolve, reject) => {
    request(url, { headers }, (response) => response.resume().once("end", resolve))
      .once("error", reject)
      .end();
  });

describe("the sandbox scenarios", () => {
  for (const name of scenarioNames) {
    it(name, () => withSandbox(name, checks[name]));
  }

  it("a fault leaves the account as it stands, and goes with the next scenario", () =>
    withSandbox("low", async (sandbox, call) => {
      sandbox.play("malformed-json");
      assert.match(await (await call("/v2/billing")).text(), /3\.2|curr/u);
      sandbox.play("wrong-types");
      assert.equal((await read(call, "/v2/billing"))["current_balance"], "3.21");
      sandbox.play("unauthorized");
      assert.equal((await call("/v2/billing")).status, 401);
      sandbox.play("empty");
      assert.equal((await read(call, "/v2/billing"))["current_balance"], 0);
    }));

  it("a fault begins anew each time it is chosen", () =>
    withSandbox("flaky", async (sandbox, call) => {
      for (let turn = 0; turn < 2; turn += 1) {
        sandbox.play("flaky");
        assert.deepEqual(
          [(await call("/v2/billing")).status, (await call("/v2/billing")).status],
          [200, 500],
        );
      }
    }));

  it("every scenario's answers carry a request id, where there is an answer", async () => {
    for (const name of scenarioNames.filter(
      (each) => !["slow", "hanging", "dropped-connection"].includes(each),
    )) {
      await withSandbox(name, async (_sandbox, call) => {
        for (let count = 0; count < 4; count += 1) {
          const response = await call("/v2/billing", { redirect: "manual" });
          assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/u, name);
          await response.arrayBuffer();
        }
      });
    }
  });

  it("closes at once while requests hang", () =>
    withSandbox("hanging", async (sandbox, call) => {
      const hung = assert.rejects(call("/v2/billing"), TypeError);
      await until(() => sandbox.requests().length > 0);
      await sandbox.close();
      await hung;
    }));
});
