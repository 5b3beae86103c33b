import assert from "node:assert/strict";
import {
  createClient,
  type Credential,
  type RequestRecord,
} from "../../../../src/billing/vendor/api-client.ts";
import { BillingError, failureIn } from "../../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../../src/billing/vendor/endpoint.ts";
import type { HttpAnswer, Transport } from "../../../../src/billing/vendor/transport.ts";

const CREDENTIAL: Credential = { origin: "https://vendor.test", apiKey: "secret-key", subject: "team-1" };

function stage(answer: Partial<HttpAnswer> = {}) {
  const sent: Parameters<Transport>[] = [];
  const records: RequestRecord[] = [];
  const client = createClient({
    transport(...request) {
      sent.push(request);
      return Promise.resolve({
        status: 200,
        body: '{"ok":true}',
        header: (name) => (name === "content-type" ? "application/json" : undefined),
        ...answer,
      });
    },
    now: () => 0,
    log: (record) => records.push(record),
    userAgent: "test",
  });
  const ask = <T>(endpoint: Endpoint<T>, credential = CREDENTIAL) =>
    client(credential, endpoint, new AbortController().signal);
  return { ask, sent, records };
}

const plain = (endpoint: Omit<Endpoint<unknown>, "decode">): Endpoint<unknown> => ({
  ...endpoint,
  decode: (json) => json,
});

describe("a request", () => {
  it("names the account in its path and not in the log", async () => {
    const { ask, sent, records } = stage();
    await ask(plain({ path: "/v1/teams/{subject}/balance", query: { window: "day" } }));
    assert.equal(sent[0]?.[0].href, "https://vendor.test/v1/teams/team-1/balance?window=day");
    assert.equal(records[0]?.path, "/v1/teams/{subject}/balance");
    assert.ok(!JSON.stringify(records).includes("team-1"));
  });

  it("is never sent with an id that would lead elsewhere", async () => {
    const { ask, sent } = stage();
    for (const subject of ["..", "a/b", "a?b", "a#b", "%2e%2e", "a b", "", undefined]) {
      await assert.rejects(ask(plain({ path: "/v1/{subject}/x" }), { ...CREDENTIAL, subject }), BillingError);
    }
    assert.equal(sent.length, 0);
  });

  it("that changes something carries its JSON, and one that reads carries nothing", async () => {
    const { ask, sent, records } = stage();
    await ask(plain({ method: "POST", path: "/top-up", body: { amount: 1000 } }));
    await ask(plain({ method: "DELETE", path: "/limit" }));
    await ask(plain({ path: "/balance" }));
    assert.deepEqual(
      sent.map(([, , , message]) => message),
      [{ method: "POST", body: '{"amount":1000}' }, { method: "DELETE" }, undefined],
    );
    assert.deepEqual(
      sent.map(([, headers]) => headers["content-type"]),
      ["application/json", undefined, undefined],
    );
    assert.deepEqual(
      records.map(({ method }) => method),
      ["POST", "DELETE", "GET"],
    );
  });

  it("that failed means what its vendor says, where the vendor speaks", async () => {
    const { ask } = stage({ status: 400, body: '{"code":10000}' });
    const said = plain({
      path: "/balance",
      error: (status, json) => {
        assert.equal(status, 400);
        assert.deepEqual(json, { code: 10000 });
        return { fromVendor: true, kind: "unauthorized" };
      },
    });
    const failure = await ask(said).catch(failureIn);
    assert.deepEqual(failure, { kind: "unauthorized", fromVendor: true, status: 400, requestId: undefined });
    const mute = await ask(plain({ path: "/balance" })).catch(failureIn);
    assert.deepEqual(mute, {
      kind: "unexpected-answer",
      detail: "HTTP status 400",
      fromVendor: true,
      status: 400,
      requestId: undefined,
    });
  });

  it("whose payment was declined says so", async () => {
    const { ask } = stage({ status: 402, body: '{"error":"no"}' });
    const failure = (await ask(plain({ method: "POST", path: "/top-up" })).catch(failureIn)) as {
      readonly kind?: string;
    };
    assert.equal(failure.kind, "declined");
  });
});
