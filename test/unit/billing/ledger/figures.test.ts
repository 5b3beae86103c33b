import assert from "node:assert/strict";
import { balanceLine, topupsWithin } from "../../../../src/billing/ledger/balance-line.ts";
import { knownSince } from "../../../../src/billing/ledger/ledger-index.ts";
import { withBalance, type BalanceHistory } from "../../../../src/billing/ledger/observed-balances.ts";
import { rangeOf, type RangeName } from "../../../../src/billing/ledger/ranges.ts";
import { reconcile } from "../../../../src/billing/ledger/reconcile.ts";
import {
  byModel,
  dailySpend,
  hourlySpend,
  movementsSince,
  spentBetween,
  totalOf,
} from "../../../../src/billing/ledger/spend.ts";
import { OTHER_MODELS, summarise } from "../../../../src/billing/ledger/summary.ts";
import {
  createMovementPager,
  fits,
  type MovementFilter,
} from "../../../../src/billing/ledger/transaction-pager.ts";
import { creditsToMoney, signedCredits, type Movement } from "../../../../src/billing/money/credits.ts";
import { isoDay } from "../../../../src/billing/time/calendar-day.ts";
import { createZone } from "../../../../src/billing/time/time-zone.ts";
import { bigLedger, ninetyDays } from "../../../../src/sandbox/scenarios/plans.ts";
import type { AccountPlan } from "../../../../src/sandbox/world/account-plan.ts";
import { createLedgerWorld, HOUR_MS, START_MS, type LedgerWorld } from "./ledger-world.ts";

const DAY_MS = 24 * HOUR_MS;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

async function readOut(plan: AccountPlan = ninetyDays, zone = "UTC"): Promise<LedgerWorld> {
  const world = createLedgerWorld(plan, 1);
  world.zone = createZone(zone);
  const reader = world.open();
  while ((await reader.look("asked")).kind !== "complete") world.advance(HOUR_MS);
  return world;
}

const spendIn = (rows: readonly Movement[], from: number, to: number) =>
  rows
    .filter(({ type, at }) => type === "MODEL_USAGE" && at >= from && at < to)
    .reduce((sum, { credits }) => sum + credits, 0);

