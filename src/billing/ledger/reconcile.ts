import { addCredits, creditsToMoney, signedCredits } from "../money/credits.ts";
import type { Money } from "../money/money.ts";
import { DAY_MS, utcDayOf } from "../time/calendar-day.ts";
import { knownSince, type LedgerIndex } from "./ledger-index.ts";
import type { BalanceHistory } from "./observed-balances.ts";
import type { LedgerStore } from "./store.ts";
import { netOf } from "./summary.ts";

/**
 * The ledger held against the balances that were seen. `difference` is what the balance is above the ledger.
 * A ledger known from its beginning is held against the newest balance, another against what two balances differ by.
 */
export type Reconciliation =
  | { readonly kind: "unknown" }
  | {
      readonly kind: "whole" | "since";
      readonly since: number;
      readonly difference: Money;
      readonly agrees: boolean;
    };

/** Balances may be rounded, to cents at the coarsest; two of them by as much each. */
const TOLERANCE_NANOS = 10_000_000n;

/** Only balances seen before the ledger was last read say anything of it. */
export async function reconcile(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  seen: BalanceHistory,
): Promise<Reconciliation> {
  const since = knownSince(index);
  const usable = seen.filter(({ at, balance }) => at <= index.freshAt && balance.currency === "USD");
  const last = usable.at(-1);
  if (since === undefined || !last) return { kind: "unknown" };
  const sum = await netUntil(store, index, last.at);
  if (sum === undefined) return { kind: "unknown" };
  if (since === 0) return outcome("whole", 0, last.balance.nanos - creditsToMoney(sum).nanos);
  const first = usable.find(({ at }) => at >= since);
  const before = first && first !== last ? await netUntil(store, index, first.at) : undefined;
  if (!first || before === undefined) return { kind: "unknown" };
  const moved = last.balance.nanos - first.balance.nanos;
  return outcome("since", first.at, moved - creditsToMoney(sum - before).nanos);
}

function outcome(kind: "whole" | "since", since: number, nanos: bigint): Reconciliation {
  const agrees = nanos <= TOLERANCE_NANOS && -nanos <= TOLERANCE_NANOS;
  return { kind, since, difference: { currency: "USD", nanos }, agrees };
}

/** What all movements known up to a moment, that one included, add up to; undefined where its day cannot be read. */
async function netUntil(
  store: Pick<LedgerStore, "day">,
  index: LedgerIndex,
  at: number,
): Promise<number | undefined> {
  const day = utcDayOf(at);
  const summary = index.days.find((each) => each.day === day);
  const movements = summary ? await store.day(summary) : [];
  const before = index.days.filter((each) => (each.day + 1) * DAY_MS <= day * DAY_MS).map(netOf);
  return movements
    ?.filter((movement) => movement.at <= at)
    .map(signedCredits)
    .concat(before)
    .reduce(addCredits, 0);
}
