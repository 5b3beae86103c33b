import type { Disposable } from "./disposable.ts";

/** Time, injected: the real one, or a test's. */
export interface Clock {
  /** ms since the epoch; may jump either way. */
  now(): number;
  /** ms since some moment of the past; never jumps, and may stand still while the machine sleeps. */
  elapsed(): number;
  /** Calls `callback` once after `delayMs`, unless disposed of before. */
  after(delayMs: number, callback: () => void): Disposable;
}
