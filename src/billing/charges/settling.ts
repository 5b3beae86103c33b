import type { Clock } from "../time/clock.ts";
import type { PaymentRecord, Payments, TopUp } from "../vendor/account-actions.ts";
import { failureIn, type Failure } from "../vendor/billing-error.ts";
import type { Ask } from "../vendor/endpoint.ts";
import {
  entriesOf,
  isClosable,
  isOpen,
  isUnderWay,
  momentOf,
  withChange,
  type ChargeBook,
  type ChargeEntry,
  type ChargeStore,
} from "./charge-book.ts";
import { wordsOf } from "./encoding.ts";
import { attribute, isHidden, ownRecord } from "./match-records.ts";
import type { Settlement } from "./outcome.ts";
import type { Bookkeeper } from "./update-book.ts";

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
    more: Pick<Settlement, "failure" | "hidden"> = {},
  ): Promise<Settlement> {
    const book = await change(edit);
    const entries = open.map((before) => book.find(({ id }) => id === before.id) ?? before);
    for (const entry of entries) if (!isOpen(entry)) audit(entry, wordsOf(entry.state));
    return { kind: "looked", entries, ...more };
  }

  /** The records, with what another answer of the vendor says of those that are ours and undecided. */
  async function recordsOf(
    open: readonly ChargeEntry[],
    { payments, neverCharged }: TopUp,
    ask: Ask,
  ): Promise<Payments> {
    const found = await payments(ask);
    const decided = new Map<PaymentRecord, PaymentRecord>();
    for (const entry of open) {
      const own = ownRecord(entry, found);
      const question = own?.undecided && neverCharged?.(own);
      if (!own || !question) continue;
      // Where it cannot be asked, the record stays undecided.
      if ((await orFailure(ask(question))) === true)
        decided.set(own, { ...own, undecided: undefined, failed: true });
    }
    return { ...found, records: found.records.map((each) => decided.get(each) ?? each) };
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
    const told: Payments | Failure =
      through.size === ids.length ? NO_PAYMENTS : await orFailure(recordsOf(open, topUp, ask));
    const failure = isFailure(told) ? told : undefined;
    const payments = isFailure(told) ? undefined : told;
    return after(
      (before) => {
        const byStatus = before.map((entry) =>
          through.has(entry.id) && isOpen(entry)
            ? ({ ...entry, state: { kind: "charged", by: "status" } } as const)
            : entry,
        );
        if (!payments) return through.size > 0 ? byStatus : before;
        const evidence = { payments, topUp, moment: momentOf(clock) };
        const known = attribute(entriesOf(byStatus, payer), ids, evidence);
        const next = byStatus.map((entry) => known.find(({ id }) => id === entry.id) ?? entry);
        return next.every((entry, place) => entry === before[place]) ? before : next;
      },
      open,
      { failure, hidden: payments && open.filter((entry) => isHidden(entry, payments)).map(({ id }) => id) },
    );
  }

  return {
    settle,
    async closeByHand(id) {
      const open = (await store.read()).book.filter((entry) => entry.id === id && isOpen(entry));
      return after(
        (book) =>
          withChange(book, id, (entry) =>
            isOpen(entry) && isClosable(entry, momentOf(clock))
              ? { ...entry, state: { kind: "closed" } }
              : entry,
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

const NO_PAYMENTS: Payments = { records: [] };

const isFailure = (value: Payments | Failure): value is Failure => "kind" in value;
