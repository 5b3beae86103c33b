import type { Money } from "../money/money.ts";
import type { Clock } from "../time/clock.ts";
import type { Payments, TopUp } from "../vendor/account-actions.ts";
import { AbortedError, failureIn } from "../vendor/billing-error.ts";
import type { Ask } from "../vendor/endpoint.ts";
import type { PaymentMethod } from "../vendor/report.ts";
import { guarded, noBook } from "./book-error.ts";
import { isSameCard } from "./card.ts";
import {
  entriesOf,
  isOpen,
  momentOf,
  spentLately,
  withChange,
  type ChargeBook,
  type ChargeStore,
} from "./charge-book.ts";
import type { ChargeOrder } from "./charge-order.ts";
import { foreignPayment } from "./foreign.ts";
import type { ChargeOutcome, NoBook, Settlement, Standing } from "./outcome.ts";
import { send } from "./sending.ts";
import { createSettler } from "./settling.ts";
import { createBookkeeper } from "./update-book.ts";
import { isTimely, refusalOf, writeIntent } from "./write-ahead.ts";

export interface ChargerOptions {
  /** The book that all windows share. */
  readonly store: ChargeStore;
  readonly clock: Clock;
  /** A new random name, hexadecimal. */
  readonly newId: () => string;
  /** The most that may be charged in 24 hours, to all payers together and with fees. */
  readonly dailyLimit: () => Money;
  /** Why the store rejected, in words that tell no path. */
  readonly reasonOf: (error: unknown) => string;
  /** Writes one audit line: the payer (see `payerOf`), the amount and the outcome. */
  readonly log: (line: string) => void;
}

/**
 * Charges a payer at most once for each attempt that a person confirmed, and never anew while it is not known what
 * became of one before, whichever window made it. An attempt is written down before its request is sent.
 */
export interface Charger {
  standing(payer: string): Promise<Standing | NoBook>;
  /** Rejects with an `AbortedError` once the order's signal is aborted; the book then has what is known. */
  begin(order: ChargeOrder): Promise<ChargeOutcome>;
  /** Asks the vendor what became of the attempts that are open. Charges nothing. */
  settle(payer: string, topUp: TopUp, ask: Ask): Promise<Settlement | NoBook>;
  /** For a person who has looked in the dashboard. An attempt that is under way, or too young for it, stays open. */
  closeByHand(id: string): Promise<Settlement | NoBook>;
  /** Notes that the person was told what became of these attempts. */
  told(ids: readonly string[]): Promise<void>;
}

export function createCharger(options: ChargerOptions): Charger {
  const { clock, newId, dailyLimit, reasonOf, log } = options;
  const store = guarded(options.store, reasonOf);
  const bookkeeper = createBookkeeper(store, log);
  const settler = createSettler(store, clock, bookkeeper);

  async function begin(order: ChargeOrder): Promise<ChargeOutcome> {
    const { topUp, ask, amount, method, signal } = order;
    if (amount.nanos <= 0n || amount.currency !== dailyLimit().currency) {
      throw new RangeError("no amount to charge");
    }
    const request = topUp.request(amount, method);
    const { book } = await store.read();
    const early = refusalOf(book, order, dailyLimit(), momentOf(clock));
    if (early) return early;
    let payments: Payments;
    let current: PaymentMethod | undefined;
    try {
      payments = await topUp.payments(ask);
      const others = entriesOf(book, order.payer);
      const payment = await foreignPayment(others, payments.records, order, clock.now());
      if (payment) return { kind: "foreign", payment };
      current = method && topUp.method ? await topUp.method(ask) : method;
    } catch (error) {
      const failure = failureIn(error);
      if (!failure) throw error;
      return { kind: "no-evidence", failure };
    }
    if (signal?.aborted) throw new AbortedError();
    if (method && !(current && isSameCard(method, current)))
      return { kind: "other-method", confirmed: method, current };

    const id = newId();
    const intent = await writeIntent(id, order, payments, { store, clock, dailyLimit }).catch(noBook);
    if (intent.kind !== "intent") {
      await withdraw(id);
      return intent;
    }
    bookkeeper.audit(intent.entry, "written down");
    const reason = await order.obstacle?.();
    // Nothing may wait between this look at the clocks and the request.
    if (reason === undefined && !signal?.aborted && isTimely(intent, clock))
      return send(intent.entry, request, order, clock, bookkeeper);
    const tried = await bookkeeper.note(intent.entry, { state: { kind: "not-charged", by: "never-sent" } });
    if (signal?.aborted) throw new AbortedError();
    return reason !== undefined && tried.written ? { kind: "hindered", reason } : tried;
  }

  /** An attempt of which the store could not tell whether it is written down is not sent. */
  async function withdraw(id: string): Promise<void> {
    const state = { kind: "not-charged", by: "never-sent" } as const;
    const told = await bookkeeper
      .change((book) => withChange(book, id, (entry) => ({ ...entry, state })))
      .catch(noBook);
    if ("kind" in told) log(`Top-up ${id} was not sent, though it may stand in the book as open`);
  }

  return {
    async standing(payer) {
      try {
        const { book } = await store.read();
        const entries = entriesOf(book, payer);
        const limit = dailyLimit();
        const spent = spentLately(book, limit.currency, momentOf(clock));
        const untold = entries.filter(({ state, untold: is }) => state.kind === "charged" && is);
        const open = entries.filter(isOpen);
        return { kind: "standing", open, untold, latest: entries.at(-1)?.id, spent, limit };
      } catch (error) {
        return noBook(error);
      }
    },
    begin: (order) => begin(order).catch(noBook),
    settle: (payer, topUp, ask) => settler.settle(payer, topUp, ask).catch(noBook),
    closeByHand: (id) => settler.closeByHand(id).catch(noBook),
    async told(ids) {
      const edit = (book: ChargeBook) =>
        book.some((entry) => entry.untold && ids.includes(entry.id))
          ? book.map((entry) => (ids.includes(entry.id) ? { ...entry, untold: undefined } : entry))
          : book;
      // If this cannot be saved, the person is notified again.
      await bookkeeper.change(edit).catch(noBook);
    },
  };
}
