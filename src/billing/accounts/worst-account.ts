import { standingOf, type Standing, type View } from "./account-view.ts";

/** The gravest first. An account whose key is for another address is as good as refused. */
const LEVELS: readonly Standing["level"][] = ["empty", "refused", "low", "unreachable", "loading", "fine"];

/** Lower is graver; a low balance that a refill takes care of is not grave, one that may be wrong by now is a little. */
function gravityOf(view: View, now: number): number {
  if (view.kind === "no-key") return LEVELS.indexOf("refused");
  const { level, armed, refillMissing, outdated } = standingOf(view, now);
  const low = refillMissing && level === "fine" ? "low" : level;
  const rank = LEVELS.indexOf(low === "low" && armed ? "fine" : low);
  return rank - (outdated ? 0.5 : 0);
}

/** The view that needs a person most; among equals the one that is named first. */
export function mostTroubled(views: readonly View[], now: number): View | undefined {
  return views.reduce<View | undefined>(
    (worst, each) => (worst && gravityOf(worst, now) <= gravityOf(each, now) ? worst : each),
    undefined,
  );
}
