import type { Movement } from "../money/credits.ts";
import type { HistoryWait } from "../polling/history-schedule.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { Report, ReportData } from "../vendor/report.ts";

/** One report as far as it was read. What was read stays while it is read anew, or could not be. */
export interface ReportState {
  readonly report: Pick<Report, "id" | "title" | "filters">;
  readonly filter?: string | undefined;
  readonly data?: ReportData | undefined;
  /** Why it could not be read, the last time it was tried. */
  readonly failure?: Failure | undefined;
  readonly reading: boolean;
  /** Why it was not read yet. */
  readonly waiting?: HistoryWait | undefined;
}

/** The balance over the range that is shown. */
export interface Past {
  /** Whether the points come from the account's ledger or are balances this machine has seen. */
  readonly source: "ledger" | "seen";
  readonly from: number;
  readonly to: number;
  /** Oldest first; a balance holds until the next point. The first may lie before `from`. */
  readonly points: readonly BalancePoint[];
  /** Before this the ledger contradicts the balance: what was observed is shown, if anything was. */
  readonly contradictedBefore?: number | undefined;
  /** What came in during the range, oldest first. */
  readonly topUps: readonly TopUp[];
  /** Starts of the local days, or hours for the shortest range, that touch the range, oldest first. */
  readonly slots: readonly number[];
}

export interface BalancePoint {
  readonly at: number;
  readonly credits: number;
}

export interface TopUp extends BalancePoint {
  /** The vendor's word, such as PAYMENT. */
  readonly type: string;
}

export interface Spending {
  readonly kind: "known";
  /** Whose spend it is: the ledger knows the account, usage may know only this key. */
  readonly scope: "account" | "key";
  /** What a bucket is. Where the shortest range has no hours, its days are yesterday and today. */
  readonly unit: "hour" | "day";
  /** Where days are cut: an IANA name. */
  readonly timeZone: string;
  /** The whole range, or all that is known of it, oldest first, without gaps. */
  readonly buckets: readonly SpendBucket[];
  /** When they begin, if the vendor does not look back to where the range does. */
  readonly since?: number | undefined;
  /** The vendor cut its answer short: there was more. */
  readonly partial?: true | undefined;
  /** Spend of the span of the same length right before; null when it is not fully known. */
  readonly before: number | null;
  readonly today: number;
  /** Null, here and below: not fully known. */
  readonly yesterday: number | null;
  readonly month: number | null;
  /** The month before, up to the same day and hour. */
  readonly monthBefore: number | null;
}

export interface SpendBucket {
  /** When it begins. */
  readonly at: number;
  readonly models: readonly ModelSpend[];
}

export interface ModelSpend {
  /** Null: a charge that names none; `OTHER_MODELS`: the rest of a day with very many. */
  readonly model: string | null;
  readonly credits: number;
  /** Of requests; undefined where the vendor does not count. */
  readonly count: number | undefined;
}

/** The vendor gives no spend to this key; the sentence says why. */
export interface NoSpending {
  readonly kind: "unknown";
  readonly why: string;
}

export interface Movements {
  readonly kind: "known";
  /** Changes whenever a row that was given out before may stand elsewhere. */
  readonly revision: number;
  /** Rows that match the filters. */
  readonly total: number;
  /** What there is to choose from, whatever is chosen now. */
  readonly kinds: readonly { readonly type: string; readonly count: number }[];
  readonly models: readonly { readonly model: string; readonly count: number }[];
  /** The oldest movement known; null without any. */
  readonly since: number | null;
  /** There are older ones at the vendor. */
  readonly older: boolean;
}

export interface NoMovements {
  readonly kind: "unknown";
  readonly why: string;
}

/** What a row of the list is made from. */
export type PageMovement = Omit<Movement, "reference">;

/** The vendor's words; null lets all pass. */
export interface PageFilter {
  readonly kind: string | null;
  readonly model: string | null;
}