describe("the figures of a ledger", () => {
  it("give what was spent on each day of the person's calendar, to the credit", async () => {
    for (const name of ZONES) {
      const world = await readOut(ninetyDays, name);
      const { zone } = world;
      const rows = world.vendors();
      const today = zone.dayOf(world.now());
      const days = dailySpend(await world.index(), zone, today - 89, today);
      assert.equal(days.length, 90);
      for (const { day, credits, models, known } of days) {
        assert.ok(known);
        assert.equal(
          credits,
          spendIn(rows, zone.startOf(day), zone.startOf(day + 1)),
          `${name} ${isoDay(day)}`,
        );
        assert.equal(totalOf(models).credits, credits);
      }
    }
  });

  it("say where a day is not known whole", async () => {
    const world = createLedgerWorld(bigLedger, 1);
    await world.open().look("asked");
    const index = await world.index();
    const today = world.zone.dayOf(world.now());
    const days = dailySpend(index, world.zone, today - 89, today);
    const first = world.zone.dayOf(knownSince(index) ?? 0);
    assert.deepEqual(days.filter(({ known }) => known).map(({ day }) => day), days.map(({ day }) => day).filter((day) => day > first));
  }); // prettier-ignore

  it("give the spend between any two moments, by model, and by hour", async () => {
    const world = await readOut();
    const [rows, index, now] = [world.vendors(), await world.index(), world.now()];
    for (const [from, to] of [[now - DAY_MS, now], [now - 7.3 * DAY_MS, now - 2.1 * DAY_MS], [now - 3 * HOUR_MS, now - HOUR_MS], [0, now]] as const) {
      const models = await spentBetween(world.store, index, { from, to });
      assert.equal(totalOf(models).credits, spendIn(rows, from, to));
      const counted = rows.filter(({ type, at }) => type === "MODEL_USAGE" && at >= from && at < to).length;
      assert.equal(totalOf(models).count, counted);
    }
    const from = now - DAY_MS;
    const hours = hourlySpend(await movementsSince(world.store, index, from), from, 24);
    hours.forEach((models, hour) => {
      const start = from + hour * HOUR_MS;
      assert.equal(totalOf(models).credits, spendIn(rows, start, start + HOUR_MS));
    });
  }); // prettier-ignore

  it("count only use as spent: no refund, expiry, correction or top-up", async () => {
    const world = await readOut();
    const types = new Set(world.vendors().map(({ type }) => type));
    assert.ok(types.has("CREDITS_EXPIRED") && types.has("REFUND") && types.has("ADJUSTMENT"));
    const all = byModel((await world.index()).days.flatMap(({ spent }) => spent));
    assert.equal(totalOf(all).credits, spendIn(world.vendors(), 0, Infinity));
    const lost = (await world.index()).days.flatMap((day) => day.lost.map(({ type, credits }) => [type, credits]));
    assert.deepEqual(lost, [["CREDITS_EXPIRED", 4_500_000], ["ADJUSTMENT", 3_000_000]]);
  }); // prettier-ignore

  it("draw the balance back from what it is now", async () => {
    const world = await readOut();
    const [rows, now] = [world.vendors(), world.now()];
    const balance = world.customer.account().balance();
    const points = balanceLine(await world.index(), { from: now - 30 * DAY_MS, to: now }, balance);
    assert.equal(points.at(-1)?.credits, balance);
    assert.ok(points.length >= 30 * 24);
    assert.ok(points.every(({ at }, place) => at <= now && at < (points[place + 1]?.at ?? Infinity)));
    for (const { at, credits } of points.slice(0, -1)) {
      assert.equal(credits, rows.filter((row) => row.at < at).reduce((sum, row) => sum + signedCredits(row), 0));
    }
    const range = { from: now - 60 * DAY_MS, to: now };
    assert.deepEqual(
      topupsWithin(await world.index(), range).map(({ at, type, credits }) => [at, type, credits]),
      rows.filter(({ at, direction }) => direction === "topup" && at >= range.from).map(({ at, type, credits }) => [at, type, credits]).reverse(),
    );
  }); // prettier-ignore

  it("fold a day's rarer models and top-ups together, and lose no credit", () => {
    const row = (place: number): Movement => ({ at: place, direction: place % 2 ? "topup" : "charge", type: place % 2 ? "BONUS" : "MODEL_USAGE", credits: place + 1, model: `m${place}`, reference: null }); // prettier-ignore
    const rows = Array.from({ length: 400 }, (_, place) => row(place)).reverse();
    const { spent, topups, hours } = summarise(0, rows, createZone("UTC"));
    assert.equal(spent.length, 31);
    assert.equal(spent.filter(({ model }) => model === OTHER_MODELS).length, 1);
    assert.equal(topups.length, 50);
    assert.equal(topups.reduce((sum, { count }) => sum + count, 0), 200);
    const sum = (items: readonly { readonly credits: number }[]) => items.reduce((all, { credits }) => all + credits, 0);
    assert.equal(sum(spent), sum(rows.filter(({ direction }) => direction === "charge")));
    assert.equal(sum(topups) - sum(spent), hours[0]);
  }); // prettier-ignore
});

describe("the ledger held against the balance", () => {
  const seen = (
    world: LedgerWorld,
    history: BalanceHistory = [],
    credits = world.customer.account().balance(),
  ) => withBalance(history, { balance: creditsToMoney(credits), at: world.now() });

  it("agrees to the billionth where it is known whole, and shows a difference", async () => {
    const world = await readOut();
    const history = seen(world);
    world.advance(HOUR_MS);
    await world.open().look("asked");
    const index = await world.index();
    const same = await reconcile(world.store, index, history);
    assert.deepEqual(same, { kind: "whole", since: 0, difference: creditsToMoney(0), agrees: true });
    const less = seen(world, history, world.customer.account().balance() - 2_000_000);
    world.advance(HOUR_MS);
    await world.open().look("asked");
    const other = await reconcile(world.store, await world.index(), less);
    assert.ok(other.kind === "whole" && !other.agrees);
    assert.deepEqual(other.difference, creditsToMoney(-2_000_000));
  });

  it("holds two balances against what lies between where the beginning is not known", async () => {
    const world = createLedgerWorld({ ...bigLedger, pace: bigLedger.history.pace }, 1);
    await world.open().look("asked");
    let history = seen(world);
    assert.deepEqual(await reconcile(world.store, await world.index(), history), { kind: "unknown" });
    for (let hour = 0; hour < 4; hour += 1) {
      world.advance(HOUR_MS);
      history = seen(world, history);
    }
    world.advance(HOUR_MS);
    await world.open().look("asked");
    const since = await reconcile(world.store, await world.index(), history);
    assert.deepEqual(since, { kind: "since", since: START_MS, difference: creditsToMoney(0), agrees: true });
  });

  it("counts a movement of the very moment, and no balance seen after the ledger was read", async () => {
    const world = await readOut();
    world.advance(HOUR_MS);
    world.customer.account().adjustTo(7, world.now());
    const history = seen(world);
    await world.open().look("asked");
    const index = await world.index();
    const same = await reconcile(world.store, index, history);
    assert.deepEqual(same, { kind: "whole", since: 0, difference: creditsToMoney(0), agrees: true });
    world.advance(HOUR_MS);
    world.customer.account().adjustTo(8_000_000_000, world.now());
    assert.deepEqual(await reconcile(world.store, index, seen(world, history)), same);
    assert.deepEqual(await reconcile(world.store, index, seen(world)), { kind: "unknown" });
  });

  it("says nothing while nothing is known", async () => {
    const world = createLedgerWorld(ninetyDays, 1);
    assert.deepEqual(await reconcile(world.store, await world.index(), seen(world)), { kind: "unknown" });
  });
});

