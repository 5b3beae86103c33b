import type { Loadable, ModelRow, ModelsView } from "../billing/page/page-view.ts";
import { swatch } from "./charts/tooltip.ts";
import { drawing, element } from "./dom/element.ts";
import { createSection, type Section } from "./dom/section.ts";
import type { Memory } from "./memory.ts";

/** What each model cost. The first few show; the rest when asked for. */
export function createModels(memory: Memory): Section<Loadable<ModelsView>> {
  let current: Loadable<ModelsView> | null = null;
  const section = createSection<Loadable<ModelsView>>("models", (view) =>
    render(view, memory.get("allModels")),
  );
  section.element.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-more]"))) return;
    memory.set("allModels", !memory.get("allModels"));
    section.show(current);
  });
  return {
    element: section.element,
    show(view) {
      current = view;
      section.show(view);
    },
  };
}

function render(view: Loadable<ModelsView>, all: boolean): readonly HTMLElement[] {
  const head = element("div", { class: "section-head" }, [
    element("h2", {}, [view.title]),
    element("p", { class: "note" }, [view.kind === "ready" ? (view.note ?? "") : ""]),
  ]);
  if (view.kind !== "ready")
    return [head, element("p", { class: "empty skeleton" }, [view.kind === "empty" ? view.text : ""])];
  const { columns, rows, brief, moreLabel, lessLabel } = view;
  return [
    head,
    element("table", { class: "model-table" }, [
      element("caption", { class: "spoken" }, [view.title]),
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
        rows.slice(0, all ? rows.length : brief).map((row) => rowOf(row, columns)),
      ),
    ]),
    ...(rows.length > brief
      ? [
          element(
            "button",
            { type: "button", class: "button link", "data-more": "", "aria-expanded": String(all) },
            [all ? lessLabel : moreLabel],
          ),
        ]
      : []),
  ];
}

function rowOf(row: ModelRow, columns: readonly string[]): HTMLElement {
  const { name, colour, spend, shareText, requests, perRequest } = row;
  return element("tr", {}, [
    element("th", { scope: "row" }, [
      element("span", { class: "model-name" }, [
        swatch(colour),
        element("span", { class: "name", title: name }, [name]),
      ]),
    ]),
    element("td", { class: "share-cell" }, [
      element("span", { class: "share" }, [shareBar(row), element("span", {}, [shareText])]),
    ]),
    element("td", { class: "spend-cell" }, [spend]),
    ...[requests, perRequest].flatMap((text, place) =>
      text === undefined
        ? []
        : [element("td", { class: "quiet-cell", "data-label": columns[3 + place] }, [text])],
    ),
  ]);
}

const shareBar = ({ share, colour }: ModelRow) =>
  drawing("svg", { class: "share-bar", "aria-hidden": "true" }, [
    drawing("rect", { class: "track", width: "100%", height: "100%", rx: "2" }),
    drawing("rect", {
      class: `series-${colour}`,
      width: `${(share * 100).toFixed(1)}%`,
      height: "100%",
      rx: "2",
    }),
  ]);
