import type { AccountView } from "../accounts/account-view.ts";
import { RANGE_WORDS, RANGES } from "../history/time-range.ts";
import { creditsFrom } from "../money/credits.ts";
import { presentFailure } from "../present/present-failure.ts";
import { isRefused } from "../state/freshness.ts";
import { knownRefill, thresholdOf } from "../state/threshold.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { PageData, PagePreferences } from "./page-data.ts";
import type { PageView, RangesView } from "./page-view.ts";
import { presentAccount } from "./present-account.ts";
import { presentAccounts } from "./present-accounts.ts";
import { presentBalanceChart, type ThresholdLine } from "./present-balance-chart.ts";
import { presentCards } from "./present-cards.ts";
import { presentExports } from "./present-exports.ts";
import { presentHead } from "./present-head.ts";
import { presentModels } from "./present-models.ts";
import { presentNotes } from "./present-notes.ts";
import { presentSpendChart } from "./present-spend-chart.ts";
import { presentTotals } from "./present-totals.ts";
import { presentMovements } from "./present-transactions.ts";
import { createWords } from "./words.ts";

/** The whole page at a moment. A few ms for 90 days of spending. */
export function presentPage(data: PageData, now: number, preferences: PagePreferences): PageView {
  const currency = currencyOf(data);
  const words = createWords({ ...preferences, currency });
  const head = presentHead(data, now, words, preferences);
  const notes = presentNotes(data, words, preferences);
  const accounts = presentAccounts(data.accounts ?? [], now, preferences, data.unfollowed);
  const { view, past, spending, movements } = data;
  const nothing: PageView = {
    accounts,
    head,
    ranges: null,
    totals: null,
    balance: null,
    spend: null,
    models: null,
    movements: null,
    cards: null,
    account: null,
    notes,
  };
  if (view.kind === "no-key") return nothing;
  // A key that never worked has no past to wait for.
  if (isRefused(view.state) && !past && !spending && !movements) return nothing;
  const { usage } = view.provider;
  const models = usage?.models !== false;
  const choices = presentExports(data, usage);
  // The list of movements exports usage too.
  const exports = choices.length > 0 && choices.every(({ what }) => what === "usage");
  const tell = (failure: Failure) => presentFailure(failure, view.provider, preferences.locale);
  return {
    accounts,
    head,
    ranges: rangesOf(preferences),
    totals: presentTotals(spending, words, preferences),
    balance: presentBalanceChart(past, thresholdLine(view, now, currency), words, preferences),
    spend: presentSpendChart(spending, words, preferences, { models, exports }),
    models: presentModels(spending, words, preferences, models),
    movements: presentMovements(movements, words, preferences),
    cards: presentCards(data, now, preferences, tell),
    account: presentAccount(view, preferences),
    notes,
  };
}

const rangesOf = ({ range }: PagePreferences): RangesView => ({
  label: "Time shown",
  options: RANGES.map((value) => ({
    value,
    label: RANGE_WORDS[value].label,
    spoken: `Last ${RANGE_WORDS[value].span}`,
    selected: value === range,
  })),
});

/** What figures are in: that of the past while it is shown, else that of the balance. */
const currencyOf = ({ currency, view }: PageData): string =>
  currency ?? (view.kind === "account" ? view.state.reading?.balance.currency : undefined) ?? "USD";

function thresholdLine(view: AccountView, now: number, currency: string): ThresholdLine | undefined {
  const refill = knownRefill(view.state, view.low, now);
  const armed = refill?.enabled ? refill.threshold : undefined;
  const credits = creditsFrom(armed ?? thresholdOf(view.state, view.low, now), currency);
  return credits === undefined ? undefined : { credits, refill: armed !== undefined };
}
