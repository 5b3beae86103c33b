import type { Money } from "../money/money.ts";
import type { Reading } from "../state/account-state.ts";
import { standingOf, type View } from "./account-view.ts";

/** What several accounts hold together, in one currency. */
export interface Total {
  readonly amount: Money;
  /** How many accounts it is the sum of. */
  readonly of: number;
  /** Spend that is not posted yet is still in it: there may be less. */
  readonly posted?: true | undefined;
}

/** Names the vendor's account behind a key; undefined where nobody has said. Never stored as it is. */
function whoseOf(view: View): string | undefined {
  if (view.kind !== "account" || view.demo) return undefined;
  const { subject, provider, state } = view;
  return subject ? `${provider.id} ${subject.toLowerCase()}` : state.owner;
}

/** The view before this one that shows the same account with another key. */
export function twinOf(view: View, views: readonly View[]): View | undefined {
  const whose = whoseOf(view);
  const first = whose === undefined ? undefined : views.find((each) => whoseOf(each) === whose);
  return first === view ? undefined : first;
}

/** How many different accounts there are, as far as is known. */
export const countOf = (views: readonly View[]): number =>
  views.filter((view) => !twinOf(view, views)).length;

/** A total for each currency that at least two accounts hold; a demo's money is nobody's, a refused key's is not known. */
export function totalsOf(views: readonly View[], now: number): readonly Total[] {
  const totals = new Map<string, Total>();
  for (const { balance, others = [], posted } of readingsOf(views, now)) {
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

/** Of each account once: another key of it has no money of its own. The newest reading counts. */
function readingsOf(views: readonly View[], now: number): readonly Reading[] {
  const newest = new Map<unknown, Reading>();
  for (const view of views) {
    if (view.kind !== "account" || view.demo || standingOf(view, now).level === "refused") continue;
    const { reading } = view.state;
    const whose = whoseOf(view) ?? view;
    const known = newest.get(whose);
    if (reading && (!known || known.at < reading.at)) newest.set(whose, reading);
  }
  return [...newest.values()];
}
