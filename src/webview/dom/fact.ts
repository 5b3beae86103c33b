import type { FactView } from "../../billing/page/page-view.ts";
import { element } from "./element.ts";

/** A term and what there is to say about it, for a `dl`. Known by its place unless it has a key. */
export const factOf = ({ label, value, note, tone }: FactView, key?: string): HTMLElement =>
  element("div", { class: `fact ${tone}`, "data-key": key }, [
    element("dt", {}, [label]),
    element("dd", { class: "value" }, [value]),
    note !== undefined && element("dd", { class: "note" }, [note]),
  ]);