describe("a range", () => {
  const zone = createZone("Europe/Berlin");
  const shown = (name: RangeName, now: string) => {
    const { from, to, before } = rangeOf(name, Date.parse(now), zone);
    return [from, to, before.from, before.to].map((at) => new Date(at).toISOString().slice(0, 16));
  };

  it("is made of whole days up to now, and compared with as long a time before", () => {
    const now = "2026-04-02T10:00:00Z";
    assert.deepEqual(shown("24h", now), ["2026-04-01T10:00", "2026-04-02T10:00", "2026-03-31T10:00", "2026-04-01T10:00"]);
    assert.deepEqual(shown("today", now), ["2026-04-01T22:00", "2026-04-02T10:00", "2026-03-31T22:00", "2026-04-01T10:00"]);
    assert.deepEqual(shown("7d", now), ["2026-03-26T23:00", "2026-04-02T10:00", "2026-03-19T23:00", "2026-03-26T11:00"]);
    assert.deepEqual(shown("month", now), ["2026-03-31T22:00", "2026-04-02T10:00", "2026-02-28T23:00", "2026-03-02T11:00"]);
  }); // prettier-ignore

  it("never overlaps the one before, in a month longer than the last or on a day of clock change", () => {
    for (const now of ["2026-03-31T20:00:00Z", "2026-03-29T21:59:00Z", "2026-10-25T22:30:00Z", "2026-05-31T10:00:00Z"]) {
      for (const name of ["24h", "7d", "30d", "90d", "today", "month"] as const) {
        const { from, to, before } = rangeOf(name, Date.parse(now), zone);
        assert.ok(before.from < before.to && before.to <= from && from < to, `${name} ${now}`);
      }
    }
  }); // prettier-ignore
});

describe("the list of movements", () => {
  it("comes in pages, each movement once and newest first, filtered by what it is", async () => {
    const world = await readOut();
    const index = await world.index();
    const filters: readonly MovementFilter[] = [
      {}, { direction: "topup" }, { test: ({ type }) => type === "REFUND" || type === "CREDITS_EXPIRED" },
      { test: ({ model }) => model === "openai/gpt-5" }, { test: ({ model }) => model === null, direction: "charge" },
      { from: START_MS - 40.2 * DAY_MS, to: START_MS - 39.1 * DAY_MS }, { test: () => false },
    ]; // prettier-ignore
    for (const filter of filters) {
      const pager = createMovementPager(world.store, index, filter);
      const found: Movement[] = [];
      for (let last = false; !last;) {
        const page = await pager.next(997);
        assert.ok(page.last || page.movements.length === 997);
        found.push(...page.movements);
        ({ last } = page);
      }
      const expected = world.vendors().filter((movement) => fits(movement, filter));
      assert.deepEqual(found.map(({ at }) => at), expected.map(({ at }) => at));
      assert.deepEqual(found.map((row) => JSON.stringify(row)).sort(), expected.map((row) => JSON.stringify(row)).sort());
    }
  }); // prettier-ignore

  it("gives a day that was written anew as it is now, and names one that is lost", async () => {
    const world = await readOut();
    const pager = createMovementPager(world.store, await world.index());
    world.customer.account().adjustTo(0, world.now());
    world.advance(HOUR_MS);
    await world.open().look("asked");
    const { movements } = await pager.next(60);
    assert.ok(movements.some(({ type, at }) => type === "ADJUSTMENT" && at >= START_MS));
    const index = await world.index();
    const day = index.days[1]?.day ?? assert.fail();
    const lossy = { ...world.store, day: (summary: typeof index.days[0]) => (summary.day === day ? Promise.resolve(undefined) : world.store.day(summary)) };
    const page = await createMovementPager(lossy, index).next(1_000);
    assert.deepEqual(page.lost, [day]);
  }); // prettier-ignore
});
