import type { PageRange } from "../history/time-range.ts";
import type { Intent } from "./intent.ts";
import type { ActionName } from "./page-data.ts";

/**
 * The detail page, in sections that change independently. Every text is final; figures of charts are plain numbers
 * beside their words, and only relative ones while amounts are hidden. Null: the page has no such section now.
 */
export interface PageView {
  readonly accounts: AccountsView | null;
  readonly head: HeadView;
  readonly ranges: RangesView | null;
  readonly totals: Loadable<TotalsView> | null;
  readonly balance: Loadable<BalanceChartView> | null;
  readonly spend: Loadable<SpendChartView> | null;
  readonly models: Loadable<ModelsView> | null;
  readonly movements: Loadable<MovementsView> | null;
  readonly cards: CardsView | null;
  readonly account: AccountSection | null;
  readonly notes: NotesView;
}

export type SectionName = keyof PageView;

/** A section that is not there yet, has nothing to show and says why, or is there. */
export type Loadable<T> =
  | { readonly kind: "loading"; readonly title: string }
  | { readonly kind: "empty"; readonly title: string; readonly text: string }
  | ({ readonly kind: "ready"; readonly title: string } & T);

export type Tone = "normal" | "warning" | "error";

export interface HeadView {
  readonly title: string;
  /** A word beside the title, such as DEMO. */
  readonly badge?: string | undefined;
  /** In place of figures, where there can be none yet. */
  readonly welcome?: WelcomeView | undefined;
  readonly amount?: AmountView | undefined;
  /** What belongs to the amount: runway, auto top-up. */
  readonly facts: readonly FactView[];
  readonly notices: readonly NoticeView[];
  readonly actions: readonly ActionView[];
}

