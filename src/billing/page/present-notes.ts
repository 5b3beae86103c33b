import type { PageData, PagePreferences } from "./page-data.ts";
import type { NotesView } from "./page-view.ts";
import { shownZone } from "./spend-words.ts";
import type { Words } from "./words.ts";

/** What one should know about the figures, said once at the end. */
export function presentNotes(
  { view, past, spending, movements, difference, reads }: PageData,
  words: Words,
  { timeZone }: PagePreferences,
): NotesView {
  if (view.kind === "no-key") return { lines: [] };
  const shownSince = past?.source === "ledger" && movements?.kind === "known" ? movements.since : null;
  const lines = [
    view.demo && "Demo account: the figures are made up and nothing is stored.",
    spending?.kind === "known" &&
      spending.scope === "account" &&
      past?.source === "ledger" &&
      "Spend and balance come from the account's transactions, for all of its keys. Charges appear shortly after their requests.",
    spending?.kind === "known" &&
      spending.scope === "account" &&
      movements === null &&
      "Spend is for the whole account and all of its keys, as reported by the provider. It may lag behind the balance.",
    shownSince !== null &&
      movements?.kind === "known" &&
      movements.older &&
      shownSince > (past?.from ?? 0) &&
      `Transactions are loaded back to ${words.date(shownSince)}; earlier ones are not counted yet.`,
    difference !== undefined &&
      difference !== 0 &&
      `Transactions and balance differ by ${words.money(Math.abs(difference))}: some charges may not have arrived yet.`,
    (past ?? spending) &&
      `Days and hours are in the time zone ${shownZone(timeZone)}${daysElsewhere(spending, timeZone)}.`,
    reads &&
      `History: ${words.count(reads.made)} of ${words.count(reads.allowed)} requests used in the last hour, by all windows.`,
  ];
  return { lines: lines.filter((line) => typeof line === "string") };
}

const daysElsewhere = (spending: PageData["spending"], timeZone: string) =>
  spending?.kind === "known" && spending.timeZone !== timeZone
    ? `, days of spend in ${shownZone(spending.timeZone)}`
    : "";
