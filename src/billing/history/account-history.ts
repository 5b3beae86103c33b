import { hear } from "../alerts/detect-alerts.ts";
import type { HistoryOutcome } from "../ledger/history-reader.ts";
import type { BalanceLog } from "../ledger/observed-balance-log.ts";
import { seenUntil } from "../ledger/observed-balances.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { createMovementPager, type MovementPager } from "../ledger/transaction-pager.ts";
import type { UsageOutcome } from "../ledger/usage-reader.ts";
import type { Disposable } from "../lifecycle/disposable.ts";
import { createHistoryGate } from "../polling/history-lease.ts";
import { isRefused } from "../state/freshness.ts";
import { HISTORY_PER_HOUR, allowance } from "../state/request-budget.ts";
import type { Cell } from "../state/state-store.ts";
import type { LowRule } from "../state/threshold.ts";
import { rewrite } from "../state/update-state.ts";
import type { Clock } from "../time/clock.ts";
import { canonicalTimeZone, createZone } from "../time/time-zone.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import type { Provider } from "../vendor/provider.ts";
import type { ReportData } from "../vendor/report.ts";
import type { PageMovement } from "./figures.ts";
import type { Moment, PastChoice, PastData } from "./history-data.ts";
import { createLedgerPast } from "./ledger-history.ts";
import { pastWithoutLedger } from "./ledgerless-history.ts";
import { pastOfBalances } from "./observed-figures.ts";
import { createReportReader } from "./report-reader.ts";
import { passes } from "./transaction-query.ts";
import { createUsagePast } from "./usage-history.ts";

/** Where an account's past comes from and is kept. */
export interface PastOptions {
  readonly cell: Cell;
  readonly ledger: LedgerStore;
  readonly balances: BalanceLog;
  readonly clock: Clock;
  readonly token: () => string;
  /** What the vendor tells of the past. */
  readonly source: Pick<Provider, "ledger" | "usage" | "reports">;
  /** Asks with the account's key. Rejects with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
  readonly ask: <T>(endpoint: Endpoint<T>, signal: AbortSignal) => Promise<T>;
  readonly low: () => LowRule;
  /** As the person's machine reports it, until they choose what to look at. */
  readonly timeZone: string | undefined;
  /** Called when there is something new to show. */
  readonly onChange: () => void;
  readonly onStoreError: (error: unknown) => void;
}

/** One account's past: read when a person looks, kept for the next time, shown at once. */
export interface AccountPast extends Disposable {
  data(): PastData;
  /**
   * Works out what is shown for a choice from what is known. It asks nobody, but for the hours of a day that a
   * person who has looked wants to see.
   */
  choose(choice: PastChoice): Promise<void>;
  /** Reads what is new from the vendor, within the hour's budget. */
  look(trigger: "timer" | "asked"): Promise<HistoryOutcome>;
  /** Reads further back than is read as a rule. */
  older(): Promise<HistoryOutcome>;
  /** Rows of the list as it was counted under `revision`; undefined when it has changed since. */
  rows(revision: number, offset: number, count: number): Promise<readonly PageMovement[] | undefined>;
  /** What was spent in the last 92 days, read now if it was not a moment ago; otherwise why it cannot be told. */
  usage(): Promise<UsageOutcome | { readonly kind: "unconfirmed" }>;
  /** What a report tells, as it was read last. */
  report(id: string): ReportData | undefined;
  /** Something was changed: whoever looks next reads the reports anew. */
  expireReports(): void;
  /** Reads the reports that are not fresh, and nothing else. */
  readReports(): Promise<void>;
  /** Narrows a report, and reads it anew. */
  filterReport(id: string, filter: string): Promise<void>;
  /** Reads the ledger's news, and lets alerts hear of it. */
  listen(): Promise<void>;
  /** All movements that pass the filter, for an export. */
  pager(): Promise<MovementPager>;
}

