import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { BillingError, type FailureKind } from "../../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../../src/billing/vendor/endpoint.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import type { ScenarioName } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { createAsking } from "../../host/asking.ts";
import {
  type OfficialClient,
  refusalOf,
  withOfficialClient,
} from "../../sandbox/cloudflare/cloudflare-fixture.ts";
import { centsOf, type Method, reads, writes } from "./methods.ts";

const MINUTE_MS = 60_000;
const { topUp } = cloudflare.actions ?? assert.fail();

/** The vendor's client and ours at one twin, whose clock stands still. */
const withBoth = (scenario: ScenarioName, test: (official: OfficialClient, ask: Ask) => Promise<void>) =>
  withOfficialClient(scenario, async (official) => {
    const { sandbox } = official;
    const { apiToken, accountId } = sandbox.accounts.cloudflare;
    const ask = createAsking().as({ origin: sandbox.url, apiKey: apiToken, subject: accountId });
    await test(official, ask);
  });

/** What a refusal of the vendor means, by its status and its codes. */
async function kindOf(call: Promise<unknown>): Promise<FailureKind> {
  const { status, codes } = await refusalOf(call);
  if (status === 401 || (status !== 403 && codes.includes(10_000))) return "unauthorized";
  const kinds: Readonly<Record<number, FailureKind>> = {
    400: "unexpected-answer",
    402: "declined",
    403: "forbidden",
    404: "not-found",
  };
  return kinds[status ?? 0] ?? assert.fail(`status ${status}`);
}

type Outcome = { readonly told: unknown } | { readonly refused: FailureKind };

function theirOutcome(call: () => Promise<unknown>): Promise<Outcome> {
  const asked = call();
  return asked.then(
    (told) => ({ told }),
    async () => ({ refused: await kindOf(asked) }),
  );
}

const ourOutcome = (call: () => Promise<unknown>): Promise<Outcome> =>
  call().then(
    (told) => ({ told }),
    (error: unknown) => {
      if (!(error instanceof BillingError)) throw error;
      assert.equal(error.failure.fromVendor, true, "the vendor's word is known for it");
      return { refused: error.failure.kind };
    },
  );

/** Asks both for each, and gives the names of what was refused. */
async function compare(methods: readonly Method[], official: OfficialClient, ask: Ask): Promise<string[]> {
  const refused: string[] = [];
  for (const { name, theirs, ours } of methods) {
    const expected = await theirOutcome(() => theirs(official));
    const found = await ourOutcome(() => ours(ask, official.sandbox.world.clock.now()));
    assert.deepEqual(found, expected, name);
    if ("refused" in found) refused.push(name);
  }
  return refused;
}

const NAMES = { reads: reads.map(({ name }) => name), writes: writes.map(({ name }) => name) };
const DASHBOARD_ONLY = NAMES.writes.slice(0, 3);

/** What is refused in each scenario: all the rest is answered, and both decode the same. */
const scenarios: Readonly<Partial<Record<ScenarioName, readonly string[]>>> = {
  healthy: DASHBOARD_ONLY,
  "ninety-days": DASHBOARD_ONLY,
  "refill-failing": DASHBOARD_ONLY,
  "refill-off-by-failure": DASHBOARD_ONLY,
  "new-account": DASHBOARD_ONLY,
  "sub-cent": DASHBOARD_ONLY,
  empty: DASHBOARD_ONLY,
  negative: DASHBOARD_ONLY,
  hostile: DASHBOARD_ONLY,
  "card-declined": DASHBOARD_ONLY,
  "read-only-token": NAMES.writes,
  "inference-key": [...NAMES.reads, ...NAMES.writes],
  unauthorized: [...NAMES.reads, ...NAMES.writes],
};

