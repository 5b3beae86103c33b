import type { FilterView } from "../../billing/page/page-view.ts";
import { element } from "./element.ts";
import { mergeChildren } from "./reconcile-dom.ts";

/** Puts the choices into a select, and the chosen one on top. */
export function offer(select: HTMLSelectElement, { label, options }: FilterView): void {
  select.setAttribute("aria-label", label);
  const made = options.map(({ value, label: text }) => element("option", { value }, [text]));
  mergeChildren(select, element("select", {}, made));
  const selected = options.findIndex((option) => option.selected);
  if (select.selectedIndex !== selected) select.selectedIndex = selected;
}