export interface WelcomeView {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export interface AmountView {
  readonly text: string;
  /** What a screen reader says for it. */
  readonly spoken: string;
  readonly tone: Tone;
  /** "low", "outdated" and the like; "" when all is well. */
  readonly state: string;
  readonly updated: string;
  /** Nothing was read yet, but something is on its way. */
  readonly loading: boolean;
}

export interface FactView {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly tone: Tone;
}

export interface NoticeView {
  readonly id: string;
  readonly tone: "info" | "warning" | "error";
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export interface ActionView {
  readonly intent: Intent;
  readonly label: string;
  /** The name of a codicon. */
  readonly icon?: string | undefined;
  readonly kind: "primary" | "secondary" | "icon";
}

export interface RangesView {
  readonly label: string;
  readonly options: readonly (Choice & { readonly value: PageRange; readonly spoken: string })[];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface TotalsView {
  readonly figures: readonly TotalView[];
}

export interface TotalView {
  readonly label: string;
  readonly value: string;
  /** The comparison below the figure, such as "12% more than the 7 days before". */
  readonly note: string;
  readonly trend: "up" | "down" | "none";
}

export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

/** A table for whoever cannot or will not read a picture. The first column heads its row. */
export interface TableView {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface BalanceChartView {
  /** The chart in one sentence. */
  readonly summary: string;
  /** Where the figures come from, when that needs saying. */
  readonly note?: string | undefined;
  /** The span shown, in epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Oldest first. The balance holds until the next point. */
  readonly points: readonly BalancePointView[];
  readonly topUps: readonly TopUpView[];
  readonly threshold?: { readonly value: number; readonly label: string } | undefined;
  readonly xTicks: readonly AxisTick[];
  readonly yTicks: readonly AxisTick[];
  readonly table: TableView;
}

export interface BalancePointView {
  /** Epoch seconds. */
  readonly at: number;
  /** USD; a share of the highest while amounts are hidden. */
  readonly value: number;
  readonly when: string;
  readonly text: string;
}

export interface TopUpView {
  readonly at: number;
  /** The balance right after it, on the scale of the points. */
  readonly value: number;
  readonly when: string;
  readonly text: string;
}

export interface SpendChartView {
  readonly summary: string;
  readonly note?: string | undefined;
  /** Oldest first: days, or hours for the shortest range. */
  readonly buckets: readonly BucketView[];
  /** The biggest first; each has one figure a bucket. */
  readonly series: readonly SeriesView[];
  readonly yTicks: readonly AxisTick[];
  /** What the rows of the table twin are: "Day" or "Hour". */
  readonly bucketName: string;
  /** What can be done with the figures, where no list below offers it. */
  readonly actions: readonly ActionView[];
}

export interface BucketView {
  /** On the axis. */
  readonly label: string;
  readonly when: string;
  readonly total: string;
}

export interface SeriesView {
  readonly name: string;
  /** 1 to 6 in the theme's chart colours; 0 is the quiet one for all the rest. */
  readonly colour: number;
  /** USD; shares of the highest total while amounts are hidden. */
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

export interface ModelsView {
  readonly note?: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly ModelRow[];
  /** How many rows show before the person asks for all. */
  readonly brief: number;
  readonly moreLabel: string;
  readonly lessLabel: string;
}

export interface ModelRow {
  readonly name: string;
  readonly colour: number;
  readonly spend: string;
  /** Of all spend, 0 to 1. */
  readonly share: number;
  readonly shareText: string;
  /** Left out, with the columns, where requests are not counted. */
  readonly requests?: string;
  readonly perRequest?: string;
}

export interface MovementsView {
  /** Rows asked for under another revision are no longer meant. */
  readonly revision: number;
  /** Amounts are hidden: rows that show them may not stay, not even until others come. */
  readonly hidden: boolean;
  /** Rows that match the filters. */
  readonly total: number;
  readonly count: string;
  /** Said in place of rows when none match. */
  readonly none: string;
  readonly columns: readonly string[];
  readonly kinds: FilterView;
  readonly models: FilterView;
  readonly actions: readonly ActionView[];
  /** How far back the list goes, and how to go on. */
  readonly end: { readonly text: string; readonly action?: ActionView | undefined };
}

export interface FilterView {
  readonly label: string;
  readonly options: readonly Choice[];
}

export interface MovementRow {
  readonly when: string;
  readonly kind: string;
  readonly icon?: string | undefined;
  readonly model: string;
  readonly amount: string;
  readonly direction: "in" | "out";
}

export interface AccountSection {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly action?: ActionView | undefined;
}

/** The accounts to choose from; there are at least two. */
export interface AccountsView {
  readonly label: string;
  readonly options: readonly AccountOption[];
  /** Amounts of one currency together; one line each currency that several accounts hold. */
  readonly totals: readonly string[];
}

export interface AccountOption extends Choice {
  /** The balance in words. */
  readonly detail: string;
  readonly tone: Tone;
  /** Name, amount and state for a screen reader. */
  readonly spoken: string;
}

/** What a vendor tells beyond balance, ledger and usage. */
export interface CardsView {
  readonly cards: readonly CardView[];
}

export interface CardView {
  readonly id: string;
  readonly title: string;
  /** Nothing was read yet; `note` says why when it could not be. */
  readonly loading: boolean;
  readonly note?: string | undefined;
  readonly facts: readonly FactView[];
  readonly table?: CardTable | undefined;
  readonly filter?: FilterView | undefined;
  /** Shows what is masked, or masks it again. */
  readonly reveal?: ActionView | undefined;
  readonly actions: readonly CardAction[];
}

export interface CardTable {
  readonly columns: readonly { readonly label: string; readonly kind: CellKind }[];
  readonly rows: readonly CardRow[];
  /** Said in place of rows. */
  readonly none: string;
}

/** A text wraps, a word stays on its line, an amount is a figure set to the right. */
export type CellKind = "text" | "word" | "amount";

export interface CardRow {
  /** Names the row to the editor. */
  readonly key: string;
  readonly cells: readonly string[];
  /** Something outside the editor to look at, such as the invoice; the editor alone knows where it is. */
  readonly link?: { readonly label: string; readonly spoken: string } | undefined;
  readonly action?: CardAction | undefined;
}

/** Begins what a person has to confirm before anything happens. */
export interface CardAction {
  readonly action: ActionName;
  readonly label: string;
  /** What a screen reader says, where the label alone is ambiguous. */
  readonly spoken?: string | undefined;
  /** The vendor lets only its own page do it: that is opened. */
  readonly elsewhere?: true | undefined;
}

export interface NotesView {
  readonly lines: readonly string[];
}
