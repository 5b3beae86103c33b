import assert from "node:assert/strict";
import { spendingOfUsage, type KnownUsage } from "../../../../src/billing/history/usage-figures.ts";
import type { ReadUsage } from "../../../../src/billing/ledger/usage-reader.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { Usage, UsageGroup } from "../../../../src/billing/vendor/provider.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USD = 2_000_000;
const NOW = Date.UTC(2026, 9, 26, 9, 20);
const TODAY = Math.floor(NOW / DAY);

const group = (daysAgo: number, units: number, more: Partial<UsageGroup> = {}): UsageGroup => ({
  day: TODAY - daysAgo,
  model: null,
  spend: usd(units),
  ...more,
});
const read = (groups: readonly UsageGroup[], more: Partial<Usage> = {}, zone = "UTC"): ReadUsage => ({
  usage: { from: NOW - 92 * DAY, to: NOW, spend: usd(1), groups, ...more },
  zone: { name: zone, fallback: false },
  at: NOW,
});
const account = (days: ReadUsage, hours?: ReadUsage): KnownUsage => ({ scope: "account", days, hours });

function known(...[usage, range, now, currency]: Parameters<typeof spendingOfUsage>) {
  const spending = spendingOfUsage(usage, range, now, currency);
  assert.ok(spending.kind === "known");
  return spending;
}

const sum = ({ buckets }: ReturnType<typeof known>) =>
  buckets.flatMap(({ models }) => models).reduce((all, { credits }) => all + credits, 0);

describe("what the page shows of usage", () => {
  it("is the whole account's by days of the vendor's zone, and the month they add up to", () => {
    const days = read([group(0, 1), group(1, 2), group(25, 4), group(40, 8)]);
    const spending = known(account(days), "7d", NOW);
    assert.deepEqual([spending.scope, spending.unit, spending.timeZone], ["account", "day", "UTC"]);
    assert.equal(spending.buckets.length, 7);
    assert.ok(spending.buckets.every(({ at }) => at % DAY === 0));
    assert.equal(sum(spending), 3 * USD);
    assert.deepEqual([spending.today, spending.yesterday, spending.month], [USD, 2 * USD, 7 * USD]);
    assert.deepEqual([spending.before, spending.monthBefore], [null, null]);
  });

  it("is yesterday and today where the shortest range has no hours", () => {
    const spending = known(account(read([group(0, 1), group(1, 2), group(2, 4)])), "24h", NOW);
    assert.deepEqual([spending.unit, spending.buckets.length, sum(spending)], ["day", 2, 3 * USD]);
  });

  it("is 24 hours up to now where the vendor has them, and no hour more", () => {
    const hour = Math.floor(NOW / HOUR) * HOUR;
    const at = (hoursAgo: number, units: number) => group(0, units, { hour: hour - hoursAgo * HOUR });
    const hours = read([at(0, 1), at(0, 1), at(23, 2), at(24, 4)]);
    const days = read([group(0, 3), group(1, 5)]);
    const spending = known(account(days, hours), "24h", NOW);
    assert.deepEqual([spending.unit, spending.buckets.length, sum(spending)], ["hour", 24, 4 * USD]);
    assert.equal(spending.buckets.at(-1)?.at, hour);
    assert.deepEqual([spending.today, spending.yesterday], [3 * USD, 5 * USD]);
    assert.equal(known(account(days, hours), "24h", NOW + HOUR).unit, "day", "hours that are old");
    assert.equal(known(account(days, hours), "7d", NOW).unit, "day");
  });

  it("begins where the vendor's answer does, and says so", () => {
    const days = read([group(0, 1), group(29, 2)], { from: NOW - 30 * DAY });
    const spending = known(account(days), "90d", NOW);
    assert.equal(spending.buckets.length, 30);
    assert.equal(spending.since, (TODAY - 29) * DAY);
    assert.equal(known(account(days), "30d", NOW).since, undefined);
    const young = read([group(0, 1)], { from: TODAY * DAY });
    const day = known(account(young), "24h", NOW);
    assert.deepEqual([day.buckets.length, day.since, day.yesterday, day.month], [1, TODAY * DAY, null, null]);
  });

  it("leaves counts out where the vendor does not count, and only there", () => {
    const counted = read([group(0, 1, { model: "a", charged: 2 }), group(0, 1, { model: "a", charged: 3 })]);
    assert.equal(known(account(counted), "7d", NOW).buckets.at(-1)?.models[0]?.count, 5);
    const half = read([group(0, 1, { model: "a", charged: 2 }), group(0, 1, { model: "a" })]);
    assert.equal(known(account(half), "7d", NOW).buckets.at(-1)?.models[0]?.count, undefined);
  });

  it("says that there was more, and nothing in another currency than the balance", () => {
    assert.equal(known(account(read([], { partial: true })), "7d", NOW).partial, true);
    assert.equal(known(account(read([]), read([], { partial: true })), "24h", NOW).partial, true);
    assert.equal(spendingOfUsage(account(read([group(0, 1)])), "7d", NOW, "CNY").kind, "unknown");
  });
});
