import type { AccountState } from "../account-state.ts";
import { hear } from "../alerts.ts";
import type { BalanceLog } from "../balance-log.ts";
import { HISTORY_PER_HOUR, allowance } from "../budget.ts";
import { DAY_MS } from "../calendar-day.ts";
import type { Cell } from "../cell.ts";
import type { Clock } from "../clock.ts";
import type { Disposable } from "../disposable.ts";
import { createHistoryGate } from "../history-gate.ts";
import { createHistoryReader, type HistoryOutcome } from "../ledger/history-reader.ts";
import { knownSince, rowsKnown, type LedgerIndex } from "../ledger/ledger-index.ts";
import { createMovementPager, type MovementPager } from "../ledger/movement-pager.ts";
import { reconcile } from "../ledger/reconcile.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { creditsFrom } from "../movement.ts";
import type { PageData, PageFilter, PageMovement } from "../page/page-data.ts";
import type { PageRange } from "../page/range.ts";
import type { LedgerPage, LedgerQuery, Usage, UsageQuery } from "../provider.ts";
import { rewrite } from "../rewrite.ts";
import { knownRefill, type LowRule } from "../threshold.ts";
import { canonicalTimeZone, createZone } from "../time-zone.ts";
import { createUsageReader, type KeyUsage, type UsageOutcome } from "../usage-reader.ts";
import { pastOfBalances, pastOfLedger, spendingOfKey, spendingOfLedger } from "./figures.ts";
import { choicesOf, countAll, passes, rowsAt } from "./movement-list.ts";
import { newsOf } from "./news.ts";
import { runwayOf } from "./runway.ts";

/** Where an account's past comes from and is kept. */
export interface PastOptions {
  readonly cell: Cell;
  readonly ledger: LedgerStore;
  readonly balances: BalanceLog;
  readonly clock: Clock;
  readonly token: () => string;
  readonly source: {
    ledger(query: LedgerQuery, signal: AbortSignal): Promise<LedgerPage>;
    usage(query: UsageQuery, signal: AbortSignal): Promise<Usage>;
  };
  readonly state: () => AccountState;
  readonly low: () => LowRule;
  /** Called when there is something new to show. */
  readonly onChange: () => void;
  readonly onStoreError: (error: unknown) => void;
}

/** What a person chose to look at. */
export interface PastChoice {
  readonly range: PageRange;
  readonly filter: PageFilter;
  /** As the person's machine reports it. */
  readonly timeZone: string | undefined;
}

/** The parts of the page that need the past; undefined while they are being read. */
export type PastData = Pick<PageData, "past" | "spending" | "movements" | "difference" | "reads" | "runway">;

/** One account's past: read when a person looks, kept for the next time, shown at once. */
export interface AccountPast extends Disposable {
  data(): PastData;
  /** Works out what is shown for a choice from what is stored; asks nobody. */
  choose(choice: PastChoice): Promise<void>;
  /** Reads what is new from the vendor, within the hour's budget. */
  look(trigger: "timer" | "asked"): Promise<HistoryOutcome>;
  /** Reads further back than is read as a rule. */
  older(): Promise<HistoryOutcome>;
  /** Rows of the list as it was counted under `revision`; undefined when it has changed since. */
  rows(revision: number, offset: number, count: number): Promise<readonly PageMovement[] | undefined>;
  /** What this key spent in the last 92 days, read now if it was not a moment ago; otherwise why it cannot be told. */
  usage(): Promise<UsageOutcome>;
  /** Reads what is new, and lets alerts hear of it. */
  listen(): Promise<void>;
  /** All movements that pass the filter, for an export. */
  pager(): Promise<MovementPager>;
}

const USAGE_DAYS = 92;
const OLDER = { days: 3_650, rows: 20_000 };

