import { isRefillMissing } from "../accounts/account-view.ts";
import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { creditsFrom } from "../money/credits.ts";
import type { PageData, PageFilter } from "../page/page-data.ts";
import type { AccountState } from "../state/account-state.ts";
import { isArmed, knownRefill, type LowRule } from "../state/threshold.ts";
import type { PageRange } from "./time-range.ts";

/** The parts of the page that need the past; undefined while they are being read. */
export type PastData = Pick<
  PageData,
  "past" | "spending" | "movements" | "difference" | "reads" | "runway" | "reports" | "currency"
>;

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
