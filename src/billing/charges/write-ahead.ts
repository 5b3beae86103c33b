import type { Money } from "../money/money.ts";
import type { Clock } from "../time/clock.ts";
import type { Payments } from "../vendor/account-actions.ts";
import { BookError } from "./book-error.ts";
import {
  entriesOf,
  isOpen,
  momentOf,
  SEND_WITHIN_MS,
  spentLately,
  withEntry,
  type ChargeBook,
  type ChargeEntry,
  type ChargeStore,
  type Moment,
} from "./charge-book.ts";
import type { ChargeOrder } from "./charge-order.ts";
import { attribute, seenBefore } from "./match-records.ts";
import type { ChargeOutcome } from "./outcome.ts";
import { priceOf } from "./price.ts";
import { MOST_TRIES } from "./update-book.ts";

/** An attempt as it was written down; to be sent while `isTimely`. */
export interface Intent {
  readonly kind: "intent";
  readonly entry: ChargeEntry;
  readonly elapsed: number;
}

type Refusal = Exclude<ChargeOutcome, { readonly kind: "tried" }>;

/** Why nothing may be charged now; undefined when it may. */
export function refusalOf(
  book: ChargeBook,
  { payer, amount, latest, topUp }: ChargeOrder,
  limit: Money,
  moment: Moment,
): Refusal | undefined {
  const entries = entriesOf(book, payer);
  const open = entries.find(isOpen);
  if (open) return { kind: "waiting", entry: open };
  const newest = entries.at(-1);
  if (newest && newest.id !== latest) return { kind: "overtaken", entry: newest };
  const spent = spentLately(book, limit.currency, moment);
  const cost = priceOf(amount, topUp.feePercent);
  if (spent.nanos + cost.nanos > limit.nanos) return { kind: "over-limit", limit, spent };
  return undefined;
}

/** Writes the attempt down in the same step that finds nothing against it. Rejects with a `BookError`. */
export async function writeIntent(
  id: string,
  order: ChargeOrder,
  payments: Payments,
  { store, clock, dailyLimit }: { store: ChargeStore; clock: Clock; dailyLimit: () => Money },
): Promise<Intent | Refusal> {
  const { payer, amount, topUp } = order;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const version = await store.read();
    const elapsed = clock.elapsed();
    const moment = momentOf(clock);
    const at = moment.now;
    // It may be there by a write that the store could not be sure of: then it is written once more.
    const mine = version.book.find((entry) => entry.id === id);
    if (mine && !isOpen(mine)) return { kind: "overtaken", entry: mine };
    const others = version.book.filter((entry) => entry.id !== id);
    const refusal = refusalOf(others, order, dailyLimit(), moment);
    if (refusal) return refusal;
    const known = attribute(entriesOf(others, payer), [], { payments, topUp, moment });
    const book = others.map((entry) => known.find((each) => each.id === entry.id) ?? entry);
    const state = { kind: "open", why: "under-way" } as const;
    const entry: ChargeEntry = {
      id,
      payer,
      amount,
      cost: priceOf(amount, topUp.feePercent),
      at,
      steady: moment.steady,
      ...(topUp.closableAfterMs !== undefined && { closableAfterMs: topUp.closableAfterMs }),
      state,
      before: seenBefore(payments, { at, amount }, topUp),
      untold: true,
    };
    if (await store.write(version, withEntry(book, entry, moment))) return { kind: "intent", entry, elapsed };
  }
  throw new BookError("other windows were always first");
}

/** Whether only a moment has passed, by either clock: a window that slept must not send what it once meant to. */
export function isTimely({ entry, elapsed }: Intent, clock: Clock): boolean {
  const [wall, steady] = [clock.now() - entry.at, clock.elapsed() - elapsed];
  return wall >= 0 && wall <= SEND_WITHIN_MS && steady <= SEND_WITHIN_MS;
}
