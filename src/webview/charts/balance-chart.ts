import uPlot from "uplot";
import type { BalanceChartView } from "../../billing/page/page-view.ts";
import { element } from "../dom/element.ts";
import { amountAxis, boundsOf, timeAxis } from "./axes.ts";
import type { ChartColours } from "./chart-colours.ts";
import type { ChartKind } from "./chart-section.ts";
import type { PlotDrawing } from "./plot.ts";

/** The balance over time: a step down for each charge, a mark for what came in, a line where it gets low. */
export const balanceChart: ChartKind<BalanceChartView> = {
  name: "balance",
  drawing,
  points: ({ points }) => points.length,
  legend: ({ topUps, threshold }) => [
    ...(topUps.length > 0 ? [legendItem("mark", "Top-up")] : []),
    ...(threshold ? [legendItem("dashes", threshold.label)] : []),
  ],
  tooltip: ({ points, topUps }, index) => {
    const point = points[index];
    const next = points[index + 1]?.at ?? Infinity;
    const here = topUps.filter(({ at }) => point && at >= point.at && at < next && at - point.at < 1);
    return {
      title: point?.when ?? "",
      lines: [
        { name: "Balance", value: point?.text ?? "" },
        ...here.map(({ text }) => ({ name: text, value: "" })),
      ],
    };
  },
  table: ({ table }) => table,
};

const legendItem = (kind: string, text: string) =>
  element("li", {}, [
    element("span", { class: kind, "aria-hidden": "true" }),
    element("span", { class: "name" }, [text]),
  ]);

function drawing(view: BalanceChartView): PlotDrawing {
  const { points, from, to, xTicks, yTicks } = view;
  const last = points.at(-1);
  // The balance still holds at the end of the span.
  const all = last && last.at < to ? [...points, { at: to, value: last.value }] : points;
  const steps = uPlot.paths.stepped?.({ align: 1 });
  return {
    data: [all.map(({ at }) => at), all.map(({ value }) => value)],
    options: (colours) => ({
      padding: [8, 20, 0, 0],
      scales: { x: { time: false, range: [from, to] }, y: { range: boundsOf(yTicks) } },
      axes: [timeAxis(xTicks, colours), amountAxis(yTicks, colours)],
      series: [
        {},
        {
          stroke: colours.line,
          fill: colours.fill,
          fillTo: 0,
          width: 1.5,
          points: { show: false },
          ...(steps ? { paths: steps } : {}),
        },
      ],
      hooks: { draw: [(plot) => decorate(plot, view, colours)] },
    }),
  };
}

function decorate(plot: uPlot, { threshold, topUps }: BalanceChartView, colours: ChartColours): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  if (threshold && threshold.value <= (plot.scales["y"]?.max ?? 0)) {
    const y = Math.round(plot.valToPos(threshold.value, "y", true)) + 0.5;
    ctx.strokeStyle = colours.threshold;
    ctx.lineWidth = scale;
    ctx.setLineDash([4 * scale, 4 * scale]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  for (const { at, value } of topUps) {
    ctx.beginPath();
    ctx.arc(plot.valToPos(at, "x", true), plot.valToPos(value, "y", true), 4 * scale, 0, 2 * Math.PI);
    ctx.fillStyle = colours.mark;
    ctx.fill();
    ctx.lineWidth = 1.5 * scale;
    ctx.strokeStyle = colours.background;
    ctx.stroke();
  }
  ctx.restore();
}
