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
    view.demo && "A demo account: these figures are made up and nothing is stored.",
    spending?.kind === "known" &&
      spending.scope === "account" &&
      past?.source === "ledger" &&
      "Spend and balance come from the ledger of the account, for all of its keys. A charge lands a little after its request.",
    spending?.kind === "known" &&
      spending.scope === "account" &&
      movements === null &&
      "Spend is what the vendor tells of the whole account, for all of its keys. It may trail the balance.",
    shownSince !== null &&
      movements?.kind === "known" &&
      movements.older &&
      shownSince > (past?.from ?? 0) &&
      `The ledger is read back to ${words.date(shownSince)} so far: what was before is not counted yet.`,
    difference !== undefined &&
      difference !== 0 &&
      `The ledger differs from the balance by ${words.money(Math.abs(difference))}: charges may still be on their way.`,
    (past ?? spending) &&
      `Days and hours are in the time zone ${shownZone(timeZone)}${daysElsewhere(spending, timeZone)}.`,
    reads &&
      `History: ${words.count(reads.made)} of ${words.count(reads.allowed)} reads used in the last hour, by all windows.`,
  ];
  return { lines: lines.filter((line) => typeof line === "string") };
}

const daysElsewhere = (spending: PageData["spending"], timeZone: string) =>
  spending?.kind === "known" && spending.timeZone !== timeZone
    ? `, days of spend in ${shownZone(spending.timeZone)}`
    : "";
