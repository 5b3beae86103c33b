import assert from "node:assert/strict";
import { seenUntil } from "../../../../../src/billing/ledger/observed-balances.ts";
import { usd } from "../../../../../src/billing/money/money.ts";
import { DAY_MS, HOUR_MS } from "../../../../../src/billing/time/calendar-day.ts";
import { stateOf } from "./state.ts";
import type { Case, World } from "./world.ts";

async function openBalances(world: World) {
  const { cell, balances } = world.window().account("abc");
  if ((await cell.read()).id === "") await cell.swap(await cell.read(), stateOf(1));
  return balances;
}

export function describeBalances(test: Case): void {
  /** Reads what is left hour after hour, a dollar less each time. */
  async function spend(world: World, hours: number, from: number): Promise<void> {
    const balances = await openBalances(world);
    for (let hour = 0; hour < hours; hour += 1) {
      world.clock.advance(HOUR_MS);
      await balances.note({ balance: usd(from - hour), at: world.clock.now() });
    }
  }
  const amounts = async (world: World) =>
    (await (await openBalances(world)).read()).map(({ balance }) => Number(balance.nanos / 10n ** 9n));

  test("are what any window saw, oldest first, each once", async (world) => {
    const [one, two] = [await openBalances(world), await openBalances(world)];
    const at = world.clock.now();
    for (const balances of [one, two]) await balances.note({ balance: usd("12.345678901"), at });
    world.clock.advance(60_000);
    await two.note({ balance: usd(3), at: world.clock.now() });
    assert.deepEqual(await one.read(), [
      { at, until: at, balance: usd("12.345678901") },
      { at: at + 60_000, until: at + 60_000, balance: usd(3) },
    ]);
  });

  test("are confirmed hourly while they stay the same", async (world) => {
    const balances = await openBalances(world);
    const at = world.clock.now();
    for (let minutes = 0; minutes <= 125; minutes += 5) {
      await balances.note({ balance: usd(5), at: world.clock.now() });
      world.clock.advance(300_000);
    }
    assert.deepEqual(await balances.read(), [{ at, until: at + 2 * HOUR_MS, balance: usd(5) }]);
  });

  test("are forgotten, and not kept for an account that was deleted", async (world) => {
    const balances = await openBalances(world);
    await balances.note({ balance: usd(5), at: world.clock.now() });
    await balances.clear();
    assert.deepEqual(await balances.read(), []);
    await world.window().account("abc").cell.clear();
    await balances.note({ balance: usd(4), at: world.clock.now() });
    assert.deepEqual(await balances.read(), []);
  });

  test("become fewer with age, the last of each hour and of each day", async (world) => {
    await spend(world, 40 * 24, 10_000);
    const kept = await amounts(world);
    assert.ok(kept.length > 700 && kept.length < 740, String(kept.length));
    assert.equal(kept.at(-1), 10_000 - 40 * 24 + 1);
  });

  test("stay when the clock is set ahead, and go on when it is set back", async (world) => {
    await spend(world, 20 * 24, 10_000);
    const before = await amounts(world);
    world.clock.set(400 * DAY_MS);
    // More than the while after which a leap was once believed.
    await spend(world, 30, 9000);
    world.clock.set(-400 * DAY_MS);
    await spend(world, 30, 8000);
    const after = await amounts(world);
    const missing = before.filter((amount) => !after.includes(amount));
    assert.deepEqual(missing, []);
    for (const from of [9000, 8000])
      for (let hour = 0; hour < 30; hour += 1) assert.ok(after.includes(from - hour), String(from - hour));
  });

  test("go on when the clock was set while nothing changed", async (world) => {
    const balances = await openBalances(world);
    const note = async (amount: number) => {
      world.clock.advance(2 * HOUR_MS);
      await balances.note({ balance: usd(amount), at: world.clock.now() });
    };
    for (let times = 0; times < 3; times += 1) await note(50);
    world.clock.set(400 * DAY_MS);
    await note(50);
    world.clock.set(-400 * DAY_MS);
    await note(49);
    await note(48);
    const kept = await amounts(world);
    assert.ok(kept.includes(49) && kept.includes(48), kept.join());
    await note(50);
    const seen = seenUntil(await balances.read(), world.clock.now());
    assert.deepEqual(seen.at(-1)?.balance, usd(50), "also what was seen while the clock was ahead");
    world.clock.set(-400 * DAY_MS);
    await note(47);
    assert.ok((await amounts(world)).includes(47));
  });
}
