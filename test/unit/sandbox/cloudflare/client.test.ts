import assert from "node:assert/strict";
import { APIConnectionError } from "cloudflare";
import { type OfficialClient, officialClient, refusalOf, withOfficialClient } from "./cloudflare-fixture.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const setBalance = ({ sandbox }: OfficialClient, cents: number) =>
  sandbox.world.cloudflare.account().adjustTo(Math.round(cents * 20_000), sandbox.world.clock.now());

const balanceOf = async ({ billing, of }: OfficialClient) => (await billing.creditBalance(of)).balance;

describe("the official Cloudflare client over the twin", () => {
  it("reads the balance in cents with their fractions: 640.19 is $6.40", () =>
    withOfficialClient("healthy", async (official) => {
      const { billing, of } = official;
      assert.deepEqual(await billing.creditBalance(of), {
        balance: 8640.19,
        has_default_payment_method: true,
        payment_method: { brand: "visa", last4: "4242" },
        topup_config: { amount: 10_000, threshold: 2_500 },
        first_topup_success: true,
      });
      setBalance(official, 640.19);
      assert.equal(await balanceOf(official), 640.19);
      setBalance(official, -137.5);
      assert.equal(await balanceOf(official), -137.5);
    }));

  it("reads auto top-up that is off, never set up, failing, and switched off for failing", () =>
    withOfficialClient("low", async ({ sandbox, billing, of }) => {
      assert.deepEqual(await billing.topup.config.get(of), { amount: 0, threshold: 0 });
      sandbox.play("new-account");
      const fresh = await billing.creditBalance(of);
      assert.deepEqual(fresh.topup_config, { amount: null, threshold: null });
      assert.deepEqual([fresh.has_default_payment_method, fresh.payment_method], [false, null]);
      assert.equal(fresh.first_topup_success, false);
      sandbox.play("refill-failing");
      const lastFailedAt = sandbox.world.clock.now();
      const failing = { amount: 5_000, threshold: 1_000, error: "Your card was declined.", lastFailedAt };
      assert.deepEqual(await billing.topup.config.get(of), failing);
      sandbox.play("refill-off-by-failure");
      const off = { ...failing, disabledReason: "payment_failed" };
      assert.deepEqual(await billing.topup.config.get(of), off);
      assert.deepEqual((await billing.creditBalance(of)).topup_config, off);
    }));

  it("reads the usage of days and hours in dollars, newest first, which add up to the ledger's", () =>
    withOfficialClient("healthy", async ({ sandbox, billing, of }) => {
      const end = Math.ceil(sandbox.world.clock.now() / DAY_MS) * DAY_MS;
      const start = end - 14 * DAY_MS;
      const used = sandbox.world.cloudflare
        .account()
        .movements()
        .filter(({ type, at }) => type === "MODEL_USAGE" && at >= start && at < end)
        .reduce((sum, { credits }) => sum + credits, 0);
      for (const [window, length] of [
        ["day", DAY_MS],
        ["hour", DAY_MS / 24],
      ] as const) {
        const asked = { ...of, value_grouping_window: window, start_time: start, end_time: end };
        const { history } = await billing.usageHistory(asked);
        assert.ok(history.length > 5);
        const dollars = history.reduce((sum, each) => sum + each.aggregated_value, 0);
        assert.equal(Math.round(dollars * 2_000_000), used);
        for (const [place, { id, start_time, end_time }] of history.entries()) {
          assert.ok(id);
          assert.deepEqual([start_time % length, end_time - start_time], [0, length]);
          assert.ok(start_time < (history[place - 1]?.start_time ?? Infinity));
        }
      }
    }));

  it("is refused usage without a window, with a wrong one, and backwards", () =>
    withOfficialClient("healthy", async ({ billing, of }) => {
      for (const wrong of [
        {},
        { value_grouping_window: "week" },
        { value_grouping_window: "day", start_time: 5, end_time: 5 },
      ]) {
        const asked = { ...of, ...wrong } as Parameters<typeof billing.usageHistory>[0];
        assert.equal((await refusalOf(billing.usageHistory(asked))).status, 400, JSON.stringify(wrong));
      }
    }));

  it("lists invoices of purchases at 5 % more than their credits, by who made them", () =>
    withOfficialClient("ninety-days", async ({ sandbox, billing, of }) => {
      const auto = await billing.invoiceHistory({ ...of, type: "auto" });
      const manual = await billing.invoiceHistory({ ...of, type: "manual" });
      const all = await billing.invoiceHistory(of);
      assert.ok(auto.invoices.length >= 3);
      assert.deepEqual([manual.invoices, all], [[], auto]);
      const { created = 0, id, ...first } = auto.invoices[0] ?? assert.fail();
      assert.ok(id?.startsWith("in_"));
      assert.ok(Math.abs(created * 1_000 - sandbox.world.clock.now()) < 90 * DAY_MS, "in seconds");
      assert.deepEqual(
        [first.amount_due, first.amount_paid, first.amount_remaining, first.currency, first.status],
        [10_500, 10_500, 0, "usd", "paid"],
      );
      assert.deepEqual(auto.pagination, {
        has_more: false,
        page: 1,
        per_page: 20,
        total_count: auto.invoices.length,
      });
      const options = { query: { page: 2, per_page: 1 } };
      const second = await billing.invoiceHistory({ ...of, type: "auto" }, options);
      assert.deepEqual(second, auto, "no page parameter is documented");
    }));

  it("leaves the invoice of a declined card open, and collects it once the card pays", () =>
    withOfficialClient("card-declined-for-now", async ({ sandbox, billing, of }) => {
      const refused = await refusalOf(billing.topup.create({ ...of, amount: 2_500 }));
      assert.equal(refused.status, 402);
      const invoice = async () => {
        const { status, auto_advance, attempted, attempt_count, amount_paid } =
          (await billing.invoiceHistory({ ...of, type: "manual" })).invoices[0] ?? assert.fail();
        return [status, auto_advance, attempted, attempt_count, amount_paid];
      };
      assert.deepEqual(await invoice(), ["open", true, true, 1, 0]);
      sandbox.play("no-ledger", "cloudflare");
      assert.deepEqual(await invoice(), ["paid", false, true, 1, 2_625]);
    }));

  it("previews the month's invoice by model", () =>
    withOfficialClient("ninety-days", async ({ sandbox, billing, of }) => {
      const { world } = sandbox;
      const preview = await billing.invoicePreview(of);
      const now = new Date(world.clock.now());
      const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
      assert.deepEqual([preview.period_start * 1_000, preview.status], [start, "draft"]);
      assert.ok(preview.period_end * 1_000 > world.clock.now());
      const used = world.cloudflare
        .account()
        .movements()
        .filter(({ type, at }) => type === "MODEL_USAGE" && at >= start)
        .reduce((sum, { credits }) => sum + credits, 0);
      const cents = preview.invoice_lines.reduce((sum, { amount }) => sum + amount, 0);
      assert.equal(Math.round(cents * 20_000), used);
      assert.deepEqual([preview.amount_due, preview.amount_remaining], [0, 0]);
    }));

  it("buys credits: pending, then completed and credited in full, invoiced at 5 % more", () =>
    withOfficialClient("healthy", async (official) => {
      const { sandbox, billing, of } = official;
      const { payment_intent_id, ...bought } = await billing.topup.create({ ...of, amount: 2_500 });
      assert.deepEqual(bought, { client_secret: null, onboarding: true, brand: "visa", last4: "4242" });
      const status = async () => (await billing.topup.status({ ...of, payment_intent_id })).status;
      assert.deepEqual([await status(), await balanceOf(official)], ["pending", 8640.19]);
      const open = (await billing.invoiceHistory({ ...of, type: "manual" })).invoices[0];
      assert.deepEqual([open?.id, open?.status, open?.amount_remaining], [payment_intent_id, "open", 2_625]);
      sandbox.world.clock.advance(MINUTE_MS);
      assert.deepEqual([await status(), await balanceOf(official)], ["completed", 11_140.19]);
      const { invoices } = await billing.invoiceHistory({ ...of, type: "manual" });
      assert.deepEqual(
        invoices.map(({ id, amount_paid, status: paid }) => [id, amount_paid, paid]),
        [[payment_intent_id, 2_625, "paid"]],
      );
      assert.deepEqual(
        sandbox.charges("cloudflare").map(({ usd }) => usd),
        [25],
      );
    }));

  it("gets a secret when the bank asks a person, and credits only after that", () =>
    withOfficialClient("card-needs-authentication", async (official) => {
      const { sandbox, billing, of } = official;
      const { client_secret, payment_intent_id } = await billing.topup.create({ ...of, amount: 1_000 });
      assert.ok(client_secret);
      const status = async () => (await billing.topup.status({ ...of, payment_intent_id })).status;
      sandbox.world.clock.advance(60 * MINUTE_MS);
      assert.deepEqual([await status(), await balanceOf(official)], ["pending", 8640.19]);
      sandbox.world.cloudflare.account().approvePayments(sandbox.world.clock.now());
      assert.deepEqual([await status(), await balanceOf(official)], ["completed", 9640.19]);
      assert.equal(sandbox.charges("cloudflare").length, 1);
    }));

  it("is told of a declined card with 402, and nothing is charged", () =>
    withOfficialClient("card-declined", async (official) => {
      const { sandbox, billing, of } = official;
      const { status, codes } = await refusalOf(billing.topup.create({ ...of, amount: 1_000 }));
      assert.deepEqual([status, codes.length], [402, 1]);
      sandbox.world.clock.advance(MINUTE_MS);
      assert.equal(await balanceOf(official), 8640.19);
      assert.deepEqual(sandbox.charges(), []);
    }));

  it("is refused amounts that cannot be bought, and payments nobody made", () =>
    withOfficialClient("healthy", async ({ sandbox, billing, of }) => {
      for (const amount of [999, 1_000.5, -1_000, 1_000_001, "1000", null]) {
        const asked = { ...of, amount: amount as number };
        assert.equal((await refusalOf(billing.topup.create(asked))).status, 400, String(amount));
      }
      const unknown = billing.topup.status({ ...of, payment_intent_id: "in_nobody" });
      assert.equal((await refusalOf(unknown)).status, 404);
      assert.deepEqual(sandbox.charges(), []);
    }));

  it("may not configure auto top-up or an old spending limit, only read them and remove the limit", () =>
    withOfficialClient("healthy", async ({ sandbox, billing, of }) => {
      const denied = { status: 403, codes: [10_000] };
      const { config } = billing.topup;
      assert.deepEqual(await refusalOf(config.create({ ...of, amount: 5_000, threshold: 500 })), denied);
      assert.deepEqual(await refusalOf(config.delete(of)), denied);
      const limit = { ...of, amount: 5_000, duration: "monthly", strategy: "fixed" } as const;
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- that it is refused is what is tested
      assert.deepEqual(await refusalOf(billing.spendingLimit.create(limit)), denied);
      assert.deepEqual(await config.get(of), { amount: 10_000, threshold: 2_500 });
      assert.deepEqual(await billing.spendingLimit.get(of), {
        enabled: true,
        config: { amount: 20_000, duration: "monthly", strategy: "fixed" },
      });
      assert.deepEqual(await billing.spendingLimit.delete(of), {});
      const gone = { enabled: false, config: { amount: null, duration: null, strategy: null } };
      assert.deepEqual(await billing.spendingLimit.get(of), gone);
      assert.deepEqual(
        sandbox.requests().map(({ method, path }) => `${method} ${path.split("/billing/")[1] ?? ""}`),
        [
          ...["POST topup/config", "DELETE topup/config", "POST spending-limit"],
          ...["GET topup/config", "GET spending-limit", "DELETE spending-limit", "GET spending-limit"],
        ],
        "what was refused stands in the log as well",
      );
    }));

  it("verifies its token, sees two accounts and may bill the first", () =>
    withOfficialClient("healthy", async ({ sandbox, client, billing, of }) => {
      const { accountToken, accountId, otherAccountId } = sandbox.accounts.cloudflare;
      assert.equal((await client.user.tokens.verify()).status, "active");
      assert.deepEqual(await refusalOf(client.accounts.tokens.verify(of)), { status: 401, codes: [1_000] });
      const owned = officialClient(sandbox, accountToken);
      assert.equal((await owned.accounts.tokens.verify(of)).status, "active");
      assert.deepEqual(await refusalOf(owned.user.tokens.verify()), { status: 401, codes: [1_000] });
      assert.equal((await owned.aiGateway.billing.creditBalance(of)).balance, 8640.19);
      const ids: string[] = [];
      for await (const { id } of client.accounts.list({ per_page: 1 })) ids.push(id);
      assert.deepEqual(ids, [accountId, otherAccountId]);
      const other = billing.creditBalance({ account_id: otherAccountId });
      assert.deepEqual(await refusalOf(other), { status: 403, codes: [10_000] });
      const broken = billing.creditBalance({ account_id: "mine" });
      assert.deepEqual(await refusalOf(broken), { status: 404, codes: [7_003] });
    }));

  it("meets each kind of token", () =>
    withOfficialClient("read-only-token", async ({ sandbox, client, billing, of }) => {
      const outcomes = async () => {
        const calls = [
          () => client.user.tokens.verify(),
          () => billing.creditBalance(of),
          () => billing.topup.create({ ...of, amount: 1_000 }),
          () => billing.topup.status({ ...of, payment_intent_id: "in_nobody" }),
          () => billing.spendingLimit.delete(of),
        ];
        const fine = () => 200;
        return Promise.all(
          calls.map((call) =>
            call().then(fine, (error: unknown) => (error as { readonly status: number }).status),
          ),
        );
      };
      assert.deepEqual(await outcomes(), [200, 200, 403, 403, 403]);
      sandbox.play("inference-key");
      assert.deepEqual(await outcomes(), [200, 403, 403, 403, 403]);
      assert.deepEqual((await client.accounts.list()).result, []);
      sandbox.play("unauthorized");
      assert.deepEqual(await outcomes(), [401, 401, 401, 401, 401]);
      sandbox.play("healthy");
      assert.deepEqual(await outcomes(), [200, 200, 200, 404, 200]);
    }));

  it("reads the limits of gateways in dollars a window", () =>
    withOfficialClient("healthy", async ({ client, of }) => {
      const { result } = await client.aiGateway.list(of);
      assert.deepEqual(
        result.map(({ id, spend_limits }) => [id, spend_limits?.rules?.length]),
        [
          ["default", 2],
          ["staging", undefined],
        ],
      );
      const gateway = await client.aiGateway.get("default", of);
      const [rule] = gateway.spend_limits?.rules ?? [];
      assert.deepEqual([rule?.limit, rule?.window], [25, 86_400]);
      assert.equal((await refusalOf(client.aiGateway.get("nowhere", of))).status, 404);
    }));

  it("is charged at most once, whichever part of an answer is lost", () =>
    withOfficialClient("healthy", async (official) => {
      const { sandbox, billing, of } = official;
      for (const [scenario, charged] of [
        ["answer-lost-before", 0],
        ["answer-lost-during", 1],
        ["answer-lost-after", 1],
      ] as const) {
        const before = sandbox.charges("cloudflare").length;
        sandbox.play(scenario, "cloudflare");
        const call = billing.topup.create({ ...of, amount: 1_000 });
        await assert.rejects(
          call,
          (error) => error instanceof APIConnectionError || error instanceof TypeError,
        );
        assert.equal(sandbox.charges("cloudflare").length - before, charged, scenario);
        assert.ok((await balanceOf(official)) >= 8640.19, "what reads is answered");
      }
      sandbox.world.clock.advance(MINUTE_MS);
      assert.equal(await balanceOf(official), 10_640.19);
    }));
});
