/** A small seeded generator, so that the same input always gives the same forecast. Not for secrets. */
export interface Random {
  /** Evenly spread over [0, 1). */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/** Builds a 32-bit xorshift generator; neighbouring whole-number seeds give unrelated streams. */
export function createRandom(seed: number): Random {
  let state = Math.imul(Math.trunc(seed) + 1, 0x9e3779b1) || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 8; warmUp++) uniform();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
