import type { NoSpending, Spending } from "../history/figures.ts";
import { OTHER_MODELS } from "../ledger/summary.ts";
import { shownName } from "../text/display-name.ts";
import { rankModels, sumOfCounts } from "./model-ranks.ts";
import type { PagePreferences } from "./page-data.ts";
import type { Loadable, ModelsView } from "./page-view.ts";
import { spendNote, tellsModels } from "./spend-words.ts";
import type { Words } from "./words.ts";

/** A model's name, or what stands for those without one and for the rest of a day with very many. */
export function shownModel(model: string | null): string {
  if (model === null) return "Unknown model";
  return model === OTHER_MODELS ? "Other models" : shownName(model);
}

const TITLE = "Models";
const BRIEF = 8;
/** No account uses more; a broken answer might. */
const MOST = 500;

/** `named` is false where the vendor never names a model. Null then, when the chart above says already that there is nothing, and where no model is named. */
export function presentModels(
  spending: Spending | NoSpending | null | undefined,
  words: Words,
  preferences: PagePreferences,
  named = true,
): Loadable<ModelsView> | null {
  if (!named) return null;
  if (spending === undefined) return { kind: "loading", title: TITLE };
  if (spending?.kind !== "known" || !tellsModels(spending)) return null;
  const ranked = rankModels(spending.buckets);
  const sum = ranked.reduce((total, { credits }) => total + credits, 0);
  if (ranked.length === 0 || sum === 0) return null;
  const counted = sumOfCounts(ranked.map(({ count }) => count)) !== undefined;
  return {
    kind: "ready",
    title: TITLE,
    note: spendNote(spending, preferences),
    columns: ["Model", "Share", "Spend", ...(counted ? ["Requests", "Per request"] : [])],
    rows: ranked.slice(0, MOST).map(({ model, colour, credits, count }) => ({
      name: shownModel(model),
      colour,
      spend: words.money(credits),
      share: credits / sum,
      shareText:
        credits / sum < 0.01 && credits > 0 ? `<${words.percent(0.01)}` : words.percent(credits / sum),
      ...(counted &&
        count !== undefined && {
          requests: words.count(count),
          perRequest: count === 0 ? "—" : words.price(Math.round(credits / count)),
        }),
    })),
    brief: BRIEF,
    moreLabel: `Show all ${words.count(Math.min(MOST, ranked.length))} models`,
    lessLabel: "Show fewer",
  };
}
