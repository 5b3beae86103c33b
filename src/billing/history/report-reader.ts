import type { Disposable } from "../lifecycle/disposable.ts";
import type { HistoryGate } from "../polling/history-lease.ts";
import type { HistoryWait } from "../polling/history-schedule.ts";
import type { Cell } from "../state/state-store.ts";
import type { Clock } from "../time/clock.ts";
import { AbortedError, failureIn, isAborted, type Failure } from "../vendor/billing-error.ts";
import type { Ask, Endpoint } from "../vendor/endpoint.ts";
import type { Report, ReportData } from "../vendor/report.ts";
import type { ReportState } from "./figures.ts";

export interface ReportReaderOptions {
  readonly reports: readonly Report[];
  readonly ask: <T>(endpoint: Endpoint<T>, signal: AbortSignal) => Promise<T>;
  readonly cell: Cell;
  readonly gate: HistoryGate;
  readonly clock: Clock;
  /** Called when there is something new to show. */
  readonly onChange: () => void;
}

/** Reads what a vendor tells beyond balance, ledger and usage, one after the other; kept for this window only. */
export interface ReportReader extends Disposable {
  states(): readonly ReportState[];
  /** What was read last under the filter that is chosen. */
  report(id: string): ReportData | undefined;
  /** False for what the report does not offer. What was read under another filter is no longer shown. */
  choose(id: string, filter: string): boolean;
  /** Reads those that are older than half an hour, when `asked` by a person than a minute; `only` one of them. */
  look(trigger: "timer" | "asked", only?: string): Promise<void>;
  /** Something was changed: what was read shows until it is read anew, and that is at the next look. */
  expire(): void;
}

/** What is known of a report under one filter. */
interface Known {
  readonly data?: ReportData | undefined;
  readonly failure?: Failure | undefined;
  /** When it was tried last. */
  readonly at: number;
  /** How many changes were known of then. */
  readonly changes: number;
}

/** Few of them change within a day, and all of them every few minutes would take more than the hour allows. */
const FRESH_MS = 1_800_000;
const RETRY_MS = 300_000;
const ASKED_FRESH_MS = 60_000;
/** Reports leave this many requests of an hour to ledger and usage. */
const SPARE = 12;

/** Ends a report early: it may not ask now. */
class Stop extends Error {
  readonly because: HistoryWait;

  constructor(because: HistoryWait) {
    super(because);
    this.because = because;
  }
}

export function createReportReader(options: ReportReaderOptions): ReportReader {
  const { reports, cell, gate, clock } = options;
  const gone = new AbortController();
  const filters = new Map(reports.map(({ id, filters: all }) => [id, all?.[0]?.value]));
  const known = new Map<string, Known>();
  let reading: string | undefined;
  /** Why those that were not read yet were not. */
  let waiting: HistoryWait | undefined;
  let changes = 0;

  const keyOf = (id: string) => JSON.stringify([id, filters.get(id)]);

  async function look(trigger: "timer" | "asked", only?: string): Promise<void> {
    for (const report of reports) {
      if (only !== undefined && report.id !== only) continue;
      if (gone.signal.aborted) return;
      if (isFresh(known.get(keyOf(report.id)), trigger)) continue;
      if (!(await read(report, trigger))) return;
    }
  }

  /** One that failed is tried anew whenever a person asks. */
  function isFresh(it: Known | undefined, trigger: "timer" | "asked"): boolean {
    if (it?.changes !== changes || (it.failure && trigger === "asked")) return false;
    const age = clock.now() - it.at;
    return age >= 0 && age < (trigger === "asked" ? ASKED_FRESH_MS : it.failure ? RETRY_MS : FRESH_MS);
  }

  /** False when none of the others may ask either. */
  async function read(report: Report, trigger: "timer" | "asked"): Promise<boolean> {
    const { id } = report;
    const key = keyOf(id);
    const filter = filters.get(id);
    const source = `report:${id}` as const;
    const pass = gate.begin(source, trigger === "asked");
    const ask: Ask = async (endpoint) => {
      const decision = await pass.permit(trigger === "asked" ? 0 : SPARE);
      if (gone.signal.aborted) throw new AbortedError();
      if (decision.kind === "wait") throw new Stop(decision.because);
      waiting = undefined;
      return options.ask(endpoint, gone.signal);
    };
    const at = clock.now();
    const begun = { at, changes };
    const before = known.get(key)?.data;
    let failure: Failure | undefined;
    show(id);
    try {
      known.set(key, { data: await report.read(ask, { filter, now: at }), ...begun });
      return true;
    } catch (error) {
      if (isAborted(error)) return false;
      if (error instanceof Stop) {
        if (error.because !== "unavailable") {
          waiting = error.because;
          return false;
        }
        const kind = (await cell.read()).state.history?.unavailable?.[source]?.kind ?? "forbidden";
        known.set(key, { data: before, failure: { kind, fromVendor: true }, ...begun });
        return true;
      }
      failure = failureIn(error);
      if (!failure) throw error;
      known.set(key, { data: before, failure, ...begun });
      return true;
    } finally {
      await pass.end(failure);
      show(undefined);
    }
  }

  function show(id: string | undefined): void {
    reading = id;
    if (!gone.signal.aborted) options.onChange();
  }

  return {
    states: () =>
      reports.map(({ id, title, filters: offered }): ReportState => {
        const { data, failure } = known.get(keyOf(id)) ?? {};
        return {
          report: { id, title, ...(offered && { filters: offered }) },
          filter: filters.get(id),
          data,
          failure,
          reading: reading === id,
          ...(waiting && !data && !failure && reading !== id && { waiting }),
        };
      }),
    report: (id) => known.get(keyOf(id))?.data,
    choose(id, filter) {
      const offered = reports.find((report) => report.id === id)?.filters ?? [];
      if (!offered.some(({ value }) => value === filter)) return false;
      filters.set(id, filter);
      options.onChange();
      return true;
    },
    look,
    expire: () => void (changes += 1),
    dispose: () => gone.abort(),
  };
}
