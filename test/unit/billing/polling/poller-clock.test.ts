import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import type { Cell, Version } from "../../../../src/billing/state/state-store.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { createFakeClock, settled } from "../fake-clock.ts";
import { createStage, HOUR, MINUTE } from "./windows.ts";

describe("a poller and the clocks", () => {
  it("believes no lease that is further off than one can be: its clock was set back", async () => {
    for (const [ahead, asks] of [[20_000, false], [20_001, true], [400 * 24 * HOUR, true]] as const) {
      const stage = createStage();
      const lease = { token: "gone", until: stage.clock.now() + ahead };
      await rewrite(stage.cell, (state) => ({ ...state, lease }));
      stage.open();
      await stage.clock.advance(0);
      assert.equal(stage.vendor.asked.length > 0, asks, `${ahead} ms ahead`);
    }
  }); // prettier-ignore

  it("asks no more than twelve times for a person in a real hour, also when the wall clock leaps ahead", async () => {
    const stage = createStage();
    const { poller } = stage.open({ source: { balance: (signal) => stage.vendor.balance(signal) } });
    await stage.clock.advance(0);
    const before = stage.vendor.asked.length;
    for (let tries = 0; tries < 30; tries += 1) {
      stage.clock.jump(2 * HOUR);
      await poller.look("manual");
    }
    assert.equal(stage.vendor.asked.length - before, 12);
    const waits = await poller.look("manual");
    assert.ok(waits.kind === "waiting" && waits.because === "budget");
  });

  it("asks no more than forty times by itself in a real hour, also when the wall clock leaps ahead", async () => {
    const stage = createStage();
    const { poller } = stage.open({ source: { balance: (signal) => stage.vendor.balance(signal) } });
    for (let tries = 0; tries < 60; tries += 1) {
      stage.clock.jump(2 * HOUR);
      await poller.look("timer");
    }
    assert.equal(stage.vendor.asked.length, 40);
  });

  it("sends nothing when the machine slept between taking the turn and the request", async () => {
    for (const [slept, sent] of [[9_999, 1], [10_000, 0], [8 * HOUR, 0]] as const) {
      const clock = createFakeClock();
      const shared = createMemoryCell();
      let asleep = false;
      const cell: Cell = {
        ...shared,
        async swap(expected, next) {
          const done = await shared.swap(expected, next);
          if (!asleep) clock.sleep(slept);
          asleep = true;
          return done;
        },
      };
      const stage = createStage(cell, clock);
      stage.open({ source: { balance: (signal) => stage.vendor.balance(signal) } });
      await settled();
      assert.equal(stage.vendor.asked.length, sent, `slept ${slept} ms`);
      await clock.advance(5 * MINUTE);
      assert.ok(stage.vendor.asked.length > 0, "it asks once it is awake");
    }
  }); // prettier-ignore

  it("looks again at once when another window wrote while it was looking", async () => {
    const clock = createFakeClock();
    const shared = createMemoryCell();
    const listeners = new Set<() => void>();
    let held: Promise<void> | undefined;
    const cell: Cell = {
      ...shared,
      async read(): Promise<Version> {
        const version = await shared.read();
        await held;
        return version;
      },
      watch(listener) {
        listeners.add(listener);
        return { dispose: () => void listeners.delete(listener) };
      },
    };
    const stage = createStage(cell, clock);
    const window = stage.open();
    await clock.advance(0);
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    void window.poller.look("timer");
    await settled();
    // The window has read what is old by now, and is told so before it is done with it.
    const reading = { balance: usd(7), at: clock.now() };
    await rewrite({ ...shared }, (state) => ({ ...state, reading }));
    for (const listener of listeners) listener();
    held = undefined;
    release();
    await settled();
    assert.deepEqual(window.states.at(-1)?.reading?.balance, usd(100));
    await clock.advance(0);
    assert.deepEqual(window.states.at(-1)?.reading?.balance, usd(7));
  });
});
