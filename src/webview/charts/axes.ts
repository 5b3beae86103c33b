import type uPlot from "uplot";
import type { AxisTick } from "../../billing/page/page-view.ts";
import type { ChartColours } from "./chart-colours.ts";

const GAP = 14;
/** Steps between labels that people count in: days to a week or month, hours to a day. */
const STRIDES = [1, 2, 3, 4, 6, 7, 12, 14, 28, 30];

/** The axis below: as many of the labels as fit, counted back from the newest. */
export function timeAxis(ticks: readonly AxisTick[], colours: ChartColours): uPlot.Axis {
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  return {
    stroke: colours.text,
    font: colours.font,
    size: 26,
    gap: 8,
    grid: { show: false },
    ticks: { show: false },
    splits: (plot) => fitting(plot, ticks, colours).map(({ at }) => at),
    values: (_, splits) => splits.map((at) => labels.get(at) ?? ""),
  };
}

function fitting(plot: uPlot, ticks: readonly AxisTick[], { font }: ChartColours): readonly AxisTick[] {
  const widest = Math.max(0, ...ticks.map(({ label }) => textWidth(plot, label, font))) + GAP;
  const room = plot.bbox.width / devicePixelRatio;
  const most = Math.max(1, Math.floor(room / widest));
  const stride = STRIDES.find((each) => ticks.length / each <= most) ?? Math.ceil(ticks.length / most);
  return ticks.filter((_, index) => (ticks.length - 1 - index) % stride === 0);
}

/** The axis at the side, as wide as its widest label. Its grid is the only one. */
export function amountAxis(ticks: readonly AxisTick[], colours: ChartColours): uPlot.Axis {
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  return {
    stroke: colours.text,
    font: colours.font,
    gap: 8,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    splits: () => ticks.map(({ at }) => at),
    values: (_, splits) => splits.map((at) => labels.get(at) ?? ""),
    size: (plot) =>
      Math.ceil(Math.max(0, ...ticks.map(({ label }) => textWidth(plot, label, colours.font)))) + 12,
  };
}

function textWidth({ ctx }: uPlot, text: string, font: string): number {
  ctx.save();
  ctx.font = font;
  const { width } = ctx.measureText(text);
  ctx.restore();
  return width;
}

export const boundsOf = (ticks: readonly AxisTick[]): [number, number] => [
  ticks[0]?.at ?? 0,
  ticks.at(-1)?.at ?? 1,
];
