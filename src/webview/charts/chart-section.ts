import type { ActionView, Loadable, TableView } from "../../billing/page/page-view.ts";
import { actionButton } from "../dom/action-button.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { mergeChildren } from "../dom/reconcile-dom.ts";
import type { Section } from "../dom/section.ts";
import type { Memory } from "../memory.ts";
import { createPlot, type PlotDrawing } from "./plot.ts";
import { createTooltip, type TooltipView } from "./tooltip.ts";

/** How one kind of chart is drawn and told. */
export interface ChartKind<View> {
  readonly name: "balance" | "spend";
  readonly drawing: (view: View) => PlotDrawing;
  readonly legend: (view: View) => readonly HTMLElement[];
  readonly points: (view: View) => number;
  readonly tooltip: (view: View, index: number) => TooltipView;
  readonly table: (view: View) => TableView;
}

export interface ChartTexts {
  readonly summary: string;
  readonly note?: string | undefined;
  readonly actions?: readonly ActionView[];
}

/** A chart with its heading, its legend and the table that says the same; whichever shows takes the same room. */
export function createChartSection<View extends ChartTexts>(
  kind: ChartKind<View>,
  memory: Memory,
  say: (text: string) => void,
): Section<Loadable<View>> {
  let current: (View & { title: string }) | undefined;
  let pointed: number | undefined;
  const heading = element("h2", { id: `${kind.name}-title` });
  const note = element("p", { class: "note" });
  const toggle = element(
    "button",
    { type: "button", class: "button icon", "aria-label": "Show as table", title: "Show as table" },
    [icon("table")],
  );
  const canvas = element("div", { class: "canvas", "aria-hidden": "true" });
  const tooltip = createTooltip();
  const chart = element(
    "div",
    { class: "chart", role: "group", "aria-roledescription": "chart", tabindex: "0" },
    [canvas, tooltip.element],
  );
  const table = element("div", {
    class: "twin-scroller",
    role: "region",
    tabindex: "0",
    "aria-labelledby": heading.id,
  });
  const empty = element("p", { class: "empty" });
  const legend = element("ul", { class: "legend" });
  const actions = element("div", { class: "chart-actions" });
  const host = element(
    "section",
    { class: `chart-section ${kind.name}`, "aria-labelledby": heading.id, hidden: "" },
    [
      element("div", { class: "section-head" }, [heading, note, toggle]),
      element("div", { class: "stage" }, [chart, table, empty]),
      element("div", { class: "chart-foot" }, [legend, actions]),
    ],
  );
  const plot = createPlot(canvas, (index, left) => {
    pointed = index;
    if (current && index !== undefined && index < kind.points(current))
      tooltip.show(kind.tooltip(current, index), left);
    else tooltip.hide();
  });

  function arrange(): void {
    const asTable = memory.get("tables").includes(kind.name);
    toggle.setAttribute("aria-pressed", String(asTable));
    toggle.hidden = !current;
    chart.hidden = !current || asTable;
    table.hidden = !current || !asTable;
    legend.hidden = !current || asTable;
    if (!current) return;
    if (asTable) mergeChildren(table, element("div", {}, [tableOf(kind.table(current), current.summary)]));
    else {
      table.replaceChildren();
      plot.draw(kind.drawing(current));
    }
  }

  toggle.addEventListener("click", () => {
    const others = memory.get("tables").filter((name) => name !== kind.name);
    memory.set("tables", toggle.getAttribute("aria-pressed") === "true" ? others : [...others, kind.name]);
    arrange();
  });

  chart.addEventListener("keydown", (event) => {
    if (!current) return;
    const last = kind.points(current) - 1;
    const next = stepTo(event.key, pointed, last);
    if (next === undefined && event.key !== "Escape") return;
    event.preventDefault();
    plot.point(next);
    if (next !== undefined) say(inWords(kind.tooltip(current, next)));
  });
  chart.addEventListener("blur", () => plot.point(undefined));

  return {
    element: host,
    show(view) {
      host.hidden = view === null;
      if (view === null) return;
      heading.textContent = view.title;
      current = view.kind === "ready" ? view : undefined;
      host.setAttribute("aria-busy", String(view.kind === "loading"));
      empty.textContent = view.kind === "empty" ? view.text : "";
      empty.hidden = view.kind === "ready";
      empty.classList.toggle("skeleton", view.kind === "loading");
      note.textContent = current?.note ?? "";
      chart.setAttribute("aria-label", current?.summary ?? "");
      legend.replaceChildren(...(current ? kind.legend(current) : []));
      mergeChildren(actions, element("div", {}, (current?.actions ?? []).map(actionButton)));
      if (!current) plot.clear();
      arrange();
    },
  };
}

function stepTo(key: string, from: number | undefined, last: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
      return from === undefined ? last : Math.max(0, from - 1);
    case "ArrowRight":
      return from === undefined ? 0 : Math.min(last, from + 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

const inWords = ({ title, lines }: TooltipView) =>
  [title, ...lines.map(({ name, value }) => `${name} ${value}`)].join(", ");

/** The twin of a chart: the same figures, the newest first. */
function tableOf({ columns, rows }: TableView, caption: string): HTMLElement {
  return element("table", { class: "twin" }, [
    element("caption", { class: "spoken" }, [caption]),
    element("thead", {}, [
      element(
        "tr",
        {},
        columns.map((column) => element("th", { scope: "col" }, [column])),
      ),
    ]),
    element(
      "tbody",
      {},
      rows.toReversed().map((row) =>
        element(
          "tr",
          {},
          row.map((cell, index) =>
            index === 0 ? element("th", { scope: "row" }, [cell]) : element("td", {}, [cell]),
          ),
        ),
      ),
    ),
  ]);
}
