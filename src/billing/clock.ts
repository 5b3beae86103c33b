import type { Disposable } from "./cell.ts";

/** Time, injected: the real one, or a test's. */
export interface Clock {
  /** ms since the epoch; may jump either way. */
  now(): number;
  /** Calls `callback` once after `delayMs`, unless disposed of before. */
  after(delayMs: number, callback: () => void): Disposable;
}