export function createAccountPast(options: PastOptions): AccountPast {
  const { cell, ledger, balances, clock } = options;
  const gate = createHistoryGate({ cell, clock, token: options.token });
  let choice: PastChoice = { range: "30d", filter: { kind: null, model: null }, timeZone: undefined };
  const reader = createHistoryReader({
    store: ledger,
    source: { page: (query, signal) => options.source.ledger(query, signal) },
    gate,
    clock,
    zone: () => createZone(canonicalTimeZone(choice.timeZone).name),
    onIndex: () => void refresh(),
  });
  const usageReader = createUsageReader({ source: options.source, gate, clock });
  let data: PastData = {};
  let listed:
    { readonly revision: number; readonly index: LedgerIndex; readonly filter: PageFilter } | undefined;
  let usage: KeyUsage | undefined;
  let listedId = "";
  let revision = 0;
  let wanted = 0;
  let disposed = false;

  /** Works out everything shown anew; a later call makes an earlier one void. */
  async function refresh(): Promise<void> {
    const mine = ++wanted;
    try {
      const next = await compute(() => mine === wanted);
      if (mine !== wanted || disposed) return;
      data = next;
      options.onChange();
    } catch (error) {
      if (!disposed) options.onStoreError(error);
    }
  }

  async function compute(isWanted: () => boolean): Promise<PastData> {
    const { range, filter } = choice;
    const now = clock.now();
    // The window hears of a change a little later than the store knows it.
    const { state } = await cell.read();
    const version = await ledger.read();
    const { index } = version;
    const known = knownSince(index) !== undefined;
    const zone = createZone(known ? index.timeZone : canonicalTimeZone(choice.timeZone).name);
    const seen = await balances.read();
    const credits = state.reading && creditsFrom(state.reading.balance);
    const gone = state.history?.unavailable?.ledger;
    const reads = {
      made: HISTORY_PER_HOUR - allowance(state.requests, "history", now),
      allowed: HISTORY_PER_HOUR,
    };
    if (!known) {
      if (!gone)
        return { reads, ...(state.history?.trouble && { past: pastOfBalances(seen, range, now, zone) }) };
      const why =
        gone.kind === "not-found"
          ? "There is no ledger of this account to read."
          : "This key may not read the ledger of its account.";
      return {
        reads,
        past: pastOfBalances(seen, range, now, zone),
        spending: usage
          ? spendingOfKey(usage.usage, range, now, createZone(usage.zone.name))
          : { kind: "unknown", why },
        movements: { kind: "unknown", why },
      };
    }
    const reconciled = await reconcile(ledger, index, seen);
    const spending = await spendingOfLedger(ledger, index, range, now, zone);
    // A list that a later choice has replaced must not be counted as the one that is shown.
    if (!isWanted()) return data;
    const id = `${version.id} ${String(filter.kind)} ${String(filter.model)}`;
    if (id !== listedId) {
      listedId = id;
      revision += 1;
    }
    listed = { revision, index, filter };
    return {
      reads,
      past:
        credits === undefined
          ? pastOfBalances(seen, range, now, zone)
          : pastOfLedger(index, range, now, zone, credits),
      spending,
      movements: {
        kind: "known",
        revision,
        total: countAll(index, filter),
        ...choicesOf(index),
        since: knownSince(index) || oldest(index),
        older: knownSince(index) !== 0 && rowsKnown(index) > 0,
      },
      ...(credits !== undefined && { runway: runwayOf(index, zone, now, credits, refillAt(state, now)) }),
      ...(reconciled.kind !== "unknown" &&
        !reconciled.agrees && { difference: -(creditsFrom(reconciled.difference) ?? 0) }),
    };
  }

  function refillAt(state: AccountState, now: number): number | null {
    const refill = knownRefill(state, options.low(), now);
    return refill?.enabled && refill.threshold ? (creditsFrom(refill.threshold) ?? null) : null;
  }

  async function look(trigger: "timer" | "asked"): Promise<HistoryOutcome> {
    const outcome = await reader.look(trigger);
    if (outcome.kind === "complete") await hearLedger();
    if ((await cell.read()).state.history?.unavailable?.ledger) await readUsage(trigger);
    await refresh();
    return outcome;
  }

  async function listen(): Promise<void> {
    if ((await reader.look("timer")).kind === "complete") await hearLedger();
  }

  /** Lets alerts hear of the ledger as it was just read. */
  async function hearLedger(): Promise<void> {
    const { index } = await ledger.read();
    const now = clock.now();
    const news = await newsOf(ledger, index, createZone(index.timeZone), now);
    if (disposed) return;
    await rewrite(cell, (state) => ({
      ...state,
      alerts: hear(state.alerts, state, state, now, options.low(), news),
    }));
  }

  async function readUsage(trigger: "timer" | "asked"): Promise<void> {
    const outcome = await usageReader.read(USAGE_DAYS, canonicalTimeZone(choice.timeZone), trigger);
    if (outcome.kind === "read") usage = outcome.value;
  }

  async function rows(asked: number, offset: number, count: number) {
    const list = listed;
    if (!list || list.revision !== asked) return undefined;
    const { rows: found, lost } = await rowsAt(ledger, list.index, list.filter, offset, count);
    for (const day of lost) void reader.repair(day).catch(options.onStoreError);
    return found;
  }

  return {
    data: () => data,
    choose(next) {
      choice = next;
      return refresh();
    },
    look,
    older: async () =>
      reader.reach({ days: OLDER.days, rows: rowsKnown((await ledger.read()).index) + OLDER.rows }),
    rows,
    usage: () => usageReader.read(USAGE_DAYS, canonicalTimeZone(choice.timeZone), "asked"),
    listen,
    async pager() {
      const { filter } = choice;
      const { index } = await ledger.read();
      return createMovementPager(ledger, index, { test: (movement) => passes(movement, filter) });
    },
    dispose() {
      disposed = true;
      reader.dispose();
      usageReader.dispose();
    },
  };
}

function oldest(index: LedgerIndex): number | null {
  const last = index.days.at(-1);
  return last ? last.day * DAY_MS : null;
}