export function createAccountPast(options: PastOptions): AccountPast {
  const { cell, ledger, balances, clock, source, ask } = options;
  const gate = createHistoryGate({ cell, clock, token: options.token });
  let choice: PastChoice = {
    range: "30d",
    filter: { kind: null, model: null },
    timeZone: options.timeZone,
  };
  const personZone = () => createZone(canonicalTimeZone(choice.timeZone).name);
  const { ledger: pageOf } = source;
  const ofLedger =
    pageOf &&
    createLedgerPast({
      store: ledger,
      source: { page: async (query, signal) => await ask(pageOf(query), signal) },
      gate,
      clock,
      zone: personZone,
      onRead: () => void refresh(),
      onNews: (news, now) =>
        rewrite(cell, (state) => ({
          ...state,
          alerts: hear(state.alerts, state, state, now, options.low(), news),
        })),
      onStoreError: options.onStoreError,
    });
  const ofUsage = source.usage && createUsagePast({ source: source.usage, ask, gate, clock });
  const reports =
    source.reports &&
    createReportReader({ reports: source.reports, ask, cell, gate, clock, onChange: options.onChange });
  /** Nothing was read yet: but what the vendor never tells is known. */
  const nothing: PastData = {
    ...(!ofLedger && { movements: null }),
    ...(!ofLedger && !ofUsage && { spending: null }),
  };
  let data = nothing;
  let wanted = 0;
  let looked = false;
  let disposed = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: the vendor is asked in one turn at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

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
    // The window hears of a change a little later than the store knows it.
    const { state } = await cell.read();
    const now = clock.now();
    const seen = seenUntil(await balances.read(), now);
    const moment: Moment = { now, state, seen, low: options.low(), choice };
    const made = HISTORY_PER_HOUR - allowance(state.requests, "history", now);
    const reads = (ofLedger ?? ofUsage ?? reports) && { made, allowed: HISTORY_PER_HOUR };
    // A key that never worked has no past to wait for.
    const never = isRefused(state) && !state.reading && seen.length === 0;
    if (!ofLedger) return { reads, ...(never ? nothing : pastWithoutLedger(moment, ofUsage)) };
    const told = await ofLedger.figures(moment, isWanted);
    if (told) return { reads, ...told };
    const gone = state.history?.unavailable?.ledger;
    if (!gone) {
      const past = state.history?.trouble && pastOfBalances(seen, choice.range, now, personZone());
      return { reads, ...(past && { past }) };
    }
    const why =
      gone.kind === "not-found"
        ? "The provider has no transactions for this account."
        : "This key cannot read the account's transactions.";
    const without = pastWithoutLedger(moment, ofUsage);
    return {
      reads,
      ...without,
      spending: without.spending ?? { kind: "unknown", why },
      movements: { kind: "unknown", why },
    };
  }

  /** Without a ledger all there is to tell of spend is usage. */
  const needsUsage = async () => !ofLedger || (await cell.read()).state.history?.unavailable?.ledger;

  async function look(trigger: "timer" | "asked"): Promise<HistoryOutcome> {
    if (disposed) return { kind: "gone" };
    looked = true;
    const ledgerRead = await ofLedger?.look(trigger);
    const usageRead = (await needsUsage()) ? await ofUsage?.look(trigger, choice) : undefined;
    await refresh();
    if (reports) {
      await reports.look(trigger);
      await refresh();
    }
    return ledgerRead ?? (usageRead && usageRead.kind !== "read" ? usageRead : { kind: "complete" });
  }

  async function readHours(): Promise<void> {
    if (disposed || !(await needsUsage())) return;
    await ofUsage?.look("timer", choice);
    await refresh();
  }

  return {
    data: () => (reports ? { ...data, reports: reports.states() } : data),
    async choose(next) {
      choice = next;
      if (looked && next.range === "24h") void inTurn(readHours).catch(options.onStoreError);
      await refresh();
    },
    look: (trigger) => inTurn(() => look(trigger)),
    older: () => inTurn(() => ofLedger?.older() ?? Promise.resolve({ kind: "gone" })),
    rows: (revision, offset, count) => ofLedger?.rows(revision, offset, count) ?? Promise.resolve(undefined),
    usage: () =>
      inTurn(async () => {
        const outcome = (await ofUsage?.read("asked", choice)) ?? ({ kind: "gone" } as const);
        const doubtful = outcome.kind === "read" && ofUsage?.isDoubtful(await balances.read());
        return doubtful ? { kind: "unconfirmed" } : outcome;
      }),
    report: (id) => reports?.report(id),
    async filterReport(id, filter) {
      if (!reports?.choose(id, filter)) return;
      await inTurn(() => reports.look("asked", id));
      await refresh();
    },
    expireReports: () => reports?.expire(),
    async readReports() {
      await inTurn(async () => reports?.look("asked"));
      await refresh();
    },
    async listen() {
      await inTurn(async () => ofLedger?.look("timer"));
    },
    async pager() {
      const { filter } = choice;
      const { index } = await ledger.read();
      return createMovementPager(ledger, index, { test: (movement) => passes(movement, filter) });
    },
    dispose() {
      disposed = true;
      ofLedger?.dispose();
      ofUsage?.dispose();
      reports?.dispose();
    },
  };
}