describe("what the official Cloudflare client decodes, ours decodes too", () => {
  for (const [scenario, refused] of Object.entries(scenarios) as [ScenarioName, readonly string[]][])
    it(`in every method that charges nobody: ${scenario}`, () =>
      withBoth(scenario, async (official, ask) => {
        const found = [
          ...(await compare(reads, official, ask)),
          ...(await compare(writes, official, ask)),
          // The limit is gone now, for whoever may remove it.
          ...(await compare(reads.slice(-1), official, ask)),
        ];
        assert.deepEqual([...new Set(found)], refused);
        assert.deepEqual(official.sandbox.charges(), []);
      }));

  it("when there is something to decode: fractions of cents, days, invoices and lines", () =>
    withBoth("ninety-days", async ({ sandbox }, ask) => {
      const told = new Map<string, string>();
      for (const { name, ours } of reads)
        told.set(name, JSON.stringify(await ours(ask, sandbox.world.clock.now())));
      const rows = (name: string) => (told.get(name)?.match(/\{/g) ?? []).length;
      assert.ok(rows("usage history by day") > 7 && rows("usage history by hour") > 3);
      assert.ok(rows("invoice history: auto") > 3 && rows("invoice preview") > 3);
      assert.match(told.get("usage history by day") ?? "", /"spend":\d+\.\d+/);
    }));
});

describe("a top-up, made by the official client and by ours", () => {
  const theirTopUp = ({ billing, of }: OfficialClient, amount: number) =>
    billing.topup.create({ ...of, amount });
  const ourTopUp = (ask: Ask, dollars: number) => ask(topUp?.request(usd(dollars)) ?? assert.fail());
  const statuses = async ({ billing, of }: OfficialClient, ask: Ask, id: string) => [
    (await billing.topup.status({ ...of, payment_intent_id: id })).status,
    await ask(topUp?.status?.(id) ?? assert.fail()),
  ];

  it("charges the same, is pending for both, and then completed and invoiced for both", () =>
    withBoth("healthy", async (official, ask) => {
      const { sandbox } = official;
      const theirs = (await theirTopUp(official, 2_500)).payment_intent_id;
      const ours = await ourTopUp(ask, 25);
      assert.equal(ours.state, "pending");
      const ids = [theirs, ours.paymentId ?? assert.fail()];
      assert.equal(new Set(ids).size, 2);
      for (const id of ids) assert.deepEqual(await statuses(official, ask, id), ["pending", "pending"]);
      assert.deepEqual(await compare(reads, official, ask), []);
      sandbox.world.clock.advance(MINUTE_MS);
      for (const id of ids) assert.deepEqual(await statuses(official, ask, id), ["completed", "completed"]);
      assert.deepEqual(await compare(reads, official, ask), []);
      assert.deepEqual(sandbox.charges("cloudflare").map(({ usd: amount }) => amount), [25, 25]); // prettier-ignore
      const paid = await topUp?.payments(ask);
      assert.deepEqual(paid?.records.map(({ id, amount }) => [id, centsOf(amount)]).sort(), ids.map((id) => [id, 2_625]).sort()); // prettier-ignore
    }));

  it("waits for its payer, for both, and the secret stays behind", () =>
    withBoth("card-needs-authentication", async (official, ask) => {
      const { client_secret: secret } = await theirTopUp(official, 1_000);
      assert.ok(secret);
      const ours = await ourTopUp(ask, 10);
      assert.deepEqual(Object.keys(ours).sort(), ["method", "paymentId", "state"]);
      assert.equal(ours.state, "finish");
      official.sandbox.world.clock.advance(60 * MINUTE_MS);
      const id = ours.paymentId ?? assert.fail();
      assert.deepEqual(await statuses(official, ask, id), ["pending", "pending"]);
    }));

  const refusals: Readonly<Partial<Record<ScenarioName, FailureKind>>> = {
    "card-declined": "declined",
    "new-account": "unexpected-answer",
    "read-only-token": "forbidden",
    "inference-key": "forbidden",
    unauthorized: "unauthorized",
  };
  for (const [scenario, kind] of Object.entries(refusals) as [ScenarioName, FailureKind][])
    it(`is refused to both alike: ${scenario}`, () =>
      withBoth(scenario, async (official, ask) => {
        const pair = await Promise.all([
          theirOutcome(() => theirTopUp(official, 1_000)),
          ourOutcome(() => ourTopUp(ask, 10)),
        ]);
        assert.deepEqual(pair, [{ refused: kind }, { refused: kind }]);
        official.sandbox.world.clock.advance(MINUTE_MS);
        assert.deepEqual(official.sandbox.charges(), []);
      }));

  it("is refused to both for too little, and its status for a payment nobody made", () =>
    withBoth("healthy", async (official, ask) => {
      const { billing, of } = official;
      assert.equal(await kindOf(theirTopUp(official, 999)), "unexpected-answer");
      assert.deepEqual(await ourOutcome(() => ourTopUp(ask, 9.99)), { refused: "unexpected-answer" });
      const nobody = "in_nobody";
      assert.equal(await kindOf(billing.topup.status({ ...of, payment_intent_id: nobody })), "not-found");
      const ours = () => ask(topUp?.status?.(nobody) ?? assert.fail());
      assert.deepEqual(await ourOutcome(ours), { refused: "not-found" });
    }));
});
