import {
  merge,
  partsOf,
  pick,
  type Alternative,
  type Alternatives,
  type Picks,
  type Value,
} from "./value.ts";

const limit = 24;

export function capped(all: Alternatives): Alternatives {
  return all.length > limit ? all.slice(0, limit) : all;
}

/** Combines every alternative of `left` with those made under its picks. */
export function chain(left: Alternatives, next: (value: Value, picks: Picks) => Alternatives): Alternatives {
  const found: Alternative[] = [];
  for (const one of left) {
    for (const two of next(one.value, one.picks)) {
      const picks = merge(one.picks, two.picks);
      if (picks) found.push({ value: two.value, picks });
      if (found.length >= limit) return found;
    }
  }
  return found;
}

/** Joins texts from left to right; later pieces are asked under the choices of the earlier ones. */
export function joined(
  pieces: readonly (Alternatives | ((under: Picks) => Alternatives))[],
  picks: Picks,
): Alternatives {
  let sofar: Alternatives = [{ value: { kind: "text", parts: [] }, picks }];
  for (const piece of pieces) {
    sofar = chain(sofar, (left, under) =>
      chain(typeof piece === "function" ? piece(under) : piece, (right, within) => [
        { value: { kind: "text", parts: [...partsOf(left), ...partsOf(right)] }, picks: within },
      ]),
    );
  }
  return sofar;
}

/** What each item gives under the choice of it. */
export function pickEach<T>(
  items: readonly T[],
  id: number,
  picks: Picks,
  evaluate: (item: T, picks: Picks) => Alternatives,
): Alternatives {
  const found: Alternative[] = [];
  items.forEach((item, index) => {
    const under = pick(picks, id, index);
    if (under) found.push(...evaluate(item, under));
  });
  return found;
}
