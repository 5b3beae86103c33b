import assert from "node:assert/strict";
import fc from "fast-check";
import { usd } from "../../../../src/billing/money/money.ts";
import { createClient, type RequestRecord } from "../../../../src/billing/vendor/api-client.ts";
import {
  AbortedError,
  BillingError,
  FAILURE_KINDS,
  type Failure,
} from "../../../../src/billing/vendor/billing-error.ts";
import type { HttpAnswer, Transport } from "../../../../src/billing/vendor/transport.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const NOW = Date.UTC(2026, 7, 3, 9, 0, 0);
const ID = "req-1234.5";

interface Given {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function answerOf({ status = 200, type = "application/json", headers = {}, body = {} }: Given): HttpAnswer {
  const all: Readonly<Record<string, string>> = { "content-type": type, "x-request-id": ID, ...headers };
  return {
    status,
    header: (name) => all[name],
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

async function read(transport: Transport, apiKey = KEY) {
  const records: RequestRecord[] = [];
  const client = createClient({
    transport,
    now: () => NOW,
    log: (it) => records.push(it),
    userAgent: "test",
  });
  const credential = { origin: "https://api.aimlapi.com", apiKey };
  const result = await client(credential, aimlapi.balance, new AbortController().signal).catch(
    (error: unknown) => error,
  );
  return { result, records };
}

async function failureOf(given: Given): Promise<Failure> {
  const { result, records } = await read(() => Promise.resolve(answerOf(given)));
  assert.ok(result instanceof BillingError, String(result));
  assert.deepEqual(records[0]?.failure, result.failure);
  return result.failure;
}

const problem = (status: number, message: string) => ({
  title: "Some Title",
  status,
  message,
  instance: "/v2/billing",
  requestId: ID,
  timestamp: "2026-08-03T09:00:00.000Z",
  error: { name: "SomeException", message },
});
const older = (statusCode: number | string, message: string) => ({
  requestId: ID,
  statusCode,
  timestamp: "2026-08-03T09:00:00.000Z",
  path: "/v2/billing",
  message,
});
const page = "<!DOCTYPE html>\n<html><body>A web page</body></html>";

describe("the client", () => {
  it("gives the value and writes one record of path, status, duration and request id", async () => {
    let asked: Parameters<Transport> | undefined;
    const { result, records } = await read((...args) => {
      asked = args;
      return Promise.resolve(answerOf({ body: { current_balance: 12.34, currency: "USD" } }));
    });
    assert.deepEqual(result, { balance: usd("12.34") });
    assert.equal(asked?.[0].href, "https://api.aimlapi.com/v2/billing");
    assert.deepEqual(records, [
      { method: "GET", path: "/v2/billing", status: 200, requestId: ID, failure: undefined, durationMs: 0 },
    ]);
  });

  it("tells every refusal of the vendor apart, in both of its envelopes", async () => {
    const management = "A management key cannot be used on this endpoint. Use a regular API key.";
    const broke = "You've run out of credits. Please top up your balance.";
    const cases: readonly (readonly [number, string, Failure["kind"]])[] = [
      [401, "Invalid API key", "unauthorized"],
      [403, management, "wrong-key-kind"],
      [403, broke, "out-of-credits"],
      [403, "Insufficient funds", "out-of-credits"],
      [403, "Your key lacks the scope billing.read", "wrong-key-kind"],
      [403, "Forbidden", "forbidden"],
      [403, "You have no permission to see the balance", "forbidden"],
      [404, "Cannot GET /v2/billing", "not-found"],
      [429, "Too many requests", "rate-limited"],
      [500, "Internal server error", "server"],
      [503, "Service temporarily unavailable", "server"],
      [418, "I'm a teapot", "unexpected-answer"],
    ];
    for (const [status, message, kind] of cases) {
      for (const body of [problem(status, message), older(status, message), older(String(status), message)]) {
        const failure = await failureOf({ status, type: "application/problem+json; charset=utf-8", body });
        assert.equal(failure.kind, kind, message);
        assert.equal(failure.status, status);
        assert.equal(failure.requestId, ID);
        assert.equal(failure.fromVendor, true);
      }
    }
  });

  it("does not take a stranger's word for the vendor's", async () => {
    for (const [type, body] of [
      ["text/html", page],
      ["application/json", { error: "nope" }],
      ["application/json", "null"],
      ["application/json", "[]"],
      ["application/json", "not json"],
      ["", ""],
      ["text/plain", JSON.stringify(problem(401, "plain text"))],
    ] as const) {
      for (const status of [401, 403])
        assert.deepEqual(await failureOf({ status, type, body }), {
          kind: "foreign-answer",
          host: "api.aimlapi.com",
          fromVendor: false,
          status,
          requestId: ID,
        });
    }
  });

  it("keeps how long to wait, from 429 and from 5xx, in seconds and as a date", async () => {
    for (const status of [429, 503]) {
      for (const [value, wait] of [
        ["30", 30_000],
        ["Mon, 03 Aug 2026 09:01:00 GMT", 60_000],
        ["999999", 86_400_000],
        ["later", undefined],
      ] as const) {
        const failure = await failureOf({
          status,
          headers: { "retry-after": value },
          body: older(status, ""),
        });
        assert.equal(failure.retryAfterMs, wait, value);
      }
    }
  });

  it("takes no answer for a value that is not right", async () => {
    const cases: readonly (readonly [Given, Failure["kind"]])[] = [
      [{ type: "text/html", body: page }, "foreign-answer"],
      [{ type: "application/json", body: page }, "foreign-answer"],
      [{ type: "text/plain", body: '{"current_balance":1,"currency":"USD"}' }, "unexpected-answer"],
      [{ body: '{"current_balance":1,"curr' }, "unexpected-answer"],
      [{ body: "" }, "foreign-answer"],
      [{ body: "NaN" }, "foreign-answer"],
      [{ body: '{"current_balance":NaN,"currency":"USD"}' }, "unexpected-answer"],
      [{ body: { current_balance: "1", currency: "USD" } }, "unexpected-answer"],
      [{ body: { current_balance: 1 } }, "unexpected-answer"],
      [{ body: { balance: 2_000_000 } }, "unexpected-answer"],
      [{ body: '{"current_balance":1e400,"currency":"USD"}' }, "unexpected-answer"],
    ];
    for (const [given, kind] of cases)
      assert.equal((await failureOf(given)).kind, kind, JSON.stringify(given));
  });

  it("passes on what the transport says, and stays silent to who is gone", async () => {
    const offline = await read(() => Promise.reject(new BillingError({ kind: "offline" })));
    assert.deepEqual((offline.result as BillingError).failure, { kind: "offline" });
    assert.deepEqual(offline.records, [
      { method: "GET", path: "/v2/billing", failure: { kind: "offline" }, durationMs: 0 },
    ]);
    const gone = await read(() => Promise.reject(new AbortedError()));
    assert.ok(gone.result instanceof AbortedError);
    assert.equal(gone.records[0]?.failure, undefined);
  });

  it("repeats the key nowhere, whatever the vendor sends back", async () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(KEY, `key ${KEY}`, `${KEY}:1`, `req-${KEY}`));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 302, 401, 403, 404, 429, 500, 524),
        fc.constantFrom("application/json", "application/problem+json", "text/html"),
        fc.oneof(
          text,
          fc.json(),
          fc.record({ requestId: text, status: fc.constant(403), message: text, title: text }),
          fc.record({ current_balance: text, currency: text }),
        ),
        text,
        text,
        async (status, type, body, id, after) => {
          const headers = { "x-request-id": id, "retry-after": after };
          const { result, records } = await read(() =>
            Promise.resolve(answerOf({ status, type, headers, body })),
          );
          assert.ok(!JSON.stringify(records).includes(KEY));
          if (!(result instanceof BillingError)) return;
          assert.ok(FAILURE_KINDS.includes(result.failure.kind));
          assert.ok(![JSON.stringify(result.failure), result.message, result.stack].join().includes(KEY));
        },
      ),
    );
  });
});
