import { element } from "../dom/element.ts";

export interface TooltipLine {
  /** A colour of the chart; undefined for a line without a swatch. */
  readonly colour?: number | undefined;
  readonly name: string;
  readonly value: string;
}

export interface TooltipView {
  readonly title: string;
  readonly lines: readonly TooltipLine[];
}

export interface Tooltip {
  readonly element: HTMLElement;
  /** `left`: where in the chart it points, in px. */
  show(view: TooltipView, left: number): void;
  hide(): void;
}

const DISTANCE = 12;

/** What the cursor points at. Seen only: a screen reader is told in other ways. */
export function createTooltip(): Tooltip {
  const box = element("div", { class: "tooltip", "aria-hidden": "true", hidden: "" });
  return {
    element: box,
    show({ title, lines }, left) {
      box.replaceChildren(element("p", { class: "tooltip-title" }, [title]), ...lines.map(lineOf));
      box.hidden = false;
      const room = box.parentElement?.clientWidth ?? 0;
      const fits = left + DISTANCE + box.offsetWidth <= room;
      const place = fits ? left + DISTANCE : left - DISTANCE - box.offsetWidth;
      box.style.left = `${Math.max(0, Math.min(place, room - box.offsetWidth))}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}

const lineOf = ({ colour, name, value }: TooltipLine) =>
  element("p", { class: "tooltip-line" }, [
    colour !== undefined && swatch(colour),
    element("span", { class: "name" }, [name]),
    element("span", { class: "value" }, [value]),
  ]);

export const swatch = (colour: number): HTMLElement =>
  element("span", { class: `swatch series-${colour}`, "aria-hidden": "true" });
