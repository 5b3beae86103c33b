import assert from "node:assert/strict";
import fc from "fast-check";
import { merge } from "../../../../../src/billing/ledger/merge.ts";
import type { ReadUsage } from "../../../../../src/billing/ledger/usage-reader.ts";
import { isSpend, type Movement } from "../../../../../src/billing/money/credits.ts";
import { usd } from "../../../../../src/billing/money/money.ts";
import { isAsked } from "../../../../../src/billing/store/over-days.ts";
import type { AccountStore, TransactionQuery } from "../../../../../src/billing/store/store.ts";
import { DAY_MS, HOUR_MS, utcDayOf } from "../../../../../src/billing/time/calendar-day.ts";
import { createZone } from "../../../../../src/billing/time/time-zone.ts";
import { stateOf } from "./state.ts";
import { START_MS, type Case, type World } from "./world.ts";

const RUNS = 12;
const zone = createZone("Asia/Kolkata");
const MODELS = ["gpt", "claude", "flux", ""] as const;
const KINDS = ["MODEL_USAGE", "CREDITS_EXPIRED", "NEW_KIND"] as const;

const anyMovement: fc.Arbitrary<Movement> = fc
  .record({
    at: fc.integer({ min: START_MS - 5 * DAY_MS, max: START_MS }),
    direction: fc.constantFrom("charge", "charge", "topup"),
    type: fc.constantFrom(...KINDS),
    credits: fc.integer({ min: 0, max: 50 }),
    model: fc.constantFrom(...MODELS, null),
    reference: fc.option(fc.uuid()),
  })
  // A plain object, as stores give.
  .map((movement) => ({ ...movement }));
const anyLedger = fc
  .array(anyMovement, { maxLength: 80 })
  .map((rows) => rows.toSorted((a, b) => b.at - a.at));
const anyTime = fc.option(fc.integer({ min: START_MS - 6 * DAY_MS, max: START_MS + HOUR_MS }), {
  nil: undefined,
});
const maybe = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyQuery: fc.Arbitrary<TransactionQuery> = fc.record({
  from: anyTime,
  to: anyTime,
  day: maybe(utcDayOf(START_MS), utcDayOf(START_MS) - 1),
  direction: maybe("charge", "topup"),
  kind: maybe(...KINDS, "UNSEEN"),
  model: maybe("gpt", "claude", "unseen"),
  sort: fc.constantFrom("time", "amount"),
  offset: fc.integer({ min: 0, max: 20 }),
  limit: fc.integer({ min: 1, max: 30 }),
});

async function openAccount(world: World, name = "abc"): Promise<AccountStore> {
  const account = world.window().account(name);
  if ((await account.cell.read()).id === "") await account.cell.swap(await account.cell.read(), stateOf(1));
  return account;
}

/** Stores all of a ledger. */
async function fill({ ledger }: AccountStore, movements: readonly Movement[]): Promise<void> {
  const version = await ledger.read();
  const whole = { span: { from: 0, to: Infinity }, of: "all", movements, newest: 0 } as const;
  const index = { ...version.index, timeZone: zone.name };
  const merged = await merge(ledger, index, whole, zone);
  assert.ok(await ledger.commit(version, merged.index, merged.changed));
}

const use = (at: number, credits: number): Movement => ({
  at,
  direction: "charge",
  type: "MODEL_USAGE",
  credits,
  model: "gpt",
  reference: null,
});

const all: TransactionQuery = { sort: "time", offset: 0, limit: 1000 };

