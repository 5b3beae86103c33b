import type { PaymentRecord, TopUp } from "../account-actions.ts";
import type { Clock } from "../clock.ts";
import { failureIn, type Failure } from "../errors.ts";
import type { Ask } from "../provider.ts";
import type { Bookkeeper } from "./bookkeeper.ts";
import {
  entriesOf,
  isOpen,
  isUnderWay,
  withChange,
  type ChargeBook,
  type ChargeEntry,
} from "./charge-book.ts";
import type { ChargeStore } from "./charge-store.ts";
import { wordsOf } from "./encoding.ts";
import { attribute } from "./evidence.ts";
import type { Settlement } from "./outcome.ts";

export interface Settler {
  /** Rejects with a `BookError`. */
  settle(payer: string, topUp: TopUp, ask: Ask): Promise<Settlement>;
  /** Rejects with a `BookError`. */
  closeByHand(id: string): Promise<Settlement>;
}

export function createSettler(store: ChargeStore, clock: Clock, { change, audit }: Bookkeeper): Settler {
  /** Those attempts after a change of the book, with a line in the log for each that it settled. */
  async function after(
    edit: (book: ChargeBook) => ChargeBook,
    open: readonly ChargeEntry[],
    failure?: Failure,
  ): Promise<Settlement> {
    const book = await change(edit);
    const entries = open.map((before) => book.find(({ id }) => id === before.id) ?? before);
    for (const entry of entries) if (!isOpen(entry)) audit(entry, wordsOf(entry.state));
    return { kind: "looked", entries, failure };
  }

  async function settle(payer: string, topUp: TopUp, ask: Ask): Promise<Settlement> {
    const { book } = await store.read();
    const open = entriesOf(book, payer).filter(isOpen);
    const ids = open.filter((entry) => !isUnderWay(entry, clock.now())).map(({ id }) => id);
    if (ids.length === 0) return { kind: "looked", entries: open };

    const through = new Set<string>();
    for (const { id, paymentId } of open) {
      if (!ids.includes(id) || paymentId === undefined || !topUp.status) continue;
      // A status that cannot be had says nothing; the records may.
      const status = await orFailure(ask(topUp.status(paymentId)));
      if (status === "completed") through.add(id);
    }
    const payments: readonly PaymentRecord[] | Failure =
      through.size === ids.length ? [] : await orFailure(topUp.payments(ask));
    const failure = isFailure(payments) ? payments : undefined;
    return after(
      (before) => {
        const byStatus = before.map((entry) =>
          through.has(entry.id) && isOpen(entry)
            ? ({ ...entry, state: { kind: "charged", by: "status" } } as const)
            : entry,
        );
        const records = isFailure(payments) ? [] : payments;
        const known = attribute(entriesOf(byStatus, payer), ids, records, topUp.recordedAs, clock.now());
        const next = byStatus.map((entry) => known.find(({ id }) => id === entry.id) ?? entry);
        return next.every((entry, place) => entry === before[place]) ? before : next;
      },
      open,
      failure,
    );
  }

  return {
    settle,
    async closeByHand(id) {
      const open = (await store.read()).book.filter((entry) => entry.id === id && isOpen(entry));
      return after(
        (book) =>
          withChange(book, id, (entry) =>
            !isOpen(entry) || isUnderWay(entry, clock.now())
              ? entry
              : { ...entry, state: { kind: "closed" } },
          ),
        open,
      );
    },
  };
}

const orFailure = <T>(asked: Promise<T>): Promise<T | Failure> =>
  asked.catch((error: unknown) => {
    const failure = failureIn(error);
    if (!failure) throw error;
    return failure;
  });

const isFailure = (value: readonly PaymentRecord[] | Failure): value is Failure => "kind" in value;
