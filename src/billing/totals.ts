import { standingOf, type View } from "./account-view.ts";
import type { Money } from "./money.ts";
import { presentBalance } from "./present-balance.ts";

/** What several accounts hold together, in one currency. */
export interface Total {
  readonly amount: Money;
  /** How many accounts it is the sum of. */
  readonly of: number;
  /** Spend that is not posted yet is still in it: there may be less. */
  readonly posted?: true | undefined;
}

/** A total for each currency that at least two accounts hold; a demo's money is nobody's, a refused key's is not known. */
export function totalsOf(views: readonly View[], now: number): readonly Total[] {
  const totals = new Map<string, Total>();
  const counted = new Set<string>();
  for (const view of views) {
    if (view.kind !== "account" || view.demo || !view.state.reading) continue;
    if (standingOf(view, now).level === "refused") continue;
    // Another key of the same account has no money of its own.
    const whose = view.subject && `${view.provider.id} ${view.subject.toLowerCase()}`;
    if (whose && counted.has(whose)) continue;
    if (whose) counted.add(whose);
    const { balance, others = [], posted } = view.state.reading;
    for (const { currency, nanos } of [balance, ...others]) {
      const before = totals.get(currency);
      totals.set(currency, {
        amount: { currency, nanos: (before?.amount.nanos ?? 0n) + nanos },
        of: (before?.of ?? 0) + 1,
        ...((posted ?? before?.posted) && { posted: true }),
      });
    }
  }
  return [...totals.values()].filter(({ of }) => of > 1);
}

/** "Total of 3 accounts: $123.45"; it says so when it is not the sum of all. */
export function presentTotal(
  { amount, of, posted }: Total,
  all: number,
  locale: string,
  hideAmounts: boolean,
): string {
  const count = of === all ? `${of}` : `${of} of ${all}`;
  return `Total of ${count} accounts: ${presentBalance({ balance: amount, posted }, { locale, hideAmounts })}`;
}
