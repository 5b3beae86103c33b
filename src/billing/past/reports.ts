import type { Cell } from "../cell.ts";
import type { Clock } from "../clock.ts";
import type { Disposable } from "../disposable.ts";
import { AbortedError, failureIn, isAborted, type Failure } from "../errors.ts";
import type { HistoryGate } from "../history-gate.ts";
import type { HistoryWait } from "../history-turn.ts";
import type { ReportState } from "../page/page-data.ts";
import type { Ask, Endpoint } from "../provider.ts";
import type { Report, ReportData } from "../report.ts";

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
  /** Reads those that are older than five minutes, when `asked` by a person than one; `only` one of them. */
  look(trigger: "timer" | "asked", only?: string): Promise<void>;
  /** Something was changed: what was read before, or is being read, is old. It is shown until it was read anew. */
  expire(): void;
}

/** What is known of a report under one filter. */
interface Known {
  readonly data?: ReportData | undefined;
  readonly failure?: Failure | undefined;
  /** When it was tried last. */
  readonly at: number;
}

const FRESH_MS = 300_000;
const ASKED_FRESH_MS = 60_000;
const LONG_AGO = -Infinity;
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
  let expired = 0;

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
    if (!it || (it.failure && trigger === "asked")) return false;
    const age = clock.now() - it.at;
    return age >= 0 && age < (trigger === "asked" ? ASKED_FRESH_MS : FRESH_MS);
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
      return options.ask(endpoint, gone.signal);
    };
    const [now, began] = [clock.now(), expired];
    const keep = (it: Omit<Known, "at">) => known.set(key, { ...it, at: began === expired ? now : LONG_AGO });
    const before = known.get(key)?.data;
    let failure: Failure | undefined;
    show(id);
    try {
      keep({ data: await report.read(ask, { filter, now }) });
      return true;
    } catch (error) {
      if (isAborted(error)) return false;
      if (error instanceof Stop) {
        if (error.because !== "unavailable") return false;
        const kind = (await cell.read()).state.history?.unavailable?.[source]?.kind ?? "forbidden";
        keep({ data: before, failure: { kind, fromVendor: true } });
        return true;
      }
      failure = failureIn(error);
      if (!failure) throw error;
      keep({ data: before, failure });
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
    expire() {
      expired += 1;
      for (const [key, it] of known) known.set(key, { ...it, at: LONG_AGO });
    },
    dispose: () => gone.abort(),
  };
}
