import type { PageView } from "../billing/page/page-view.ts";
import type { ShowMessage } from "./detail.ts";

/** The order of the page, so that a first showing builds it from the top. */
const SECTIONS: Readonly<Record<keyof PageView, true>> = {
  accounts: true,
  head: true,
  ranges: true,
  totals: true,
  balance: true,
  spend: true,
  models: true,
  movements: true,
  cards: true,
  account: true,
  notes: true,
};

/** What a page that shows `before` must be told to show `after`; all of it when it shows nothing yet. */
export function changesBetween(before: PageView | undefined, after: PageView): readonly ShowMessage[] {
  const names = Object.keys(SECTIONS) as (keyof PageView)[];
  return names
    .filter((name) => !before || JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((section) => ({ type: "show", section, view: after[section] }) as ShowMessage);
}
