import type { Clock } from "../time/clock.ts";
import { AbortedError } from "../vendor/billing-error.ts";

/** Resolves after `delayMs`; rejects with an `AbortedError` as soon as `signal` is aborted. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AbortedError());
      return;
    }
    const stop = () => {
      timer.dispose();
      reject(new AbortedError());
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}
