import type { NoSpending, SpendBucket, Spending } from "../history/figures.ts";
import { CREDITS_PER_USD } from "../money/credits.ts";
import { exportActions } from "./export-actions.ts";
import { rankModels, totalOf } from "./model-ranks.ts";
import type { PagePreferences } from "./page-data.ts";
import type { BucketView, Loadable, SeriesView, SpendChartView } from "./page-view.ts";
import { shownModel } from "./present-models.ts";
import { spanWords, spendNote, tellsModels } from "./spend-words.ts";
import { amountTicks, quietTicks } from "./ticks.ts";
import type { Words } from "./words.ts";

const TITLE = "Spend by model";
const PLAIN_TITLE = "Spend";

export interface SpendOffer {
  /** False where the vendor never names a model. */
  readonly models: boolean;
  /** Whether figures are exported from here. */
  readonly exports: boolean;
}

export function presentSpendChart(
  spending: Spending | NoSpending | null | undefined,
  pageWords: Words,
  preferences: PagePreferences,
  offer: SpendOffer,
): Loadable<SpendChartView> | null {
  const usual = offer.models ? TITLE : PLAIN_TITLE;
  if (spending === undefined) return { kind: "loading", title: usual };
  if (spending === null) return null;
  if (spending.kind === "unknown") return { kind: "empty", title: usual, text: spending.why };
  const { range, hideAmounts } = preferences;
  const { buckets } = spending;
  const totals = buckets.map(totalOf);
  const sum = totals.reduce((a, b) => a + b, 0);
  const hourly = spending.unit === "hour";
  // An hour is a moment wherever one is; a day is one of the zone it was cut in.
  const words = hourly ? pageWords : pageWords.inZone(spending.timeZone);
  const { over, within } = spanWords(spending, range, words);
  const note = spendNote(spending, preferences);
  const named = offer.models && tellsModels(spending);
  const title = named ? TITLE : PLAIN_TITLE;
  if (sum === 0)
    return {
      kind: "empty",
      title,
      text: [`No spend ${within}.`, note].filter(Boolean).join(" "),
    };

  const highest = Math.max(...totals);
  const scale = hideAmounts ? highest : CREDITS_PER_USD;
  const peak = buckets[totals.indexOf(highest)];
  return {
    kind: "ready",
    title,
    summary: [
      `Spend by ${hourly ? "hour" : "day"} ${over}: ${words.money(sum)} in all`,
      peak && `the most ${hourly ? "at" : "on"} ${whenOf(peak, hourly, words)} with ${words.money(highest)}.`,
    ]
      .filter(Boolean)
      .join(", "),
    note,
    bucketName: hourly ? "Hour" : "Day",
    buckets: buckets.map((bucket, index): BucketView => ({
      label: hourly ? words.time(bucket.at) : words.day(bucket.at),
      when: whenOf(bucket, hourly, words),
      total: words.money(totals[index] ?? 0),
    })),
    series: seriesOf(buckets, scale, words, named ? shownModel : () => PLAIN_TITLE),
    yTicks: hideAmounts ? quietTicks : amountTicks(0, highest / CREDITS_PER_USD, words),
    actions: offer.exports ? exportActions(preferences) : [],
  };
}

const whenOf = ({ at }: SpendBucket, hourly: boolean, words: Words) =>
  hourly ? words.moment(at) : words.longDay(at);

/** The dearest models each for themselves, all others together. */
function seriesOf(
  buckets: readonly SpendBucket[],
  scale: number,
  words: Words,
  nameOf: (model: string | null) => string,
): readonly SeriesView[] {
  const ranked = rankModels(buckets);
  const own = ranked.filter(({ colour }) => colour > 0);
  const rest = ranked.slice(own.length);
  const make = (name: string, colour: number, members: ReadonlySet<string | null>): SeriesView => {
    const credits = buckets.map(({ models }) =>
      models.reduce((sum, it) => (members.has(it.model) ? sum + it.credits : sum), 0),
    );
    return {
      name,
      colour,
      values: credits.map((value) => value / scale),
      texts: credits.map(words.money),
    };
  };
  return [
    ...own.map(({ model, colour }) => make(nameOf(model), colour, new Set([model]))),
    ...(rest.length > 0
      ? [make(`${words.count(rest.length)} more`, 0, new Set(rest.map(({ model }) => model)))]
      : []),
  ];
}