export function describeLedger(test: Case): void {
  test("are given back to the row, whatever was stored before", async (world) => {
    const one = await openAccount(world);
    const two = await openAccount(world);
    await fc.assert(
      fc.asyncProperty(anyLedger, async (movements) => {
        await fill(one, movements);
        assert.deepEqual(await two.ledger.page(all), movements);
        const { index } = await two.ledger.read();
        const days = await Promise.all(index.days.map((summary) => two.ledger.day(summary)));
        assert.deepEqual(days.flat(), movements);
      }),
      { numRuns: RUNS },
    );
  });

  test("come in pages, filtered by time, day, way, kind and model, by time or by amount", async (world) => {
    const account = await openAccount(world);
    await fc.assert(
      fc.asyncProperty(anyLedger, fc.array(anyQuery, { maxLength: 8 }), async (movements, queries) => {
        await fill(account, movements);
        for (const query of queries) {
          const { day, sort, offset, limit } = query;
          const rows = movements.filter(
            (movement) => isAsked(movement, query) && (day === undefined || utcDayOf(movement.at) === day),
          );
          if (sort === "amount") rows.sort((a, b) => b.credits - a.credits || b.at - a.at);
          assert.deepEqual(await account.ledger.page(query), rows.slice(offset, offset + limit));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("add up by day and model to what their rows do", async (world) => {
    const account = await openAccount(world);
    const today = zone.dayOf(START_MS);
    await fc.assert(
      fc.asyncProperty(anyLedger, fc.integer({ min: 0, max: 6 }), async (movements, back) => {
        await fill(account, movements);
        const totals = new Map<string, readonly [number, number]>();
        for (const { at, model, credits, ...rest } of movements) {
          if (!isSpend(rest) || zone.dayOf(at) < today - back || zone.dayOf(at) > today - 1) continue;
          const key = JSON.stringify([zone.dayOf(at), model]);
          const [sum, count] = totals.get(key) ?? [0, 0];
          totals.set(key, [sum + credits, count + 1]);
        }
        const sums = await account.ledger.sums(today - back, today - 1);
        const found = sums.map(({ day, model, credits, count }) => [
          JSON.stringify([day, model]),
          [credits, count],
        ]);
        assert.deepEqual(found.toSorted(), [...totals].toSorted());
      }),
      { numRuns: RUNS },
    );
  });

  test("are found by a model that a day with very many does not sum up by itself", async (world) => {
    const account = await openAccount(world);
    const movements = Array.from({ length: 40 }, (_, place) => ({
      ...use(START_MS - place, 100 - place),
      model: `model ${place}`,
    }));
    await fill(account, movements);
    assert.deepEqual(await account.ledger.page({ ...all, model: "model 39" }), movements.slice(-1));
  });

  test("are written by one of two windows that saw the same", async (world) => {
    const [one, two] = [await openAccount(world), await openAccount(world)];
    await fill(one, [use(START_MS, 1)]);
    const late = await two.ledger.read();
    await fill(one, [use(START_MS, 2), use(START_MS - 1, 1)]);
    assert.equal(await two.ledger.commit(late, { ...late.index, freshAt: 7 }, new Map()), undefined);
    assert.equal((await two.ledger.page(all)).length, 2);
    assert.equal((await two.ledger.read()).index.freshAt, 0);
  });

  test("are gone once cleared, and not kept for an account that was deleted", async (world) => {
    const account = await openAccount(world);
    await fill(account, [use(START_MS, 1)]);
    const late = await account.ledger.read();
    await account.ledger.clear();
    assert.equal((await account.ledger.read()).id, "");
    assert.deepEqual(await account.ledger.page(all), []);
    assert.deepEqual(await account.ledger.sums(0, 100_000), []);
    assert.equal(await account.ledger.commit(late, late.index, new Map()), undefined);
    await account.cell.clear();
    const nothing = await account.ledger.read();
    assert.equal(await account.ledger.commit(nothing, late.index, new Map()), undefined);
  });

  test("are deleted with everything else", async (world) => {
    const store = world.window();
    for (const name of ["abc", "other"]) await fill(await openAccount(world, name), [use(START_MS, 1)]);
    await store.clear();
    for (const name of ["abc", "other"]) {
      const { cell, ledger } = world.window().account(name);
      assert.equal((await cell.read()).id, "");
      assert.deepEqual(await ledger.page(all), []);
    }
    await fill(await openAccount(world), [use(START_MS, 3)]);
    assert.equal((await (await openAccount(world)).ledger.page(all)).length, 1);
  });

  const usageAt = (at: number): ReadUsage => ({
    usage: {
      from: 0,
      to: at,
      spend: usd("1.000000001"),
      groups: [{ day: 3, model: null, spend: usd("0.5"), charged: 2 }],
    },
    zone: { name: "UTC", fallback: false },
    at,
  });

  test("never replace an answer about usage by an older one", async (world) => {
    const { usage } = await openAccount(world);
    assert.equal(await usage.read("30 UTC"), undefined);
    for (const at of [5, 9, 7]) await usage.keep("30 UTC", usageAt(at));
    assert.deepEqual(await usage.read("30 UTC"), usageAt(9));
    await usage.clear();
    assert.equal(await usage.read("30 UTC"), undefined);
  });

  test("share what was answered about usage", async (world) => {
    await (await openAccount(world)).usage.keep("hours", usageAt(5));
    assert.deepEqual(await (await openAccount(world)).usage.read("hours"), usageAt(5));
  });
}
