/** A seeded source of chance: the same seed gives the same world. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Positive, with the given mean: the gap between events that know nothing of each other. */
  exponential(mean: number): number;
  /** Letters and digits, as in a vendor's opaque ids. */
  token(length: number): string;
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  /** Mulberry32: 32 bits of state are plenty for a sandbox. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    exponential: (mean) => -Math.log(1 - next()) * mean,
    token: (length) =>
      Array.from({ length }, () => ALPHABET.charAt(Math.floor(next() * ALPHABET.length))).join(""),
  };
}
