import { standingOf, type AccountView, type Standing } from "../account-view.ts";
import { formatMoney, HIDDEN } from "../format.ts";
import type { Money } from "../money.ts";
import { stateOf, toneOf } from "../present-standing.ts";
import { presentTotal, totalsOf } from "../totals.ts";
import type { AccountChoice, PagePreferences } from "./page-data.ts";
import type { AccountOption, AccountsView } from "./page-view.ts";
import { shownName } from "./shown-name.ts";

/** The accounts to choose from. Null where there is nothing to choose. */
export function presentAccounts(
  accounts: readonly AccountChoice[],
  now: number,
  preferences: PagePreferences,
): AccountsView | null {
  if (accounts.length < 2) return null;
  // Made-up money is missing in no total.
  const real = accounts.map(({ view }) => view).filter(({ demo }) => !demo);
  return {
    label: "Accounts",
    options: accounts.map((account) => optionOf(account, now, preferences)),
    totals: totalsOf(real, now).map((total) =>
      presentTotal(total, real.length, preferences.locale, preferences.hideAmounts),
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
  const detail = value ? written(value, preferences) : wordOf(standing);
  const said = value && preferences.hideAmounts ? "amount hidden" : detail;
  return {
    value: view.id,
    label: name,
    selected,
    detail,
    tone: toneOf(standing),
    spoken: [name, view.demo && "demo account", said !== "…" && said, stateOf(standing)]
      .filter(Boolean)
      .join(", "),
  };
}

const written = (value: Money, { hideAmounts, locale }: PagePreferences) =>
  hideAmounts ? HIDDEN : formatMoney(value, locale);

/** The balance that is shown for it, if any is. */
const valueOf = ({ state }: AccountView, { level }: Standing): Money | undefined =>
  level === "refused" ? undefined : state.reading?.balance;

function wordOf({ level }: Standing): string {
  if (level === "refused") return "Key refused";
  return level === "unreachable" ? "No balance" : "…";
}
