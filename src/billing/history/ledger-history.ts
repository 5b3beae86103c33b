import type { LedgerNews } from "../alerts/ledger-alerts.ts";
import { createHistoryReader, type HistoryOutcome, type LedgerSource } from "../ledger/history-reader.ts";
import { knownSince, rowsKnown, type LedgerIndex } from "../ledger/ledger-index.ts";
import { reconcile } from "../ledger/reconcile.ts";
import type { LedgerStore } from "../ledger/store.ts";
import type { Disposable } from "../lifecycle/disposable.ts";
import { creditsFrom } from "../money/credits.ts";
import type { HistoryGate } from "../polling/history-lease.ts";
import { believedReading } from "../state/account-state.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Clock } from "../time/clock.ts";
import { createZone, type Zone } from "../time/time-zone.ts";
import type { PageFilter, PageMovement } from "./figures.ts";
import { refillAt, type Moment, type PastData } from "./history-data.ts";
import { spendingOfLedger } from "./ledger-figures.ts";
import { newsOf } from "./ledger-news.ts";
import { pastOfBalances } from "./observed-figures.ts";
import { balancePast } from "./observed-line.ts";
import { runwayOf } from "./runway.ts";
import { choicesOf, countAll, rowsAt } from "./transaction-query.ts";

export interface LedgerPastOptions {
  readonly store: LedgerStore;
  readonly source: LedgerSource;
  readonly gate: HistoryGate;
  readonly clock: Clock;
  /** The zone of the person. */
  readonly zone: () => Zone;
  /** Called when more of the ledger was stored. */
  readonly onRead: () => void;
  readonly onNews: (news: LedgerNews, now: number) => Promise<void>;
  readonly onStoreError: (error: unknown) => void;
}

/** What an account's ledger tells of its past. */
export interface LedgerPast extends Disposable {
  /** Undefined while nothing of it was read. `isWanted`: no later choice has come. */
  figures(moment: Moment, isWanted: () => boolean): Promise<PastData | undefined>;
  /** Reads what is new, and tells what of it is news. */
  look(trigger: "timer" | "asked"): Promise<HistoryOutcome>;
  older(): Promise<HistoryOutcome>;
  rows(revision: number, offset: number, count: number): Promise<readonly PageMovement[] | undefined>;
}

const OLDER = { days: 3_650, rows: 20_000 };
/** Every ledger is in this. */
const CURRENCY = "USD";

export function createLedgerPast(options: LedgerPastOptions): LedgerPast {
  const { store, clock } = options;
  const reader = createHistoryReader({ ...options, onIndex: options.onRead });
  let listed:
    { readonly revision: number; readonly index: LedgerIndex; readonly filter: PageFilter } | undefined;
  let listedId = "";
  let revision = 0;
  let disposed = false;

  async function figures(moment: Moment, isWanted: () => boolean): Promise<PastData | undefined> {
    const { now, state, seen, choice } = moment;
    const { range, filter } = choice;
    const version = await store.read();
    const { index } = version;
    const since = knownSince(index);
    if (since === undefined) return undefined;
    const zone = createZone(index.timeZone);
    const reading = believedReading(state);
    const credits = reading && creditsFrom(reading.balance, CURRENCY);
    const reconciled = await reconcile(store, index, seen);
    const spending = await spendingOfLedger(store, index, range, now, zone);
    // A list that a later choice has replaced must not be counted as the one that is shown.
    if (!isWanted()) return undefined;
    const id = `${version.id} ${String(filter.kind)} ${String(filter.model)}`;
    if (id !== listedId) {
      listedId = id;
      revision += 1;
    }
    listed = { revision, index, filter };
    return {
      currency: CURRENCY,
      past:
        credits === undefined
          ? pastOfBalances(seen, range, now, zone, CURRENCY)
          : balancePast(index, range, now, zone, credits, seen),
      spending,
      movements: {
        kind: "known",
        revision,
        total: countAll(index, filter),
        ...choicesOf(index),
        since: since || oldest(index),
        older: since !== 0 && rowsKnown(index) > 0,
      },
      ...(credits !== undefined && {
        runway: runwayOf(index, zone, now, credits, refillAt(moment, CURRENCY)),
      }),
      ...(reconciled.kind !== "unknown" &&
        !reconciled.agrees && { difference: -(creditsFrom(reconciled.difference) ?? 0) }),
    };
  }

  async function look(trigger: "timer" | "asked"): Promise<HistoryOutcome> {
    const outcome = await reader.look(trigger);
    if (outcome.kind !== "complete") return outcome;
    const { index } = await store.read();
    const now = clock.now();
    const news = await newsOf(store, index, createZone(index.timeZone), now);
    if (!disposed) await options.onNews(news, now);
    return outcome;
  }

  async function rows(asked: number, offset: number, count: number) {
    const list = listed;
    if (!list || list.revision !== asked) return undefined;
    const { rows: found, lost } = await rowsAt(store, list.index, list.filter, offset, count);
    for (const day of lost) void reader.repair(day).catch(options.onStoreError);
    return found;
  }

  return {
    figures,
    look,
    older: async () =>
      reader.reach({ days: OLDER.days, rows: rowsKnown((await store.read()).index) + OLDER.rows }),
    rows,
    dispose() {
      disposed = true;
      reader.dispose();
    },
  };
}

function oldest(index: LedgerIndex): number | null {
  const last = index.days.at(-1);
  return last ? last.day * DAY_MS : null;
}
