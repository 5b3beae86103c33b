import type { Disposable } from "../lifecycle/disposable.ts";

/** A reading of a clock that nobody sets. Two readings compare only within the same run. */
export interface Steady {
  /** Names what the clock counts from, such as one start of the machine. */
  readonly run: string;
  readonly ms: number;
}

/** Time, injected: the real one, or a test's. */
export interface Clock {
  /** ms since the epoch; may jump either way. */
  now(): number;
  /** ms since some moment of the past; never jumps, and may stand still while the machine sleeps. */
  elapsed(): number;
  /** Where there is a clock that nobody sets and that runs on while the machine sleeps. */
  readonly steady?: () => Steady;
  /** Calls `callback` once after `delayMs`, unless disposed of before. */
  after(delayMs: number, callback: () => void): Disposable;
}
