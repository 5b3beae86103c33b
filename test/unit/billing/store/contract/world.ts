import assert from "node:assert/strict";
import type { Store } from "../../../../../src/billing/store/store.ts";
import type { Clock } from "../../../../../src/billing/time/clock.ts";

/** Both clocks of a machine, which a test sets. Short waits are over at once, longer ones when time goes by. */
export interface TestClock extends Clock {
  readonly steady: () => { readonly run: string; readonly ms: number };
  /** Time goes by. */
  advance(ms: number): void;
  /** Somebody sets the wall clock. */
  set(byMs: number): void;
}

export const START_MS = Date.UTC(2026, 7, 18, 12);
const SHORT_MS = 1000;

export function createTestClock(): TestClock {
  let gone = 0;
  let ahead = 0;
  const waiting = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => START_MS + gone + ahead,
    elapsed: () => gone,
    steady: () => ({ run: "one", ms: gone }),
    after(delayMs, callback) {
      if (delayMs < SHORT_MS) {
        const soon = setImmediate(callback);
        return { dispose: () => clearImmediate(soon) };
      }
      const entry = { at: gone + delayMs, callback };
      waiting.add(entry);
      return { dispose: () => void waiting.delete(entry) };
    },
    advance(ms) {
      gone += ms;
      for (const entry of [...waiting].filter(({ at }) => at <= gone)) {
        waiting.delete(entry);
        entry.callback();
      }
    },
    set: (byMs) => (ahead += byMs),
  };
}

/** Windows on one machine that share a store. */
export interface World {
  readonly clock: TestClock;
  window(): Store;
  dispose(): Promise<void>;
}

/** Declares a test of a world of its own. */
export type Case = (title: string, run: (world: World) => Promise<void>) => void;

/** Cases of which one kind of store is known to fail some: those are held to fail, until they do not. */
export function casesOf(open: (clock: TestClock) => Promise<World>, flaws: readonly string[]): Case {
  return (title, run) => {
    const flawed = flaws.includes(title);
    it(flawed ? `does not yet: ${title}` : title, async () => {
      const world = await open(createTestClock());
      try {
        if (flawed) await assert.rejects(run(world));
        else await run(world);
      } finally {
        await world.dispose();
      }
    });
  };
}
