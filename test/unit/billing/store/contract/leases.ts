import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AUTOMATIC_PER_HOUR,
  HISTORY_PER_HOUR,
  LEASE_MS,
} from "../../../../../src/billing/state/request-budget.ts";
import type { StateStore } from "../../../../../src/billing/store/store.ts";
import { DAY_MS, HOUR_MS } from "../../../../../src/billing/time/calendar-day.ts";
import { stateOf } from "./state.ts";
import type { Case, World } from "./world.ts";

const cellOf = (world: World) => world.window().account("abc").cell;
const ask = (token: string) => ({ lease: "balance", token, purpose: "automatic" }) as const;
const MOST_TRIES = 100;

export function describeLeases(test: Case): void {
  test("gives a lease to one window, and to another once it is released", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    assert.equal((await one.acquire(ask("a"))).kind, "acquired");
    const until = world.clock.now() + LEASE_MS;
    assert.deepEqual(await two.acquire(ask("b")), { kind: "taken", until });
    assert.equal(await two.release("balance", "b"), false);
    assert.equal(await one.release("balance", "a"), true);
    assert.equal((await two.acquire(ask("b"))).kind, "acquired");
  });

  test("gives one lease to windows that ask at once", async (world) => {
    const grants = await Promise.all(["a", "b", "c", "d"].map((token) => cellOf(world).acquire(ask(token))));
    assert.deepEqual(grants.map(({ kind }) => kind).toSorted(), ["acquired", "taken", "taken", "taken"]);
  });

  test("leases balance and history side by side", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    assert.equal((await one.acquire(ask("a"))).kind, "acquired");
    const history = { lease: "history", token: "b", purpose: "history" } as const;
    assert.equal((await two.acquire(history)).kind, "acquired");
    const { state } = await one.read();
    assert.deepEqual([state.lease?.token, state.history?.lease?.token], ["a", "b"]);
    assert.deepEqual([state.requests.automatic.length, state.requests.history?.length], [1, 1]);
  });

  test("ends a lease after a while, and does not let a sleeper come back", async (world) => {
    const [sleeper, other] = [cellOf(world), cellOf(world)];
    await sleeper.acquire(ask("a"));
    const seen = await sleeper.read();
    world.clock.advance(LEASE_MS - 1);
    assert.equal((await other.acquire(ask("b"))).kind, "taken");
    world.clock.advance(1);
    assert.equal((await other.acquire(ask("b"))).kind, "acquired");
    assert.equal((await sleeper.renew(ask("a"))).kind, "taken");
    assert.equal(await sleeper.release("balance", "a"), false);
    assert.equal(await sleeper.swap(seen, stateOf(1)), false, "what it learned counts no more");
    world.clock.advance(LEASE_MS);
    assert.equal((await sleeper.renew(ask("a"))).kind, "taken", "though nobody has it now");
  });

  test("keeps a lease that is renewed", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    await one.acquire(ask("a"));
    for (let times = 0; times < 3; times += 1) {
      world.clock.advance(LEASE_MS - 1);
      assert.equal((await one.renew({ lease: "balance", token: "a" })).kind, "acquired");
    }
    assert.equal((await two.acquire(ask("b"))).kind, "taken");
    assert.equal((await one.read()).state.requests.automatic.length, 1, "nothing was sent");
  });

  test("takes no lease where the hour's requests are used up, or left to others", async (world) => {
    const cell = cellOf(world);
    const history = { lease: "history", token: "a", purpose: "history", spare: 12 } as const;
    for (let sent = 0; sent < HISTORY_PER_HOUR - 12; sent += 1)
      assert.equal((await cell.acquire(history)).kind, "acquired");
    await cell.release("history", "a");
    const before = await cell.read();
    const grant = await cell.acquire(history);
    assert.ok(grant.kind === "budget" && grant.until > world.clock.now(), grant.kind);
    assert.equal((await cell.read()).id, before.id);
    assert.equal((await cell.acquire({ ...history, spare: 0 })).kind, "acquired");
  });

  test("never grants more requests than an hour has, over all windows", async (world) => {
    await holdsBudget(world, fc.constant(0));
  });

  test("never grants more requests than an hour has, wherever the clock is set", async (world) => {
    await holdsBudget(world, fc.constantFrom(0, 0, 0, 400 * DAY_MS, -400 * DAY_MS, 7_200_000, -7_200_000));
  });

  test("keeps a lease for its time when the clock is set", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    for (const days of [400, -400]) {
      const token = `a ${days}`;
      assert.equal((await one.acquire(ask(token))).kind, "acquired");
      world.clock.set(days * DAY_MS);
      assert.equal((await two.acquire(ask("b"))).kind, "taken");
      world.clock.advance(LEASE_MS);
      assert.equal((await two.acquire(ask("b"))).kind, "acquired", "and no longer");
      await two.release("balance", "b");
    }
  });
}

/** Three windows ask again and again, each time in a turn of its own. */
async function holdsBudget(world: World, jumps: fc.Arbitrary<number>): Promise<void> {
  let account = 0;
  const plan = fc.array(fc.tuple(fc.integer({ min: 0, max: 60_000 }), jumps), {
    minLength: 60,
    maxLength: MOST_TRIES,
  });
  await fc.assert(
    fc.asyncProperty(plan, async (moves) => {
      account += 1;
      const windows = [0, 1, 2].map(() => world.window().account(`account ${account}`).cell);
      const sent = await sentBy(world, windows, moves);
      for (const from of sent) {
        const within = sent.filter((at) => at >= from && at < from + HOUR_MS);
        assert.ok(within.length <= AUTOMATIC_PER_HOUR, `${within.length} within an hour`);
      }
    }),
    { numRuns: 4, seed: 11, endOnFailure: true },
  );
}

/** When requests were granted, by the clock that nobody sets. */
async function sentBy(
  { clock }: World,
  windows: readonly StateStore[],
  moves: readonly (readonly [number, number])[],
): Promise<readonly number[]> {
  const sent: number[] = [];
  for (const [turn, [step, jump]] of moves.entries()) {
    clock.advance(step);
    clock.set(jump);
    const cell = windows[turn % windows.length];
    const token = `turn ${turn}`;
    if (!cell || (await cell.acquire(ask(token))).kind !== "acquired") continue;
    sent.push(clock.elapsed());
    await cell.release("balance", token);
  }
  return sent;
}
