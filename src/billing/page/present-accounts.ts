import { standingOf, type Standing } from "../account-view.ts";
import { formatMoney, HIDDEN } from "../format.ts";
import type { Money } from "../money.ts";
import { stateOf, toneOf } from "../present-standing.ts";
import type { AccountChoice, PagePreferences } from "./page-data.ts";
import type { AccountOption, AccountsView } from "./page-view.ts";
import { presentTotal, totalsOf } from "../totals.ts";
import { shownName } from "./shown-name.ts";

/** The accounts to choose from. Null where there is nothing to choose. */
export function presentAccounts(
  accounts: readonly AccountChoice[],
  now: number,
  preferences: PagePreferences,
): AccountsView | null {
  if (accounts.length < 2) return null;
  const shown = accounts.map(({ view }) => view);
  return {
    label: "Accounts",
    options: accounts.map((account) => optionOf(account, now, preferences)),
    totals: totalsOf(shown, now).map((total) =>
      presentTotal(total, shown.length, preferences.locale, preferences.hideAmounts),
    ),
  };
}

function optionOf(account: AccountChoice, now: number, preferences: PagePreferences): AccountOption {
  const { view, selected, disabled } = account;
  const standing = standingOf(view, now);
  const name = shownName(view.name);
  const value = valueOf(account, standing);
  const detail = value ? written(value, preferences) : wordOf(account, standing);
  const said = value && preferences.hideAmounts ? "amount hidden" : detail;
  const state = disabled ? "" : stateOf(standing);
  return {
    value: view.id,
    label: name,
    selected,
    detail,
    tone: disabled ? "normal" : toneOf(standing),
    spoken: [name, view.demo && "demo account", said !== "…" && said, state].filter(Boolean).join(", "),
  };
}

const written = (value: Money, { hideAmounts, locale }: PagePreferences) =>
  hideAmounts ? HIDDEN : formatMoney(value, locale);

/** The balance that is shown for it, if any is. */
const valueOf = ({ view, disabled }: AccountChoice, { level }: Standing): Money | undefined =>
  disabled || level === "refused" ? undefined : view.state.reading?.balance;

function wordOf({ disabled }: AccountChoice, { level }: Standing): string {
  if (disabled) return "Disabled";
  if (level === "refused") return "Key refused";
  return level === "unreachable" ? "No balance" : "…";
}
