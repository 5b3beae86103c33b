import assert from "node:assert/strict";
import fc from "fast-check";
import { usd } from "../../../../../src/billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../../../../src/billing/state/account-state.ts";
import { encodeState } from "../../../../../src/billing/state/state-encoding.ts";
import type { Cell } from "../../../../../src/billing/state/state-store.ts";
import { until } from "../../../../support/until.ts";
import { anyState } from "../../state/any-state.ts";
import type { Case, World } from "./world.ts";

export const stateOf = (count: number): AccountState => ({
  ...EMPTY_STATE,
  reading: { balance: usd(count), at: count },
});
const cellOf = (world: World) => world.window().account("abc").cell;
const countIn = async (cell: Cell) => (await cell.read()).state.reading?.at ?? 0;
const write = async (cell: Cell, count: number) => cell.swap(await cell.read(), stateOf(count));

export function describeState(test: Case): void {
  test("is empty before it was written", async (world) => {
    assert.deepEqual(await cellOf(world).read(), { id: "", state: EMPTY_STATE });
  });

  test("takes the write of one of two windows that saw the same", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    assert.equal(await write(one, 1), true);
    const [seenByOne, seenByTwo] = [await one.read(), await two.read()];
    assert.deepEqual(seenByTwo, seenByOne);
    const won = await Promise.all([one.swap(seenByOne, stateOf(2)), two.swap(seenByTwo, stateOf(3))]);
    assert.deepEqual(won.toSorted(), [false, true]);
    assert.equal(await countIn(cellOf(world)), won[0] ? 2 : 3);
    assert.equal(await two.swap(seenByTwo, stateOf(9)), false, "it was overtaken");
  });

  test("takes the write of one of two windows that saw nothing", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    const [first, second] = [await one.read(), await two.read()];
    assert.equal(await one.swap(first, stateOf(1)), true);
    assert.equal(await two.swap(second, stateOf(2)), false);
    assert.equal(await countIn(two), 1);
  });

  test("has another version after the same was written again", async (world) => {
    const cell = cellOf(world);
    await write(cell, 1);
    const before = await cell.read();
    await write(cell, 1);
    assert.notEqual((await cell.read()).id, before.id);
    assert.equal(await cell.swap(before, stateOf(2)), false);
  });

  test("keeps accounts apart", async (world) => {
    await write(cellOf(world), 1);
    assert.equal((await world.window().account("other").cell.read()).id, "");
  });

  test("counts right when windows write at once, and never shows less than before", async (world) => {
    const increment = async (cell: Cell) => {
      let most = 0;
      for (let left = 10; left > 0;) {
        const version = await cell.read();
        const count = version.state.reading?.at ?? 0;
        assert.ok(count >= most, `${count} after ${most}`);
        most = count;
        if (await cell.swap(version, stateOf(count + 1))) left -= 1;
      }
    };
    await Promise.all(Array.from({ length: 5 }, () => increment(cellOf(world))));
    assert.equal(await countIn(cellOf(world)), 50);
  });

  test("gives back any state to the last part", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        assert.equal(await one.swap(await one.read(), state), true);
        assert.equal(encodeState((await two.read()).state), encodeState(state));
      }),
      { numRuns: 40 },
    );
  });

  test("is empty once it was deleted, and does not come back by a late write", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    await write(one, 1);
    const late = await two.read();
    await one.clear();
    assert.equal((await two.read()).id, "");
    assert.equal(await two.swap(late, stateOf(2)), false);
    assert.equal((await one.read()).id, "");
  });

  test("never has a version again that somebody may still hold", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    await write(one, 1);
    const late = await two.read();
    await one.clear();
    await write(one, 5);
    assert.equal(await two.swap(late, stateOf(2)), false);
    assert.equal(await countIn(two), 5);
  });

  test("tells other windows of a write, until they do not listen any more", async (world) => {
    const [one, two] = [cellOf(world), cellOf(world)];
    await write(one, 1);
    await two.read();
    let told = 0;
    const watching = two.watch(() => (told += 1));
    await two.read();
    await write(one, 2);
    await until(() => told > 0);
    assert.equal(await countIn(two), 2);
    watching.dispose();
    told = 0;
    await write(one, 3);
    await countIn(two);
    assert.equal(told, 0);
  });
}
