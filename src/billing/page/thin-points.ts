import type { BalancePoint } from "../history/figures.ts";

/**
 * So few points that a chart of `slots` columns looks the same: of each column the last, and the lowest and highest
 * when they stand out. The points begin with the balance at `from`; one that held from before it is moved there.
 */
export function thinPoints(
  points: readonly BalancePoint[],
  from: number,
  to: number,
  slots: number,
): readonly BalancePoint[] {
  const earlier = points.findLast(({ at }) => at <= from);
  const thinned: BalancePoint[] = earlier ? [{ at: from, credits: earlier.credits }] : [];
  let column: BalancePoint[] = [];
  let current = -1;
  const flush = () => {
    thinned.push(...outlineOf(column));
    column = [];
  };
  for (const point of points) {
    if (point.at <= from || point.at > to) continue;
    const slot = Math.floor(((point.at - from) / (to - from)) * slots);
    if (slot !== current) flush();
    current = slot;
    column.push(point);
  }
  flush();
  return thinned;
}

function outlineOf(column: readonly BalancePoint[]): readonly BalancePoint[] {
  const last = column.at(-1);
  if (!last) return [];
  const lowest = column.reduce((a, b) => (b.credits < a.credits ? b : a));
  const highest = column.reduce((a, b) => (b.credits > a.credits ? b : a));
  // In the order they came in: of several at one moment the last is the balance.
  return column.filter((point) => point === lowest || point === highest || point === last);
}
