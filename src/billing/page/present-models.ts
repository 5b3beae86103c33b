import { rankModels } from "./model-ranks.ts";
import type { NoSpending, Spending } from "./page-data.ts";
import type { Loadable, ModelsView } from "./page-view.ts";
import { THIS_KEY_ONLY } from "./present-spend-chart.ts";
import { shownModel } from "./shown-name.ts";
import type { Words } from "./words.ts";

const TITLE = "Models";
const BRIEF = 8;
/** No account uses more; a broken answer might. */
const MOST = 500;

/** Null when the chart above says already that there is nothing. */
export function presentModels(
  spending: Spending | NoSpending | undefined,
  words: Words,
): Loadable<ModelsView> | null {
  if (!spending) return { kind: "loading", title: TITLE };
  if (spending.kind === "unknown") return null;
  const ranked = rankModels(spending.buckets);
  const sum = ranked.reduce((total, { credits }) => total + credits, 0);
  if (ranked.length === 0 || sum === 0) return null;
  return {
    kind: "ready",
    title: TITLE,
    note: spending.scope === "key" ? THIS_KEY_ONLY : undefined,
    columns: ["Model", "Share", "Spend", "Requests", "Per request"],
    rows: ranked.slice(0, MOST).map(({ model, colour, credits, count }) => ({
      name: shownModel(model),
      colour,
      spend: words.money(credits),
      share: credits / sum,
      shareText:
        credits / sum < 0.01 && credits > 0 ? `<${words.percent(0.01)}` : words.percent(credits / sum),
      requests: words.count(count),
      perRequest: count === 0 ? "—" : words.price(Math.round(credits / count)),
    })),
    brief: BRIEF,
    moreLabel: `Show all ${words.count(Math.min(MOST, ranked.length))} models`,
    lessLabel: "Show fewer",
  };
}
