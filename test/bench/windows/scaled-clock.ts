import type { Clock } from "../../../src/billing/time/clock.ts";

/** Account time: it begins with the machine's at `startsAt` (ms since the epoch) and runs `factor` times as fast. */
export interface Scale {
  readonly startsAt: number;
  readonly factor: number;
}

export function createScaledClock(scale: Scale): Clock {
  return {
    now: () => accountTime(scale, Date.now()),
    elapsed: () => performance.now() * scale.factor,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs / scale.factor);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}

/** The account time (ms since the epoch) at a real one. */
export const accountTime = ({ startsAt, factor }: Scale, real: number) =>
  startsAt + (real - startsAt) * factor;

/** Resolves when account time is `accountMs` after its start. */
export async function untilAccount({ startsAt, factor }: Scale, accountMs: number): Promise<void> {
  const left = startsAt + accountMs / factor - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
}
