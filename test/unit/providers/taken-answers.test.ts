import assert from "node:assert/strict";
import type { ChargeEntry } from "../../../src/billing/charges/charge-book.ts";
import { answered, failed } from "../../../src/billing/charges/sending.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { presentChangeFailure } from "../../../src/billing/present/present-change.ts";
import { createClient } from "../../../src/billing/vendor/api-client.ts";
import { failureIn } from "../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { cloudflare } from "../../../src/providers/cloudflare/cloudflare.ts";
import { xai } from "../../../src/providers/xai/xai.ts";

const SUBJECTS: Readonly<Record<string, string>> = {
  cloudflare: "0123456789abcdef0123456789abcdef",
  xai: "01234567-89ab-cdef-0123-456789abcdef",
};

const asking =
  ({ id, origin }: Provider, status: number, body: string) =>
  <T>(endpoint: Endpoint<T>): Promise<T> => {
    const type = body === "" ? undefined : "application/json";
    const client = createClient({
      transport: () =>
        Promise.resolve({ status, body, header: (name) => (name === "content-type" ? type : undefined) }),
      now: () => 0,
      log: () => undefined,
      userAgent: "test",
    });
    return client({ origin, apiKey: "k", subject: SUBJECTS[id] }, endpoint, new AbortController().signal);
  };

const ENTRY: ChargeEntry = {
  id: "a",
  payer: "p",
  amount: usd(10),
  at: 0,
  state: { kind: "open", why: "under-way" },
  before: [],
};

/** What the book of charges has after this answer to a top-up of $10. */
async function chargeAfter(provider: Provider, status: number, body: string) {
  const request = provider.actions?.topUp?.request(usd(10)) ?? assert.fail();
  const state = await asking(
    provider,
    status,
    body,
  )(request).then(
    (answer) => answered(ENTRY, answer).state,
    (error: unknown) => failed(failureIn(error)),
  );
  return Object.values(state).join(": ");
}

const envelope = (result: unknown) => JSON.stringify({ success: true, result, errors: [], messages: [] });
const charge = envelope({ client_secret: null, onboarding: true, payment_intent_id: "in_1" });
const finish = envelope({ client_secret: "pi_1_secret_2", onboarding: true, payment_intent_id: "in_1" });
const change = JSON.stringify({
  change: { changeOrigin: "PURCHASE", topupStatus: "TO_CHARGE", amount: { val: "-1000" } },
});
const refused = JSON.stringify({ success: false, result: null, errors: [{ code: 1000, message: "x" }] });

describe("a top-up that the vendor took", () => {
  for (const [provider, status, body, expected] of [
    [cloudflare, 200, charge, "open: pending"],
    [cloudflare, 201, charge, "open: pending"],
    [cloudflare, 202, charge, "open: pending"],
    [cloudflare, 202, finish, "open: finish"],
    [cloudflare, 204, "", "open: pending"],
    [cloudflare, 200, envelope(null), "open: unclear-answer"],
    [cloudflare, 201, envelope(null), "open: unclear-answer"],
    [cloudflare, 202, envelope(null), "open: unclear-answer"],
    [cloudflare, 200, refused, "open: unclear-answer"],
    [cloudflare, 202, refused, "open: unclear-answer"],
    [cloudflare, 200, "", "open: unclear-answer"],
    [cloudflare, 202, "", "open: unclear-answer"],
    [cloudflare, 203, charge, "open: unclear-answer"],
    [xai, 200, change, "open: pending"],
    [xai, 201, change, "open: pending"],
    [xai, 202, change, "open: pending"],
    [xai, 204, "", "open: pending"],
    [xai, 200, "{}", "open: pending"],
    [xai, 200, '{"change":null}', "open: pending"],
    [xai, 200, "null", "open: unclear-answer"],
    [xai, 202, "", "open: unclear-answer"],
  ] as const)
    it(`is ${expected} after ${provider.name}'s ${status} ${body.slice(0, 60)}`, async () =>
      assert.equal(await chargeAfter(provider, status, body), expected));
});

describe("a change without money that the vendor took", () => {
  const changes: readonly (readonly [Provider, Endpoint<unknown> | undefined, string])[] = [
    [cloudflare, cloudflare.actions?.removeLimit?.request(), envelope({})],
    [cloudflare, cloudflare.actions?.setLimit?.request(usd(10)), envelope({})],
    [cloudflare, cloudflare.actions?.setRefill?.request(usd(10), usd(5)), envelope({})],
    [cloudflare, cloudflare.actions?.removeRefill?.request(), envelope({})],
    [xai, xai.actions?.setLimit?.request(usd(10)), "{}"],
    [xai, xai.actions?.setDefaultPaymentMethod?.request("pm_1"), "{}"],
    [xai, xai.actions?.setBillingInformation?.request({ fields: [] }), "{}"],
  ];
  it("is done, whichever of the statuses for that comes", async () => {
    for (const [provider, endpoint = assert.fail(), body] of changes)
      for (const status of [200, 201, 202, 204])
        await asking(provider, status, status === 204 ? "" : body)(endpoint);
  });

  it("is not known to be done where the result is null, or the answer nobody's", async () => {
    for (const [provider, endpoint = assert.fail(), body] of changes)
      for (const [status, said] of [
        [200, ""],
        [203, body],
        [200, provider === cloudflare ? envelope(null) : "null"],
      ] as const) {
        const failure = await asking(
          provider,
          status,
          said,
        )(endpoint).then(() => assert.fail(`${endpoint.path} ${status} ${said}`), failureIn);
        const words = presentChangeFailure(failure ?? assert.fail(), undefined, provider, "en");
        assert.match(words, /The change may or may not have been applied\.$/);
      }
  });
});

describe("what is read", () => {
  it("is no value with a status that says there is none yet", async () => {
    const usage = { from: 0, to: 1, timeZone: "UTC" };
    for (const [provider, endpoint, body] of [
      [cloudflare, cloudflare.balance, envelope({ balance: 1000, topup_config: {} })],
      [cloudflare, cloudflare.actions?.topUp?.status?.("in_1"), envelope({ status: "completed" })],
      [xai, xai.usage?.days(usage), "{}"],
    ] as const) {
      await asking(provider, 200, body)<unknown>(endpoint ?? assert.fail());
      for (const status of [201, 202, 203, 204, 206])
        await assert.rejects(
          asking(provider, status, status === 204 ? "" : body)<unknown>(endpoint ?? assert.fail()),
          {
            name: "BillingError",
          },
        );
    }
  });
});
