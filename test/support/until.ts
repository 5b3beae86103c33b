import assert from "node:assert/strict";

/** Long enough for any machine: what takes longer does not happen. */
const LIMIT_MS = 240_000;

/** Waits for what other processes, files or sockets bring about. */
export async function until(is: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!is()) {
    assert.ok(performance.now() < end, "it did not happen");
    await moment(5);
  }
}

/** Gives what must not happen an occasion to. A slow machine makes such a test weaker, and never fails it. */
export const moment = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A time limit that is over as soon as something is so. */
export function overOnce(is: () => boolean): AbortSignal {
  const limit = new AbortController();
  const timer = setInterval(() => {
    if (!is()) return;
    clearInterval(timer);
    limit.abort(new DOMException("The operation timed out.", "TimeoutError"));
  }, 20);
  timer.unref();
  return limit.signal;
}
