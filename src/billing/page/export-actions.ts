import type { PagePreferences } from "./page-data.ts";
import type { ActionView } from "./page-view.ts";

/** None while amounts are hidden: a file would show them. */
export const exportActions = ({ hideAmounts }: PagePreferences): readonly ActionView[] =>
  hideAmounts
    ? []
    : [
        { intent: "exportCsv", label: "Export CSV", kind: "secondary" },
        { intent: "exportJson", label: "Export JSON", kind: "secondary" },
      ];
