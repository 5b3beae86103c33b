import { fingerprint } from "../../../src/billing/accounts/fingerprint.ts";
import type { Clock } from "../../../src/billing/time/clock.ts";

/** A clock that moves only when told to; its timers fire in order, each at its time. */
export interface FakeClock extends Clock {
  /** Lets time pass: timers fire, and all that follows from each settles before the next one. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock ahead (or back, when negative) without letting time pass. */
  jump(ms: number): void;
  /** The machine sleeps: the wall clock goes on, timers and elapsed time stand still. */
  sleep(ms: number): void;
  readonly timers: number;
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

export const START = Date.UTC(2026, 7, 3, 9, 0, 0);

export function createFakeClock(start = START): FakeClock {
  let elapsed = 0;
  let offset = start;
  const timers = new Set<Timer>();
  const next = (limit: number) =>
    [...timers].filter((timer) => timer.due <= limit).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => offset + elapsed,
    elapsed: () => elapsed,
    after(delayMs, callback) {
      const timer = { due: elapsed + Math.max(delayMs, 0), callback };
      timers.add(timer);
      return { dispose: () => void timers.delete(timer) };
    },
    async advance(ms) {
      const end = elapsed + ms;
      await settled();
      for (let timer = next(end); timer; timer = next(end)) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.due);
        timer.callback();
        await settled();
      }
      elapsed = end;
    },
    jump(ms) {
      offset += ms;
    },
    sleep(ms) {
      offset += ms;
    },
    get timers() {
      return timers.size;
    },
  };
}

/** All promise callbacks that can run without time passing have run. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Also what is worked out outside this thread (fingerprints and marks) has come back, and what follows from it. */
export async function settledOutside(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await fingerprint({ origin: "", apiKey: "" });
    await settled();
  }
}
