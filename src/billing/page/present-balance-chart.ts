import type { BalancePoint, Past } from "../history/figures.ts";
import { RANGE_WORDS } from "../history/time-range.ts";
import { CREDITS_PER_USD } from "../money/credits.ts";
import type { PagePreferences } from "./page-data.ts";
import type { AxisTick, BalanceChartView, Loadable, TableView } from "./page-view.ts";
import { thinPoints } from "./thin-points.ts";
import { amountTicks, quietTicks } from "./ticks.ts";
import { kindOf } from "./transaction-kinds.ts";
import type { Words } from "./words.ts";

const TITLE = "Balance";
/** More points than columns of pixels show nothing more. */
const SLOTS = 240;

/** Where a refill fires, or where the balance counts as low. */
export interface ThresholdLine {
  readonly credits: number;
  readonly refill: boolean;
}

export function presentBalanceChart(
  past: Past | undefined,
  threshold: ThresholdLine | undefined,
  words: Words,
  { range, hideAmounts }: PagePreferences,
): Loadable<BalanceChartView> {
  if (!past) return { kind: "loading", title: TITLE };
  const { from, to } = past;
  const points = thinPoints(past.points, from, to, SLOTS);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last)
    return {
      kind: "empty",
      title: TITLE,
      text: "No balance data for this period yet.",
    };
  const note = noteOf(past, points, words);
  if (points.length === 1 && first.at > from)
    return {
      kind: "empty",
      title: TITLE,
      text:
        past.contradictedBefore === undefined
          ? `${words.money(first.credits)} since ${words.moment(first.at)}. The chart starts when the balance changes.`
          : note,
    };

  const amounts = points.map(({ credits }) => credits);
  const highest = Math.max(...amounts, threshold?.credits ?? 0);
  const lowest = Math.min(...amounts);
  const scale = hideAmounts ? Math.max(1, highest, -lowest) : CREDITS_PER_USD;
  return {
    kind: "ready",
    title: TITLE,
    summary: `Balance over the last ${RANGE_WORDS[range].span}: from ${words.money(first.credits)} to ${words.money(last.credits)}${topUpWords(past, words)}.`,
    note: note || undefined,
    from: from / 1000,
    to: to / 1000,
    points: points.map(({ at, credits }) => ({
      at: at / 1000,
      value: credits / scale,
      when: words.moment(at),
      text: words.money(credits),
    })),
    // Where no balance is drawn there is no place for a mark.
    topUps: past.topUps
      .filter(({ at }) => at >= first.at)
      .map(({ at, credits, type }) => {
        // The line shows it at the first point after it: there the mark belongs.
        const after = points.find((point) => point.at >= at) ?? last;
        return {
          at: after.at / 1000,
          value: after.credits / scale,
          when: words.moment(at),
          text: `${kindOf(type).label} ${words.money(credits)}`,
        };
      }),
    threshold: threshold && {
      value: threshold.credits / scale,
      label: `${threshold.refill ? "Auto top-up at" : "Low at"} ${words.money(threshold.credits)}`,
    },
    xTicks: timeTicks(past, range === "24h", words),
    yTicks: hideAmounts ? quietTicks : amountTicks(lowest / scale, highest / scale, words),
    table: tableOf(past, points, range === "24h", words),
  };
}

/** Where the figures come from, where that needs saying. */
function noteOf(
  { source, contradictedBefore: before }: Past,
  points: readonly BalancePoint[],
  words: Words,
): string {
  if (source === "seen") return "From balances checked here; changes in between may be missing.";
  if (before === undefined) return "";
  return points.some(({ at }) => at < before)
    ? `Before ${words.moment(before)}: from balances checked here, since the transactions don't add up to them.`
    : `Not shown before ${words.moment(before)}: the transactions don't add up to the balance.`;
}

/** Balances that were seen tell of none. */
function topUpWords({ source, topUps }: Past, words: Words): string {
  if (topUps.length === 0) return source === "seen" ? "" : ", no top-ups";
  const sum = topUps.reduce((total, { credits }) => total + credits, 0);
  return `, ${words.count(topUps.length)} ${topUps.length === 1 ? "top-up" : "top-ups"} of ${words.money(sum)}`;
}

function timeTicks({ from, to, slots }: Past, hourly: boolean, words: Words): readonly AxisTick[] {
  return slots
    .filter((at) => at >= from && at <= to)
    .map((at) => ({ at: at / 1000, label: hourly ? words.time(at) : words.day(at) }));
}

/** What was left at the end of each day or hour, and what had come in. */
function tableOf(
  { slots, topUps, to }: Past,
  points: readonly BalancePoint[],
  hourly: boolean,
  words: Words,
): TableView {
  const rows = slots.map((start, index) => {
    const end = slots[index + 1] ?? to + 1;
    const left = points.findLast(({ at }) => at < end);
    const added = topUps
      .filter(({ at }) => at >= start && at < end)
      .reduce((sum, { credits }) => sum + credits, 0);
    return [
      hourly ? words.moment(start) : words.longDay(start),
      left ? words.money(left.credits) : "—",
      added > 0 ? words.money(added) : "—",
    ];
  });
  return { columns: [hourly ? "Hour" : "Day", "Closing balance", "Added"], rows };
}
