import type { Entry } from "./ledger.ts";

export const creditsIn = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { credits }) => sum + credits, 0);

export const usageIn = (entries: readonly Entry[]): readonly Entry[] =>
  entries.filter(({ type }) => type === "MODEL_USAGE");

/** In the order in which the groups first appear. */
export function groupBy<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): readonly (readonly [Key, readonly Value[]])[] {
  const found = new Map<Key, Value[]>();
  for (const value of values) {
    const group = found.get(keyOf(value));
    if (group) group.push(value);
    else found.set(keyOf(value), [value]);
  }
  return [...found];
}
