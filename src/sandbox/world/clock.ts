/** The world's time. It may run faster than the machine's and can be put forward; it is never set back. */
export interface WorldClock {
  /** Whole milliseconds since 1970 UTC. */
  now(): number;
  advance(ms: number): void;
}

export interface ClockOptions {
  /** Milliseconds since 1970 UTC at which the world begins; now by default. */
  readonly startMs?: number | undefined;
  /** World milliseconds per real millisecond: 1 is real time, 60 shows an hour in a minute, 0 stands still. */
  readonly factor?: number;
  /** Where real time comes from, in ms. */
  readonly source?: () => number;
}

export function createWorldClock({ startMs, factor = 1, source = Date.now }: ClockOptions = {}): WorldClock {
  const origin = source();
  const start = startMs ?? origin;
  let advanced = 0;
  return {
    now: () => Math.floor(start + Math.max(0, source() - origin) * factor + advanced),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`The clock moves forward only, not by ${ms} ms.`);
      advanced += ms;
    },
  };
}
