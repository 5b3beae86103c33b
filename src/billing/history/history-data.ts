import type { NoRunway, Runway } from "../forecast/runway-forecast.ts";
import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { creditsFrom } from "../money/credits.ts";
import type { AccountState } from "../state/account-state.ts";
import { isArmed, isRefillMissing, knownRefill, type LowRule } from "../state/threshold.ts";
import type {
  Movements,
  NoMovements,
  NoSpending,
  PageFilter,
  Past,
  ReportState,
  Spending,
} from "./figures.ts";
import type { PageRange } from "./time-range.ts";

/** The parts of the page that need the past; undefined while they are being read. */
export interface PastData {
  /** What the figures of the past are in; that of the balance where it is not said. */
  readonly currency?: string | undefined;
  /** Amounts in credits a day. Undefined while the past is still being read. */
  readonly runway?: Runway | NoRunway | undefined;
  /** What else the vendor tells, in the provider's order. */
  readonly reports?: readonly ReportState[] | undefined;
  /** Undefined while it is still being read; so are the next two, which are null where the vendor never tells. */
  readonly past?: Past | undefined;
  readonly spending?: Spending | NoSpending | null | undefined;
  readonly movements?: Movements | NoMovements | null | undefined;
  /** Ledger total less balance, when both are known and differ. */
  readonly difference?: number | undefined;
  /** Reads of the past in the last hour. */
  readonly reads?: { readonly made: number; readonly allowed: number } | undefined;
}

/** What a person chose to look at. */
export interface PastChoice {
  readonly range: PageRange;
  readonly filter: PageFilter;
  /** As the person's machine reports it. */
  readonly timeZone: string | undefined;
}

/** What figures are worked out from, as it is at one moment. */
export interface Moment {
  readonly now: number;
  readonly state: AccountState;
  /** Every balance that was seen. */
  readonly seen: BalanceHistory;
  readonly low: LowRule;
  readonly choice: PastChoice;
}

/** Where a refill that can be relied on fires, in credits of `currency`. */
export function refillAt({ state, low, now }: Moment, currency: string): number | null {
  const refill = knownRefill(state, low, now);
  if (!refill?.threshold || !isArmed(refill, state.reading?.balance) || isRefillMissing(state)) return null;
  return creditsFrom(refill.threshold, currency) ?? null;
}
