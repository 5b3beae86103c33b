import assert from "node:assert/strict";
import fc from "fast-check";
import { usd } from "../../../../src/billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../../../src/billing/state/account-state.ts";
import { createRefugeCell, mergeStates } from "../../../../src/billing/state/fallback-state-store.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { encodeState } from "../../../../src/billing/state/state-encoding.ts";
import type { Cell } from "../../../../src/billing/state/state-store.ts";
import { createFakeClock } from "../fake-clock.ts";
import { mostInAnHour } from "../polling/fake-vendor.ts";
import { createStage, HOUR, MINUTE } from "../polling/windows.ts";
import { anyState } from "./any-state.ts";

/** A shared cell whose disk can be full, read-only or away. */
function createFrailCell() {
  const cell = createMemoryCell();
  const broken = { reads: false, writes: false };
  const failure = () => Promise.reject(Object.assign(new Error("no disk"), { code: "EIO" }));
  const frail: Cell = {
    ...cell,
    read: () => (broken.reads ? failure() : cell.read()),
    swap: (expected, next) => (broken.writes ? failure() : cell.swap(expected, next)),
  };
  return { cell, frail, broken };
}

function createRefuge() {
  const clock = createFakeClock();
  const { cell, frail, broken } = createFrailCell();
  const told: string[] = [];
  const refuge = createRefugeCell({
    shared: frail,
    now: clock.now,
    onLost: () => told.push("lost"),
    onFound: () => told.push("found"),
  });
  return { clock, shared: cell, broken, told, refuge };
}

const noted = (...automatic: readonly number[]): AccountState => ({
  ...EMPTY_STATE,
  requests: { automatic, manual: [] },
});

describe("the refuge of a window whose disk fails", () => {
  it("is the shared cell while that works", async () => {
    const { refuge, shared, told } = createRefuge();
    const version = await refuge.read();
    assert.equal(await refuge.swap(version, noted(1)), true);
    assert.deepEqual(await refuge.read(), await shared.read());
    assert.deepEqual(told, []);
  });

  for (const part of ["reads", "writes"] as const) {
    it(`goes on from the state last seen when ${part} fail, and says so once`, async () => {
      const { refuge, broken, told } = createRefuge();
      await refuge.swap(await refuge.read(), noted(1));
      broken[part] = true;
      const version = await refuge.read();
      await refuge.swap(version, noted(1, 2));
      if (part === "writes") await refuge.swap(await refuge.read(), noted(1, 2));
      assert.deepEqual((await refuge.read()).state.requests.automatic, [1, 2]);
      assert.deepEqual(told, ["lost"]);
    });
  }

  it("comes back after five minutes and brings along what it learned", async () => {
    const { clock, refuge, shared, broken, told } = createRefuge();
    await refuge.swap(await refuge.read(), noted(1));
    broken.reads = broken.writes = true;
    await refuge.swap(await refuge.read(), noted(1, 2));
    await shared.swap(await shared.read(), noted(1, 3));
    await clock.advance(5 * MINUTE - 1);
    await refuge.read();
    broken.reads = broken.writes = false;
    assert.deepEqual((await refuge.read()).state.requests.automatic, [1, 2]);
    await clock.advance(1);
    assert.deepEqual((await refuge.read()).state.requests.automatic, [1, 2, 3]);
    assert.deepEqual((await shared.read()).state.requests.automatic, [1, 2, 3]);
    assert.deepEqual(told, ["lost", "found"]);
  });

  it("stays away while the disk stays bad, and tries again later without more words", async () => {
    const { clock, refuge, broken, told } = createRefuge();
    await refuge.read();
    broken.writes = true;
    await refuge.swap(await refuge.read(), noted(1));
    await clock.advance(6 * MINUTE);
    await refuge.read();
    broken.writes = false;
    await clock.advance(4 * MINUTE);
    await refuge.read();
    assert.deepEqual(told, ["lost"]);
    await clock.advance(MINUTE);
    await refuge.read();
    assert.deepEqual(told, ["lost", "found"]);
  });

  it("comes back also when the clock was set back by days meanwhile", async () => {
    const { clock, refuge, broken, told } = createRefuge();
    broken.reads = true;
    await refuge.read();
    broken.reads = false;
    clock.jump(-240 * HOUR);
    await refuge.read();
    assert.deepEqual(told, ["lost", "found"]);
  });

  it("takes no version of the shared cell for one of its own, nor the other way", async () => {
    const { clock, refuge, broken } = createRefuge();
    await refuge.swap(await refuge.read(), noted(1));
    const old = await refuge.read();
    broken.reads = true;
    const mine = await refuge.read();
    assert.equal(await refuge.swap(old, noted(9)), false);
    broken.reads = false;
    await clock.advance(5 * MINUTE);
    await refuge.read();
    assert.equal(await refuge.swap(mine, noted(9)), false);
  });

  it("forgets what was cleared, also when the disk fails afterwards", async () => {
    const { refuge, broken } = createRefuge();
    await refuge.swap(await refuge.read(), noted(1));
    await refuge.clear();
    broken.reads = true;
    assert.deepEqual((await refuge.read()).state, EMPTY_STATE);
  });
});

