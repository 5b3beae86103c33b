import assert from "node:assert/strict";
import type { Entry } from "../../../../src/sandbox/world/ledger.ts";
import { createXaiTwin } from "../../../../src/sandbox/xai/xai.ts";
import { post } from "../sandbox-fixture.ts";
import {
  type Balance,
  balanceOf,
  centsOf,
  type Change,
  jsonOf,
  leftOf,
  type Preview,
  previewOf,
  withTeam,
} from "./xai-fixture.ts";

const MONTH_MS = 31 * 86_400_000;
const CENT = 20_000;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("the xAI twin", () => {
  it("previews what is left: -16847 and -11666 give $51.81", () =>
    withTeam("healthy", async ({ world, accounts: { xai: own } }) => {
      const now = world.clock.now();
      const common = { at: now, referenceId: null, keyId: null };
      const movements: readonly Entry[] = [
        {
          ...common,
          type: "PAYMENT",
          direction: "TOPUP",
          credits: 16_847 * CENT,
          model: null,
          serial: 0,
        },
        {
          ...common,
          type: "MODEL_USAGE",
          direction: "CHARGE",
          credits: 11_666 * CENT,
          model: "m",
          serial: 1,
        },
      ];
      const account = { ...world.xai.account(), balance: () => 5_181 * CENT, movements: () => movements };
      const twin = createXaiTwin(
        { clock: world.clock, customer: { ...world.xai, account: () => account } },
        own,
      );
      const { body } = twin.answer({
        method: "GET",
        path: `/v1/billing/teams/${own.teamId}/postpaid/invoice/preview`,
        query: new URLSearchParams(),
        headers: { authorization: `Bearer ${own.managementKey}` },
        body: "",
      });
      const preview = JSON.parse(body) as Preview;
      assert.deepEqual(preview.coreInvoice.prepaidCredits, { val: "-16847" });
      assert.deepEqual(preview.coreInvoice.prepaidCreditsUsed, { val: "-11666" });
      assert.equal(leftOf(preview), 5_181);
      assert.deepEqual(
        preview.coreInvoice.lines?.map(({ amount }) => amount),
        ["11666"],
      );
      return Promise.resolve();
    }));

  it("keeps a ledger of inverted signs whose sum overstates what is left until the month closes", () =>
    withTeam("healthy", async ({ world }, team) => {
      const { changes, total } = await balanceOf(team);
      const signs: Readonly<Record<string, number>> = { SPEND: 1, PURCHASE: -1, MANUAL: -1 };
      for (const { changeOrigin, amount } of changes) {
        assert.equal(Math.sign(centsOf(amount) ?? 0), signs[changeOrigin], changeOrigin);
      }
      assert.equal(sum(changes.map(({ amount }) => centsOf(amount) ?? NaN)), centsOf(total));
      const purchases = changes.filter(({ changeOrigin }) => changeOrigin === "PURCHASE");
      assert.deepEqual(
        purchases.map(({ amount, invoiceId }) => [amount.val, /^[\w-]{43}=$/.test(invoiceId ?? "")]),
        [
          ["-2500", true],
          ["-5000", true],
        ],
      );

      world.xai.account().adjustTo(40 * 100 * CENT, world.clock.now());
      const before = await previewOf(team);
      assert.equal(leftOf(before), 4_000);
      assert.equal(centsOf((await balanceOf(team)).total), centsOf(before.coreInvoice.prepaidCredits));
      const { year, month } = before.billingCycle;
      const spent = Number(before.coreInvoice.amountAfterVat ?? "0");
      world.clock.advance(MONTH_MS);
      const after = await previewOf(team);
      assert.equal(leftOf(after), 4_000);
      assert.deepEqual(after.coreInvoice.prepaidCreditsUsed, {}, "a new month has used nothing: {} is zero");
      const posted = (await balanceOf(team)).changes.find(
        ({ spendBpKeyYear, spendBpKeyMonth }) => spendBpKeyYear === year && spendBpKeyMonth === month,
      );
      // In the first moments of a month nothing may have been used yet.
      if (spent > 0) {
        assert.ok(posted);
        assert.equal(posted.changeOrigin, "SPEND");
        assert.ok(Math.abs((centsOf(posted.amount) ?? NaN) - spent) <= 1, "to the nearest cent");
        assert.equal(posted.createTime, new Date(Date.UTC(year, month)).toISOString());
      }
    }));

  it("leaves out what is zero, but not the number in a list", () =>
    withTeam("new-account", async (_sandbox, team) => {
      const preview = await previewOf(team);
      const { coreInvoice } = preview;
      assert.deepEqual(coreInvoice, {
        totalWithCorr: {},
        prepaidCredits: { val: "-25" },
        prepaidCreditsUsed: {},
      });
      assert.ok(!("defaultCredits" in preview));
      assert.deepEqual(await jsonOf(team("payment-method")), { pendingPaymentMethod: null });
      assert.deepEqual(await jsonOf(team("usage", post(usageOf(0, 86_400_000)))), {});
    }));

  it("has no ledger for a team that never had credits, and previews it without them", () =>
    withTeam("postpaid-only", async (_sandbox, team) => {
      assert.equal((await team("prepaid/balance")).status, 404);
      const { coreInvoice } = await previewOf(team);
      assert.deepEqual(
        ["prepaidCredits" in coreInvoice, "prepaidCreditsUsed" in coreInvoice],
        [false, false],
      );
      assert.equal(String(centsOf(coreInvoice.totalWithCorr)), coreInvoice.amountAfterVat ?? "0");
    }));

  it("refuses keys, teams and paths, each in its own words", () =>
    withTeam("healthy", async (sandbox, team) => {
      const { inferenceKey } = sandbox.accounts.xai;
      const status = async (path: string, key?: string) => {
        const headers = key === undefined ? {} : { authorization: key };
        const response = await team(path, { headers });
        const body = (await response.json()) as Readonly<Record<string, unknown>>;
        if (response.status !== 200) assert.equal(typeof (body["error"] ?? body["message"]), "string");
        return response.status;
      };
      assert.equal(await status("prepaid/balance", `Bearer ${inferenceKey}`), 401);
      assert.equal(await status("prepaid/balance", ""), 401);
      assert.equal(await status("/v1/billing/teams/default/prepaid/balance"), 400);
      assert.equal(await status(`/v1/billing/teams/${FOREIGN}/prepaid/balance`), 403);
      assert.equal(await status("nothing"), 404);
      sandbox.play("forbidden");
      assert.equal(await status("prepaid/balance"), 403);
      assert.equal(await status(VALIDATION), 200, "the team can still be found");
      sandbox.play("inference-key");
      assert.deepEqual([await status("prepaid/balance"), await status(VALIDATION)], [401, 401]);
      sandbox.play("read-only-token");
      assert.equal(await status("prepaid/balance"), 200);
      assert.equal((await team("prepaid/top-up", post({ amount: { val: "500" } }))).status, 403);
      assert.deepEqual(sandbox.charges(), []);
    }));

  it("tells a key's team, organization and permissions", () =>
    withTeam("healthy", async (sandbox, team) => {
      const { teamId } = sandbox.accounts.xai;
      const told = () => jsonOf<Readonly<Record<string, unknown>>>(team(VALIDATION));
      const ofTeam = await told();
      assert.deepEqual([ofTeam["scope"], ofTeam["scopeId"]], ["SCOPE_TEAM", teamId]);
      assert.ok(JSON.stringify(ofTeam["acls"]).includes("team-token:endpoint:BillingRead"));
      assert.ok(!JSON.stringify(ofTeam).includes(sandbox.accounts.xai.managementKey));
      sandbox.play("organization-key");
      const ofMany = await told();
      assert.deepEqual([ofMany["scope"], ofMany["teamId"]], ["SCOPE_ORGANIZATION", teamId]);
      assert.notEqual(ofMany["scopeId"], teamId);
      sandbox.play("organization-key-without-team");
      assert.ok(!("teamId" in (await told())));
      sandbox.play("forbidden");
      assert.ok(!("acls" in (await told())));
    }));

  it("charges the card for a top-up whatever its sign, once each", () =>
    withTeam("healthy", async (sandbox, team) => {
      const { world } = sandbox;
      const before = leftOf(await previewOf(team));
      for (const val of ["-2000", "500"]) {
        const answer = team("prepaid/top-up", post({ amount: { val } }));
        const { change } = await jsonOf<{ readonly change: Change }>(answer);
        const cents = String(-Math.abs(Number(val)));
        assert.deepEqual([change.changeOrigin, change.amount], ["PURCHASE", { val: cents }]);
        assert.deepEqual([change.topupStatus, change.invoiceId], ["TO_CHARGE", undefined]);
        const again = await jsonOf(team("prepaid/top-up", post({ amount: { val: "700" } })));
        assert.deepEqual(again, { change }, "the one that is pending, of another amount");
        const listed = async () =>
          (await balanceOf(team)).changes.find(({ createTime }) => createTime === change.createTime);
        assert.match((await listed())?.invoiceId ?? "", /^[\w-]{43}=$/);
        assert.deepEqual((await listed())?.topupStatus, "TO_CHARGE");
        world.clock.advance(10_000);
        assert.deepEqual((await listed())?.topupStatus, "SUCCEEDED");
      }
      assert.equal(leftOf(await previewOf(team)), before + 2_500);
      assert.deepEqual(
        sandbox.charges("xai").map(({ usd }) => usd),
        [20, 5],
      );
      for (const amount of [{ val: "0" }, {}, { val: "1.5" }, { val: 500 }, undefined, "500"]) {
        assert.equal((await team("prepaid/top-up", post({ amount }))).status, 400, JSON.stringify(amount));
      }
      for (const scenario of ["card-declined", "card-needs-authentication"] as const) {
        sandbox.play(scenario);
        assert.equal((await team("prepaid/top-up", post({ amount: { val: "500" } }))).status, 400);
        assert.equal(leftOf(await previewOf(team)), before + 2_500);
      }
    }));

  it("tries a card that failed again, until it pays or nothing more is owed", () =>
    withTeam("card-declined-for-now", async ({ world, play }, team) => {
      const order = async (val: string) =>
        (await jsonOf<{ readonly change: Change }>(team("prepaid/top-up", post({ amount: { val } })))).change;
      const fateOf = async ({ createTime }: Change) => {
        const listed = (await balanceOf(team)).changes.find((each) => each.createTime === createTime);
        const { invoiceId = "", topupStatus } = listed ?? assert.fail();
        const query = `invoices?invoiceIds.invoiceIds=${encodeURIComponent(invoiceId)}`;
        const { invoices } = await jsonOf<{
          readonly invoices: readonly { readonly invoiceStatus: string }[];
        }>(team(query));
        return [topupStatus, ...invoices.map(({ invoiceStatus }) => invoiceStatus)];
      };
      const first = await order("500");
      assert.equal(first.topupStatus, "TO_CHARGE");
      assert.deepEqual(await fateOf(first), ["FAILED_TO_CHARGE", "FAILED"]);
      world.xai.account().abandonPayment(world.xai.payments()[0]?.id ?? "");
      assert.deepEqual(await fateOf(first), ["FAILED_TO_CHARGE", "WILL_NEVER_BE_CHARGED"]);
      world.clock.advance(1_000);
      const second = await order("600");
      assert.deepEqual(await fateOf(second), ["FAILED_TO_CHARGE", "FAILED"]);
      play("no-ledger", "xai");
      assert.deepEqual(await fateOf(second), ["SUCCEEDED", "PAID"]);
      assert.deepEqual(await fateOf(first), ["FAILED_TO_CHARGE", "WILL_NEVER_BE_CHARGED"]);
    }));

  it("marks what auto top-up bought", () =>
    withTeam("ninety-days", async (_sandbox, team) => {
      const { changes }: Balance = await balanceOf(team);
      const origins = new Set(changes.map(({ changeOrigin }) => changeOrigin));
      for (const origin of ["AUTO_PURCHASE", "SPEND", "REFUND", "MANUAL"])
        assert.ok(origins.has(origin), origin);
    }));

  it("tells usage day by day in dollars, by description, and says when it is not all", () =>
    withTeam("healthy", async ({ world, play }, team) => {
      const end = Math.ceil(world.clock.now() / DAY_MS) * DAY_MS;
      const start = end - 20 * DAY_MS;
      const used = world.xai
        .account()
        .movements()
        .filter(({ type, at }) => type === "MODEL_USAGE" && at >= start)
        .map(({ credits }) => credits);
      for (const grouped of [true, false]) {
        const whole = await jsonOf<Usage>(team("usage", post(usageOf(start, end, grouped))));
        assert.equal(whole.timeSeries.length > 1, grouped);
        const usd = whole.timeSeries.flatMap(({ dataPoints }) => dataPoints.flatMap(({ values }) => values));
        assert.equal(Math.round(sum(usd) * 2_000_000), sum(used));
        assert.ok(!("limitReached" in whole));
      }
      play("ninety-days");
      const part = await jsonOf<Usage>(team("usage", post(usageOf(end - 250 * DAY_MS, end))));
      assert.equal(part.limitReached, true);
      assert.equal(part.timeSeries[0]?.dataPoints.length, 250);
      for (const wrong of [{ timeUnit: "TIME_UNIT_HOUR" }, { groupBy: ["api_key"] }, { values: [] }]) {
        const { analyticsRequest } = usageOf(start, end);
        const asked = { analyticsRequest: { ...analyticsRequest, ...wrong } };
        assert.equal((await team("usage", post(asked))).status, 400, JSON.stringify(wrong));
      }
    }));

  it("lists invoices of cycles and purchases, all of them or some", () =>
    withTeam("healthy", async ({ world }, team) => {
      const list = async (query: string) =>
        (await jsonOf<{ readonly invoices?: readonly Invoice[] }>(team(`invoices${query}`))).invoices ?? [];
      const all = await list("");
      assert.ok(all.length >= 3);
      const [first] = all;
      assert.ok(first);
      assert.deepEqual(await list(`?invoiceIds.invoiceIds=${encodeURIComponent(first.invoiceId)}`), [first]);
      const now = new Date(world.clock.now());
      const [year, month] = [now.getUTCFullYear(), now.getUTCMonth() + 1];
      const current = await list(`?billingCycle.year=${year}&billingCycle.month=${month}`);
      const since = await list(`?since.year=${year}&since.month=${month}`);
      assert.deepEqual(current, since);
      assert.ok(current.length < all.length);
      assert.deepEqual(await list(`?since.year=${year - 1}&since.month=${month}`), all);
      assert.equal((await team("invoices?since.year=2026")).status, 400);
    }));

  it("keeps what a person sets: who is billed, what pays, and how much may be spent", () =>
    withTeam("healthy", async (sandbox, team) => {
      const methods = async () => {
        const told = await jsonOf<{ readonly paymentMethods: readonly Method[] }>(team("payment-method"));
        return told.paymentMethods.map(({ paymentMethodId, cardDetails }) => [
          paymentMethodId,
          cardDetails?.last4,
        ]);
      };
      const card = ["pm_sandbox_card", "4242"];
      const link = ["pm_sandbox_link", undefined];
      assert.deepEqual(await methods(), [card, link]);
      const choose = (paymentMethodId: string) => team("payment-method/default", post({ paymentMethodId }));
      assert.deepEqual(await jsonOf(choose("pm_sandbox_link")), {});
      assert.deepEqual(await methods(), [link, card]);
      assert.equal((await choose("pm_nobody")).status, 404);

      const info = { name: "Ann", email: "ann@example.com" };
      assert.deepEqual(await jsonOf(team("billing-info", post({ billingInfo: info }))), {});
      assert.deepEqual(await jsonOf(team("billing-info")), { billingInfo: info });

      const limits = () => jsonOf<{ readonly spendingLimits: object }>(team("postpaid/spending-limits"));
      const hard = { hardSlAuto: { val: "100000" }, effectiveHardSl: { val: "100000" } };
      assert.deepEqual((await limits()).spendingLimits, { ...hard, effectiveSl: { val: "100000" } });
      const set = (cent: object) =>
        team("postpaid/spending-limits", post({ desiredSoftSpendingLimit: cent }));
      assert.deepEqual(await jsonOf(set({ val: "2500" })), { thisBpSoftSpendingLimit: { val: "2500" } });
      const soft = { softSl: { val: "2500" }, effectiveSl: { val: "2500" } };
      assert.deepEqual((await limits()).spendingLimits, { ...hard, ...soft });
      assert.equal((await previewOf(team)).effectiveSpendingLimit, "2500");
      assert.equal((await set({ val: "-1" })).status, 400);
      assert.deepEqual(await jsonOf(set({})), { thisBpSoftSpendingLimit: {} });
      sandbox.play("healthy");
      assert.deepEqual((await limits()).spendingLimits, { ...hard, effectiveSl: { val: "100000" } });
    }));
});

const DAY_MS = 86_400_000;
const VALIDATION = "/auth/management-keys/validation";
const FOREIGN = "11111111-2222-4333-8444-555555555555";

interface Usage {
  readonly timeSeries: readonly {
    readonly group?: readonly string[];
    readonly dataPoints: readonly { readonly timestamp: string; readonly values: readonly number[] }[];
  }[];
  readonly limitReached?: true;
}

interface Invoice {
  readonly invoiceId: string;
}

interface Method {
  readonly paymentMethodId: string;
  readonly cardDetails: { readonly last4: string } | null;
}

function usageOf(start: number, end: number, grouped = true) {
  const written = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
  return {
    analyticsRequest: {
      timeRange: { startTime: written(start), endTime: written(end), timezone: "Etc/GMT" },
      timeUnit: "TIME_UNIT_DAY",
      values: [{ name: "usd", aggregation: "AGGREGATION_SUM" }],
      groupBy: grouped ? ["description"] : [],
      filters: [],
    },
  };
}
