import { standingOf, type AccountView, type Standing } from "../accounts/account-view.ts";
import { countOf, totalsOf } from "../accounts/totals.ts";
import { POSTED, presentBalance } from "../present/present-balance.ts";
import { stateOf, toneOf } from "../present/present-health.ts";
import { presentTotal } from "../present/present-total.ts";
import { shownName } from "../text/display-name.ts";
import { capitalized } from "../text/letter-case.ts";
import type { Holdings } from "../vendor/provider.ts";
import type { AccountChoice, PagePreferences } from "./page-data.ts";
import type { AccountOption, AccountsView } from "./page-view.ts";

/** The accounts to choose from. Null where there is nothing to choose. */
export function presentAccounts(
  accounts: readonly AccountChoice[],
  now: number,
  preferences: PagePreferences,
  unfollowed = 0,
): AccountsView | null {
  // One alone is there to be chosen where the page shows another, which cannot be followed.
  if (accounts.length < 2 && accounts.every(({ selected }) => selected)) return null;
  // Made-up money is missing in no total.
  const real = accounts.map(({ view }) => view).filter(({ demo }) => !demo);
  return {
    label: "Accounts",
    options: accounts.map((account) => optionOf(account, now, preferences)),
    totals: totalsOf(real, now).map((total) =>
      presentTotal(total, countOf(real) + unfollowed, preferences.locale, preferences.hideAmounts),
    ),
  };
}

function optionOf(
  { view, selected }: AccountChoice,
  now: number,
  preferences: PagePreferences,
): AccountOption {
  const standing = standingOf(view, now);
  const name = shownName(view.name);
  const value = valueOf(view, standing);
  const detail = value ? presentBalance(value, preferences) : wordOf(standing, view);
  const said = value && preferences.hideAmounts ? "amount hidden" : detail;
  return {
    value: view.id,
    label: name,
    selected,
    detail,
    tone: toneOf(standing),
    spoken: [
      name,
      view.demo && "demo account",
      said !== "…" && said,
      value?.posted && POSTED,
      stateOf(standing),
    ]
      .filter(Boolean)
      .join(", "),
  };
}

/** The balance that is shown for it, if any is. */
const valueOf = ({ state }: AccountView, { level }: Standing): Holdings | undefined =>
  level === "refused" ? undefined : state.reading;

function wordOf({ level }: Standing, { provider }: AccountView): string {
  if (level === "refused") return `${capitalized(provider.credential.secret)} rejected`;
  return level === "unreachable" ? "No balance" : "…";
}
