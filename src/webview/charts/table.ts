import type { TableView } from "../../billing/page/page-view.ts";
import { element } from "../dom/element.ts";

/** The twin of a chart: the same figures, the newest first. */
export function tableOf({ columns, rows }: TableView, caption: string): HTMLElement {
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
