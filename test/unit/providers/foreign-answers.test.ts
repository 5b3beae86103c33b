import assert from "node:assert/strict";
import { failed as chargeAfter } from "../../../src/billing/charges/sending.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { decideHistory } from "../../../src/billing/polling/history-schedule.ts";
import { decide } from "../../../src/billing/polling/poll-schedule.ts";
import { presentFailure } from "../../../src/billing/present/present-failure.ts";
import { EMPTY_STATE, type AccountState } from "../../../src/billing/state/account-state.ts";
import { isRefused } from "../../../src/billing/state/freshness.ts";
import { createClient } from "../../../src/billing/vendor/api-client.ts";
import {
  failureIn,
  isRefusal,
  isTurnedDown,
  type Failure,
} from "../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { providers } from "../../../src/catalog.ts";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 7, 3, 9);
const HOST = "gateway.example:8443";
const SUBJECTS: Readonly<Record<string, string>> = {
  cloudflare: "0123456789abcdef0123456789abcdef",
  xai: "01234567-89ab-cdef-0123-456789abcdef",
};

interface Given {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly retryAfter?: string;
}

async function failureOf(
  provider: Provider,
  endpoint: Endpoint<unknown>,
  { status, body, type = "application/json", retryAfter }: Given,
): Promise<Failure> {
  const headers: Readonly<Record<string, string | undefined>> = {
    "content-type": type,
    "retry-after": retryAfter,
  };
  const client = createClient({
    transport: () => Promise.resolve({ status, body, header: (name) => headers[name] }),
    now: () => NOW,
    log: () => undefined,
    userAgent: "test",
  });
  const credential = { origin: `https://${HOST}`, apiKey: "k", subject: SUBJECTS[provider.id] };
  const error: unknown = await client(credential, endpoint, new AbortController().signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return failureIn(error) ?? assert.fail(`${provider.id}: ${status} ${body} was taken for a value`);
}

/** One of each kind that a vendor has. */
function endpointsOf({
  balance,
  fallback,
  detail,
  ledger,
  usage,
  actions,
}: Provider): readonly Endpoint<unknown>[] {
  const query = { from: NOW - 86_400_000, to: NOW, timeZone: "UTC" };
  return [
    balance,
    fallback,
    detail,
    ledger?.({}),
    usage?.days(query),
    usage?.hours?.(query),
    actions?.topUp?.request(usd(10)),
    actions?.topUp?.status?.("in_1"),
    actions?.setLimit?.request(usd(10)),
    actions?.removeLimit?.request(),
    actions?.setDefaultPaymentMethod?.request("pm_1"),
  ].filter((endpoint) => endpoint !== undefined);
}

const STATUSES = [
  301, 304, 400, 401, 402, 403, 404, 405, 407, 408, 409, 422, 429, 451, 500, 502, 503, 511, 520, 524,
];

/** What no vendor says. */
const STRANGERS: readonly Omit<Given, "status">[] = [
  { type: "text/html; charset=UTF-8", body: "<!DOCTYPE html><title>Please wait</title>" },
  { body: "  <html><body>Invalid API key. Out of credits.</body></html>" },
  { type: "text/plain", body: "slow down" },
  { body: "out of credits" },
  { type: "", body: "" },
  { body: "" },
  {
    type: "text/plain",
    body: '{"error":{"message":"Invalid API key"},"requestId":"r","status":401,"success":false}',
  },
];
/** JSON that is not in the vendor's own form either. */
const JSON_OF_OTHERS = [
  "null",
  "[]",
  '"unauthorized"',
  "{}",
  '{"detail":"Not authenticated"}',
  '{"status":401,"title":"Unauthorized"}',
  '{"success":"false"}',
  '{"error":null}',
];
/** Taken for the vendor's only where it documents no error body. */
const JSON_WITH_USUAL_WORDS = ['{"message":"Forbidden"}', '{"error":"no credits"}', '{"code":401}'];

/** Each vendor's own words for a key that is not good. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  aimlapi: [
    '{"title":"Unauthorized","status":401,"message":"Invalid API key","instance":"/","requestId":"r","timestamp":"t"}',
    '{"requestId":"r","statusCode":"401","timestamp":"t","path":"/","message":"Invalid API key"}',
  ],
  cloudflare: ['{"success":false,"result":null,"errors":[{"code":10000,"message":"Authentication error"}]}'],
  xai: ['{"error":"bad key"}', '{"message":"bad key"}', '{"code":16}'],
  openrouter: ['{"error":{"code":401,"message":"User not found."}}'],
  deepseek: [
    '{"error":{"message":"Authentication Fails","type":"authentication_error","param":null,"code":"x"}}',
  ],
  vercel: ['{"error":{"message":"Unauthorized","type":"authentication_error"}}'],
};

const others = (provider: Provider): readonly Omit<Given, "status">[] => [
  ...STRANGERS,
  ...[...JSON_OF_OTHERS, ...(provider.id === "xai" ? [] : JSON_WITH_USUAL_WORDS)].map((body) => ({ body })),
];

describe("an answer that is not the vendor's", () => {
  for (const provider of providers as readonly Provider[]) {
    it(`is told as such, whatever it says for ${provider.name}`, async () => {
      const { name } = provider;
      const said = new RegExp(`^The response did not come from ${name}\\.`);
      for (const endpoint of endpointsOf(provider))
        for (const status of STATUSES)
          for (const other of others(provider)) {
            const failure = await failureOf(provider, endpoint, { ...other, status });
            const what = `${endpoint.path} ${status} ${other.body}`;
            assert.equal(failure.kind, "foreign-answer", what);
            assert.deepEqual([failure.host, failure.status, failure.fromVendor], [HOST, status, false], what);
            const words = presentFailure(failure, provider, "en");
            assert.match(words, said);
            assert.ok(words.endsWith(`(${HOST}, HTTP ${status})`), words);
            assert.doesNotMatch(words, /credits|accept|refused|base URL|declined|not find|did not answer/);
            assert.ok(!isRefusal(failure) && !isTurnedDown(failure), what);
          }
    });

    it(`is a page or no JSON at all with status 200, of ${provider.name} too`, async () => {
      for (const endpoint of endpointsOf(provider))
        for (const other of STRANGERS.slice(0, -1)) {
          const failure = await failureOf(provider, endpoint, { ...other, status: 200 });
          assert.equal(failure.kind, "foreign-answer", `${endpoint.path} ${other.body}`);
        }
    });

    it(`is none where ${provider.name} speaks in its own words`, async () => {
      const own = OWN[provider.id] ?? assert.fail(`${provider.id} has no error body`);
      for (const endpoint of endpointsOf(provider))
        for (const body of own) {
          const failure = await failureOf(provider, endpoint, { status: 401, body });
          assert.deepEqual(
            [failure.kind, failure.fromVendor, failure.host],
            ["unauthorized", true, undefined],
          );
          assert.ok(isRefusal(failure));
          const late = await failureOf(provider, endpoint, { status: 503, body, retryAfter: "86400" });
          // Cloudflare's code for a bad token stands in the body.
          if (provider.id !== "cloudflare")
            assert.deepEqual([late.kind, late.retryAfterMs], ["server", 1_440 * MINUTE]);
        }
    });

    const request = provider.actions?.topUp?.request(usd(10));
    if (!request) continue;
    it(`never settles a top-up of ${provider.name}`, async () => {
      for (const status of [200, 201, 202, 203, 204, 205, ...STATUSES])
        for (const other of others(provider)) {
          if (status < 300 && (other.body.startsWith("{") || (status === 204 && other.body === ""))) continue;
          const { kind, ...state } = chargeAfter(await failureOf(provider, request, { ...other, status }));
          // The proxy's own question for a password, with which it passes nothing on.
          const expected = status === 407 ? { by: "never-sent" } : { why: "unclear-answer" };
          assert.deepEqual(state, expected, `${kind} after ${status} ${other.body}`);
        }
    });
  }

  it("holds nobody up for longer than five minutes, nor a person's refresh for longer than one", async () => {
    const [provider] = providers;
    for (const status of [403, 429, 502, 503])
      for (const retryAfter of ["86400", "Fri, 31 Dec 9999 23:59:59 GMT"]) {
        const given = { status, type: "text/html", body: "<html>", retryAfter };
        const last = await failureOf(provider, provider.balance, given);
        assert.equal(last.retryAfterMs, 5 * MINUTE);
        const at = (trouble: Partial<AccountState>) => ({ ...EMPTY_STATE, ...trouble });
        const state = at({ trouble: { last, at: NOW, count: 1, asked: false } });
        const calm = { intervalMs: 5 * MINUTE, away: false, jitter: 0 };
        const kindAt = (ms: number, trigger: "timer" | "manual") =>
          decide(state, NOW + ms, { ...calm, trigger }).kind;
        assert.deepEqual(
          [
            kindAt(MINUTE - 1, "manual"),
            kindAt(MINUTE, "manual"),
            kindAt(5 * MINUTE - 1, "timer"),
            kindAt(5 * MINUTE, "timer"),
          ],
          ["wait", "ask", "wait", "ask"],
        );
        const history = at({ history: { trouble: { last, at: NOW, count: 1 } } });
        const historyAt = (ms: number, asked: boolean) =>
          decideHistory(history, { turn: "t", source: "usage" }, NOW + ms, { asked }).kind;
        assert.deepEqual(
          [
            historyAt(MINUTE - 1, true),
            historyAt(MINUTE, true),
            historyAt(5 * MINUTE - 1, false),
            historyAt(5 * MINUTE, false),
          ],
          ["wait", "ask", "wait", "ask"],
        );
      }
    const short = { status: 503, type: "text/html", body: "<html>", retryAfter: "7" };
    assert.equal((await failureOf(provider, provider.balance, short)).retryAfterMs, 7_000);
  });

  it("never stops polling as a refused key does", async () => {
    for (const provider of providers)
      for (const status of [401, 403]) {
        const last = await failureOf(provider, provider.balance, {
          status,
          type: "text/html",
          body: "<html>",
        });
        assert.equal(
          isRefused({ ...EMPTY_STATE, trouble: { last, at: NOW, count: 100, asked: true } }),
          false,
        );
      }
  });
});
