import type { RangesView } from "../billing/page/page-view.ts";
import { element } from "./dom/element.ts";
import { createSection, type Section } from "./dom/section.ts";

/** The choice of the time shown. Stays in sight while one reads on. */
export const createRanges = (): Section<RangesView> =>
  createSection(
    "ranges",
    ({ label, options }) => [
      element(
        "div",
        { class: "segments", role: "group", "aria-label": label },
        options.map(({ value, label: text, spoken, selected }) =>
          element(
            "button",
            {
              type: "button",
              class: "segment",
              "data-range": value,
              "aria-pressed": String(selected),
              title: spoken,
            },
            [text],
          ),
        ),
      ),
    ],
    "div",
  );
