import type { AxisTick } from "./page-view.ts";
import type { Words } from "./words.ts";

const NICE = [1, 2, 2.5, 5, 10];
const INTERVALS = 4;

/** Round steps from at or below `lowest` to at or above `highest`, zero always among them; about five. In USD. */
export function amountTicks(lowest: number, highest: number, words: Words): readonly AxisTick[] {
  const low = Math.min(0, lowest);
  const high = Math.max(0, highest);
  const step = niceStep((high - low || 1) / INTERVALS);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = Number(((first + index) * step).toPrecision(12));
    return { at, label: words.tick(at, step) };
  });
}

function niceStep(atLeast: number): number {
  const size = 10 ** Math.floor(Math.log10(atLeast));
  return (NICE.find((nice) => nice * size >= atLeast * (1 - 1e-9)) ?? 10) * size;
}

/** Ticks of a chart whose amounts are hidden: the shape keeps its grid, and no figure. */
export const quietTicks: readonly AxisTick[] = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: "" }));