describe("a poller on a failing disk", () => {
  function createWindows() {
    const clock = createFakeClock();
    const { cell, frail, broken } = createFrailCell();
    const stage = createStage(cell, clock);
    const open = () =>
      stage.open({
        cell: createRefugeCell({
          shared: frail,
          now: clock.now,
          onLost: () => undefined,
          onFound: () => undefined,
        }),
      });
    return { stage, broken, open };
  }

  it("keeps reading by itself, within the budget, and never fails", async () => {
    const { stage, broken, open } = createWindows();
    broken.reads = broken.writes = true;
    const window = open();
    await stage.clock.advance(3 * HOUR);
    assert.equal(window.states.at(-1)?.reading?.balance.nanos, usd(100).nanos);
    assert.ok(mostInAnHour(stage.vendor.asked.map(({ at }) => at)) <= 16);
    assert.deepEqual(window.storeErrors, []);
  });

  it("keeps the answer of the very turn in which the disk failed, and counts its request", async () => {
    const { stage, broken, open } = createWindows();
    stage.vendor.takes = 2_000;
    const window = open();
    await stage.clock.advance(1_000);
    broken.reads = broken.writes = true;
    await stage.clock.advance(10_000);
    assert.deepEqual(window.states.at(-1)?.reading?.balance, usd(100));
    assert.equal(window.states.at(-1)?.requests.automatic.length, 2);
    await stage.clock.advance(4 * MINUTE);
    assert.equal(stage.vendor.asked.length, 2);
  });

  it("shares again when the disk is back, and asks no more than before", async () => {
    const { stage, broken, open } = createWindows();
    const windows = [open(), open(), open()];
    await stage.clock.advance(MINUTE);
    broken.reads = broken.writes = true;
    await stage.clock.advance(20 * MINUTE);
    broken.reads = broken.writes = false;
    await stage.clock.advance(10 * MINUTE);
    const before = stage.vendor.asked.length;
    await stage.clock.advance(20 * MINUTE);
    assert.ok(stage.vendor.asked.length - before <= 5, `${stage.vendor.asked.length - before}`);
    for (const { states, storeErrors } of windows) {
      assert.deepEqual(states.at(-1)?.reading, (await stage.state()).reading);
      assert.deepEqual(storeErrors, []);
    }
  });
});

describe("two states that did not see each other", () => {
  const count = (times: readonly number[], time: number) => times.filter((it) => it === time).length;

  it("merge to every request and the newer of all else", () => {
    fc.assert(
      fc.property(anyState, anyState, (theirs, mine) => {
        const merged = mergeStates(theirs, mine);
        for (const cause of ["automatic", "manual", "history"] as const) {
          const [times = [], a = [], b = []] = [merged, theirs, mine].map((state) => state.requests[cause]);
          for (const time of [...a, ...b]) {
            const known = Math.max(count(a, time), count(b, time));
            assert.equal(count(times, time), known);
          }
          assert.deepEqual(
            times,
            times.toSorted((a, b) => a - b),
          );
        }
        const newest = Math.max(theirs.reading?.at ?? -1, mine.reading?.at ?? -1);
        assert.equal(merged.reading?.at ?? -1, newest);
        assert.ok((merged.trouble?.at ?? Infinity) >= newest);
      }),
    );
  });

  it("merge requests of the same moment without losing one or counting one twice", () => {
    const merged = mergeStates(noted(1, 2, 2, 5), noted(2, 2, 2, 3));
    assert.deepEqual(merged.requests.automatic, [1, 2, 2, 2, 3, 5]);
  });

  it("know when the refill was asked for last, whichever asked", () => {
    const asked = (detailAskedAt?: number) => ({ ...noted(), detailAskedAt });
    for (const [theirs, mine] of [[5, 3], [3, 5], [5], [undefined, 5]] as const)
      assert.equal(mergeStates(asked(theirs), asked(mine)).detailAskedAt, 5);
  });

  it("know whose account it is, whichever was told", () => {
    const owned = (owner?: string) => ({ ...noted(), owner });
    for (const [theirs, mine] of [["a", "b"], ["a"], [undefined, "a"]] as const)
      assert.equal(mergeStates(owned(theirs), owned(mine)).owner, "a");
  });

  it("merge to the same when they are the same", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
        const { automatic, manual, history } = state.requests;
        const trouble =
          state.trouble && state.trouble.at >= (state.reading?.at ?? 0) ? state.trouble : undefined;
        const expected = {
          ...state,
          trouble,
          requests: {
            automatic: sorted(automatic),
            manual: sorted(manual),
            ...(history && { history: sorted(history) }),
          },
        };
        assert.equal(encodeState(mergeStates(state, state)), encodeState(expected));
      }),
    );
  });
});
