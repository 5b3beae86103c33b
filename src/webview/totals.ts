import type { Loadable, TotalsView, TotalView } from "../billing/page/page-view.ts";
import { element } from "./dom/element.ts";
import { icon } from "./dom/icon.ts";
import { createSection, type Section } from "./dom/section.ts";

/** The few figures one looks for first. */
export const createTotals = (): Section<Loadable<TotalsView>> =>
  createSection("totals", (view) => [
    element("h2", { class: "spoken" }, [view.title]),
    element(
      "dl",
      { class: "figures" },
      view.kind === "ready" ? view.figures.map(figureOf) : [1, 2, 3, 4].map(pendingFigure),
    ),
  ]);

function figureOf({ label, value, note, trend }: TotalView): HTMLElement {
  return element("div", { class: "figure" }, [
    element("dt", {}, [label]),
    element("dd", { class: "value" }, [value]),
    element("dd", { class: "note" }, [
      trend !== "none" && icon(`arrow-${trend}`),
      element("span", {}, [note]),
    ]),
  ]);
}

function pendingFigure(): HTMLElement {
  return element("div", { class: "figure" }, [
    element("dt", { class: "skeleton" }, ["\u00a0"]),
    element("dd", { class: "value skeleton" }, ["\u00a0"]),
    element("dd", { class: "note" }, []),
  ]);
}
