import type { NoSpending, Spending } from "../history/figures.ts";
import { RANGE_WORDS } from "../history/time-range.ts";
import { sumOfCounts, totalOf } from "./model-ranks.ts";
import type { PagePreferences } from "./page-data.ts";
import type { Loadable, TotalsView, TotalView } from "./page-view.ts";
import { spanWords } from "./spend-words.ts";
import type { Words } from "./words.ts";

const TITLE = "Spend";
/** A smaller change than this says "about the same". */
const NOTABLE = 0.02;
/** From three times on a percentage is no longer a figure one can picture. */
const MANYFOLD = 2;

export function presentTotals(
  spending: Spending | NoSpending | null | undefined,
  words: Words,
  { range }: PagePreferences,
): Loadable<TotalsView> | null {
  if (spending === undefined) return { kind: "loading", title: TITLE };
  if (spending?.kind !== "known") return null;
  const { buckets, before, today, yesterday, month, monthBefore, partial } = spending;
  const money = (credits: number) => (partial ? `≥ ${words.money(credits)}` : words.money(credits));
  const spent = buckets.reduce((sum, bucket) => sum + totalOf(bucket), 0);
  const requests = sumOfCounts(buckets.flatMap(({ models }) => models).map(({ count }) => count));
  const { span } = RANGE_WORDS[range];
  return {
    kind: "ready",
    title: TITLE,
    figures: [
      {
        label: "Today",
        value: money(today),
        note: yesterday === null ? "" : `${money(yesterday)} yesterday`,
        trend: "none",
      },
      {
        label: "This month",
        value: month === null ? "—" : money(month),
        ...(month === null ? noChange : changeOf(month, monthBefore, "this period last month", words)),
      },
      {
        label: spanWords(spending, range, words.inZone(spending.timeZone)).label,
        value: money(spent),
        ...changeOf(spent, before, `the ${span} before`, words),
      },
      ...(requests === undefined ? [] : [requestsOf(requests, spent, words)]),
    ],
  };
}

const requestsOf = (requests: number, spent: number, words: Words): TotalView => ({
  label: "Requests",
  value: words.count(requests),
  note: requests === 0 ? "" : `${words.price(Math.round(spent / requests))} each`,
  trend: "none",
});

type Change = Pick<TotalView, "note" | "trend">;

const noChange: Change = { note: "", trend: "none" };

function changeOf(now: number, before: number | null, than: string, words: Words): Change {
  if (before === null) return noChange;
  if (before === 0) return { note: now === 0 ? "" : `no spend in ${than}`, trend: "none" };
  const change = now / before - 1;
  if (Math.abs(change) < NOTABLE) return { note: `about the same as ${than}`, trend: "none" };
  if (change >= MANYFOLD)
    return { note: `about ${words.count(Math.round(now / before))} times ${than}`, trend: "up" };
  const size = words.percent(Math.abs(change));
  return change > 0
    ? { note: `${size} more than ${than}`, trend: "up" }
    : { note: `${size} less than ${than}`, trend: "down" };
}
