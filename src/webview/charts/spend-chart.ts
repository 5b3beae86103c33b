import uPlot from "uplot";
import type { SpendChartView } from "../../billing/page/page-view.ts";
import { element } from "../dom/element.ts";
import { amountAxis, boundsOf, timeAxis } from "./axes.ts";
import type { ChartColours } from "./chart-colours.ts";
import type { ChartKind } from "./chart-section.ts";
import type { PlotDrawing } from "./plot.ts";
import { swatch } from "./tooltip.ts";

/** Spend by day or hour, stacked by model, the dearest at the bottom. */
export const spendChart: ChartKind<SpendChartView> = {
  name: "spend",
  drawing,
  points: ({ buckets }) => buckets.length,
  legend: ({ series }) =>
    series.map(({ name, colour }) =>
      element("li", {}, [swatch(colour), element("span", { class: "name", title: name }, [name])]),
    ),
  tooltip: ({ buckets, series }, index) => ({
    title: buckets[index]?.when ?? "",
    lines: [
      { name: "Total", value: buckets[index]?.total ?? "" },
      ...series
        .filter(({ values }) => values[index] !== 0)
        .map(({ name, colour, texts }) => ({ colour, name, value: texts[index] ?? "" })),
    ],
  }),
  table: ({ bucketName, buckets, series }) => ({
    columns: [bucketName, "Total", ...series.map(({ name }) => name)],
    rows: buckets.map(({ when, total }, index) => [
      when,
      total,
      ...series.map(({ texts }) => texts[index] ?? ""),
    ]),
  }),
};

/** Bars stand on zero and hide the lower part of the higher one behind them, so each is the sum up to its own. */
function drawing({ buckets, series, yTicks }: SpendChartView): PlotDrawing {
  const sums: number[][] = [];
  for (const { values } of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, index) => value + (below?.[index] ?? 0)));
  }
  const xTicks = buckets.map(({ label }, at) => ({ at, label }));
  const bars = uPlot.paths.bars?.({ size: [0.78, 44] });
  return {
    data: [buckets.map((_, index) => index), ...sums.toReversed()],
    options: (colours: ChartColours) => ({
      padding: [8, 20, 0, 0],
      scales: {
        x: { time: false, range: [-0.5, buckets.length - 0.5] },
        y: { range: boundsOf(yTicks) },
      },
      axes: [timeAxis(xTicks, colours), amountAxis(yTicks, colours)],
      series: [
        {},
        ...series.toReversed().map(({ colour }) => ({
          fill: colours.series(colour),
          stroke: colours.background,
          width: 1,
          points: { show: false },
          ...(bars ? { paths: bars } : {}),
        })),
      ],
    }),
  };
}
