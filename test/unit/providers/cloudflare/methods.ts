import assert from "node:assert/strict";
import { type Money, usd } from "../../../../src/billing/money/money.ts";
import { storableText } from "../../../../src/billing/text/plain-text.ts";
import type { Ask, Endpoint } from "../../../../src/billing/vendor/endpoint.ts";
import type { Usage } from "../../../../src/billing/vendor/provider.ts";
import type { ReportData } from "../../../../src/billing/vendor/report.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import type { OfficialClient } from "../../sandbox/cloudflare/cloudflare-fixture.ts";

/** One method of the vendor's billing API: what its own client decodes and what ours does, in one form. */
export interface Method {
  readonly name: string;
  readonly theirs: (official: OfficialClient) => Promise<unknown>;
  readonly ours: (ask: Ask, now: number) => Promise<unknown>;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** US cents with their fractions, as the wire has them. */
export const centsOf = (money: Money | undefined): number | null =>
  money ? Number(money.nanos) / 1e7 : null;

/** As exact as money is kept: seven places of a cent. */
const exact = (cents: number | null): number | null => (cents === null ? null : Number(cents.toFixed(7)));
/** Usage alone is told in dollars. */
const centsIn = (dollars: number) => exact(Number((dollars * 100).toFixed(7)));

async function read<Kind extends ReportData["kind"]>(
  ask: Ask,
  now: number,
  id: string,
  kind: Kind,
  filter?: string,
): Promise<Extract<ReportData, { readonly kind: Kind }>> {
  const report = cloudflare.reports?.find((each) => each.id === id) ?? assert.fail(id);
  const data = await report.read(ask, { filter, now });
  assert.equal(data.kind, kind);
  return data as Extract<ReportData, { readonly kind: Kind }>;
}

/** Their invoices count moments in seconds, ours in ms. */
const ms = (seconds: number | undefined) => (seconds === undefined ? null : seconds * 1_000);

const invoices = (type: "all" | "auto" | "manual"): Method => ({
  name: `invoice history: ${type}`,
  async theirs({ billing, of }) {
    const { invoices: list, pagination } = await billing.invoiceHistory({ ...of, type });
    return {
      more: pagination.has_more,
      invoices: list.map((each) => ({
        id: each.id,
        at: ms(each.created),
        status: each.status,
        description: each.description,
        total: exact(each.amount_due),
        paid: exact(each.amount_paid),
        remaining: exact(each.amount_remaining),
        link: each.invoice_pdf,
      })),
    };
  },
  async ours(ask, now) {
    const { invoices: list, more } = await read(ask, now, "invoices", "invoices", type);
    return {
      more,
      invoices: list.map(({ id, at = null, status, description, total, paid, remaining, link = null }) => ({
        ...{ id, at, status, description, link },
        ...{ total: centsOf(total), paid: centsOf(paid), remaining: centsOf(remaining) },
      })),
    };
  },
});

/** A fortnight of days, or the last day by the hour. */
const usage = (window: "day" | "hour"): Method => {
  const length = window === "day" ? DAY_MS : HOUR_MS;
  const span = (now: number) => ({ from: now - (window === "day" ? 14 : 1) * DAY_MS, to: now });
  return {
    name: `usage history by ${window}`,
    async theirs({ sandbox, billing, of }) {
      const { from, to } = span(sandbox.world.clock.now());
      const { history } = await billing.usageHistory({
        ...of,
        value_grouping_window: window,
        start_time: Math.floor(from / length) * length,
        end_time: Math.ceil(to / length) * length,
      });
      return history
        .map(({ start_time, aggregated_value }) => ({ at: start_time, spend: centsIn(aggregated_value) }))
        .sort((a, b) => a.at - b.at);
    },
    async ours(ask, now) {
      const { days, hours } = cloudflare.usage ?? assert.fail();
      const endpoint: ((query: Parameters<typeof days>[0]) => Endpoint<Usage>) | undefined =
        window === "day" ? days : hours;
      const { groups, spend } = await ask(endpoint?.({ ...span(now), timeZone: "UTC" }) ?? assert.fail());
      const sum = groups.reduce((nanos, group) => nanos + group.spend.nanos, 0n);
      assert.equal(sum, spend.nanos, "the groups make up the whole");
      return groups.map((group) => ({
        at: window === "day" ? group.day * DAY_MS : group.hour,
        spend: centsOf(group.spend),
      }));
    },
  };
};

interface WireConfig {
  readonly amount: number | null;
  readonly threshold: number | null;
  readonly disabledReason?: string | null;
  readonly error?: string | null;
  readonly lastFailedAt?: number | null;
}

/** What the vendor's answer means: it is set up when it has an amount, and on unless there is a reason against it. */
const refillOf = (config: WireConfig) => {
  const isSet = (config.amount ?? 0) > 0;
  return {
    enabled: isSet && !config.disabledReason,
    amount: isSet ? exact(config.amount) : null,
    threshold: isSet ? exact(config.threshold) : null,
    trouble: config.error ?? config.disabledReason ?? null,
    failedAt: config.lastFailedAt ?? null,
  };
};

export const reads: readonly Method[] = [
  {
    name: "credit balance",
    async theirs({ billing, of }) {
      const answer = await billing.creditBalance(of);
      return {
        balance: exact(answer.balance),
        refill: refillOf(answer.topup_config),
        cards: answer.has_default_payment_method ? [answer.payment_method] : [],
      };
    },
    async ours(ask, now) {
      const { balance, detail } = await ask(cloudflare.balance);
      const { methods } = await read(ask, now, "payment-methods", "payment-methods");
      const { refill, refillTrouble, missing } = detail ?? assert.fail();
      assert.deepEqual(missing, []);
      return {
        balance: centsOf(balance),
        refill: {
          enabled: refill.enabled,
          amount: centsOf(refill.amount),
          threshold: centsOf(refill.threshold),
          trouble: refillTrouble ?? null,
          failedAt: refill.failed?.at ?? null,
        },
        cards: methods.map(({ brand, last4 }) => ({ brand, last4 })),
      };
    },
  },
  usage("day"),
  usage("hour"),
  invoices("all"),
  invoices("auto"),
  invoices("manual"),
  {
    name: "invoice preview",
    async theirs({ billing, of }) {
      const answer = await billing.invoicePreview(of);
      return {
        from: ms(answer.period_start),
        to: ms(answer.period_end),
        status: answer.status,
        figures: [answer.amount_due, answer.amount_paid, answer.amount_remaining].map(exact),
        lines: answer.invoice_lines.map(({ description, quantity, amount }) => ({
          // Ours are in the form in which they may be stored.
          description: description === null ? null : storableText(description),
          quantity,
          amount: exact(amount),
        })),
      };
    },
    async ours(ask, now) {
      const { preview } = await read(ask, now, "invoice-preview", "invoice-preview");
      const { from, to, status, figures, lines } = preview;
      return {
        ...{ from, to, status },
        figures: figures.map(({ amount }) => centsOf(amount)),
        lines: lines.map(({ description, quantity, amount }) => ({
          ...{ description, quantity },
          amount: centsOf(amount),
        })),
      };
    },
  },
  {
    name: "auto top-up and the limits of a top-up",
    async theirs({ client, billing, of }) {
      const config = await billing.topup.config.get(of);
      // The client has no method for it yet.
      const path = `/accounts/${of.account_id}/ai-gateway/billing/topup/limits`;
      const limits = await client.get<{ result: { min_cents: number; max_cents: number } }>(path);
      const { min_cents: least, max_cents: most } = limits.result;
      return { ...refillOf(config), least, most };
    },
    async ours(ask, now) {
      const { refill } = await read(ask, now, "refill", "refill");
      return {
        enabled: refill.enabled,
        amount: centsOf(refill.amount),
        threshold: centsOf(refill.threshold),
        trouble: refill.trouble ?? null,
        failedAt: refill.failedAt ?? null,
        least: centsOf(refill.least),
        most: centsOf(refill.most),
      };
    },
  },
  {
    name: "spending limit",
    async theirs({ billing, of }) {
      const { enabled, config } = await billing.spendingLimit.get(of);
      const window = config.duration === null ? null : `a ${config.duration.replace(/ly$/, "")}`;
      return { enabled, amount: exact(config.amount), window };
    },
    async ours(ask, now) {
      const { limits } = await read(ask, now, "limits", "limits");
      const { enabled, amount, window = null } = limits[0] ?? assert.fail();
      return { enabled, amount: centsOf(amount), window };
    },
  },
];

const actions = cloudflare.actions ?? assert.fail();
const done = () => "done";

/** What changes something but charges nobody. */
export const writes: readonly Method[] = [
  {
    name: "set auto top-up",
    theirs: ({ billing, of }) =>
      billing.topup.config.create({ ...of, amount: 5_000, threshold: 500 }).then(done),
    ours: (ask) => ask(actions.setRefill?.request(usd(50), usd(5)) ?? assert.fail()).then(done),
  },
  {
    name: "remove auto top-up",
    theirs: ({ billing, of }) => billing.topup.config.delete(of).then(done),
    ours: (ask) => ask(actions.removeRefill?.request() ?? assert.fail()).then(done),
  },
  {
    name: "set the spending limit",
    theirs({ billing, of }) {
      const limit = { ...of, amount: 2_500, duration: "monthly", strategy: "fixed" } as const;
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- that it is refused is what is compared
      return billing.spendingLimit.create(limit).then(done);
    },
    ours: (ask) => ask(actions.setLimit?.request(usd(25)) ?? assert.fail()).then(done),
  },
  {
    name: "remove the spending limit",
    theirs: ({ billing, of }) => billing.spendingLimit.delete(of).then(done),
    ours: (ask) => ask(actions.removeLimit?.request() ?? assert.fail()).then(done),
  },
];
