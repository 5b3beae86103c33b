import type { Disposable } from "../lifecycle/disposable.ts";
import type { Movement } from "../money/credits.ts";
import type { HistoryGate, HistoryPass } from "../polling/history-lease.ts";
import type { HistoryWait } from "../polling/history-schedule.ts";
import type { Clock } from "../time/clock.ts";
import type { Zone } from "../time/time-zone.ts";
import { AbortedError, failureIn, isAborted, type Failure } from "../vendor/billing-error.ts";
import type { LedgerPage, LedgerQuery } from "../vendor/provider.ts";
import { forgetDay, isDeep, type Depth, type LedgerIndex } from "./ledger-index.ts";
import { merge, type Reading } from "./merge.ts";
import { KEPT_DAYS, retire, rezone } from "./retention.ts";
import type { LedgerStore, LedgerVersion } from "./store.ts";
import { freshSpan, olderSpan, settledTo, type Span } from "./track.ts";

/** The vendor's ledger. Rejects with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
export interface LedgerSource {
  page(query: LedgerQuery, signal: AbortSignal): Promise<LedgerPage>;
}

export interface HistoryReaderOptions {
  readonly store: LedgerStore;
  readonly source: LedgerSource;
  readonly gate: HistoryGate;
  readonly clock: Clock;
  /** The zone whose days summaries are cut in, asked for anew at every look. */
  readonly zone: () => Zone;
  /** Called with every version this window stored. */
  readonly onIndex: (index: LedgerIndex) => void;
}

/** How a look ended. */
export type HistoryOutcome =
  /** The ledger is up to now, and known as far back as was asked for. */
  | { readonly kind: "complete" }
  | { readonly kind: "waiting"; readonly until: number; readonly because: HistoryWait }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "gone" };

/** Reads the ledger into the store for all windows, one of them at a time. Looks and reaches reject when the store fails. */
export interface HistoryReader extends Disposable {
  /**
   * Reads what is new, then all top-ups, then further back, as long as the hour's budget lasts. What was read is
   * stored as it goes. `asked` by a person, it does not wait after a failure, nor for a ledger read a minute ago
   * to grow old. A look while one is under way joins it.
   */
  look(trigger: "timer" | "asked"): Promise<HistoryOutcome>;
  /** Asks for more than is read as a rule, and reads it: at most as many days as charges are kept. */
  reach(depth: Depth): Promise<HistoryOutcome>;
  /** Has a day read anew whose movements the store could not give. */
  repair(day: number): Promise<HistoryOutcome>;
}

const FRESH_MS = 60_000;
const ASKED_FRESH_MS = 10_000;
/** What is read at most before it is stored. */
const BATCH_PAGES = 10;
/** Reading back leaves this many requests of an hour to reading what is new. */
const SPARE = 12;

/** The index with what a reading tells beside its movements. */
function withNews(index: LedgerIndex, { span, of }: Reading, disagreeing: number, at: number): LedgerIndex {
  return {
    ...index,
    freshAt: of === "all" && span.to === Infinity ? at : index.freshAt,
    disagreeing: Math.max(index.disagreeing, disagreeing),
  };
}

/** Ends a run early: not an error, whoever looks is told. */
class Stop extends Error {
  readonly outcome: HistoryOutcome;

  constructor(outcome: HistoryOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

interface Run {
  readonly pass: HistoryPass;
  readonly zone: Zone;
  version: LedgerVersion;
}

interface Walk {
  readonly span: Span;
  readonly of: Reading["of"];
  readonly spare: number;
  /** Asked after every page that was read: the walk ends early, with what it has stored. */
  readonly enough: (pages: number) => boolean;
}

export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const { store, source, gate, clock } = options;
  const gone = new AbortController();
  let current: Promise<HistoryOutcome> | undefined;

  function look(trigger: "timer" | "asked"): Promise<HistoryOutcome> {
    if (gone.signal.aborted) return Promise.resolve({ kind: "gone" });
    current ??= run(trigger === "asked").finally(() => (current = undefined));
    return current;
  }

  async function run(asked: boolean): Promise<HistoryOutcome> {
    const pass = gate.begin("ledger", asked);
    let failure: Failure | undefined;
    try {
      const it: Run = { pass, zone: options.zone(), version: await store.read() };
      await readAll(it, asked ? ASKED_FRESH_MS : FRESH_MS);
      return { kind: "complete" };
    } catch (error) {
      if (error instanceof Stop) return error.outcome;
      if (isAborted(error)) return { kind: "gone" };
      failure = failureIn(error);
      if (failure) return { kind: "failed", failure };
      throw error;
    } finally {
      await pass.end(failure);
    }
  }

  async function readAll(it: Run, freshMs: number): Promise<void> {
    const index = () => it.version.index;
    if (index().timeZone !== it.zone.name) await keep(it, async () => rezone(store, index(), it.zone));
    const age = clock.now() - index().freshAt;
    if (index().all.length === 0 || age < 0 || age >= freshMs) {
      const first = index().all.length === 0;
      const span = freshSpan(index().all);
      await walk(it, { span, of: "all", spare: 0, enough: () => first });
    }
    await readTopups(it);
    for (
      let span = olderSpan(index().all);
      span && !isDeep(index(), clock.now());
      span = olderSpan(index().all)
    ) {
      await walk(it, { span, of: "all", spare: SPARE, enough: () => isDeep(index(), clock.now()) });
    }
    const retired = await retire(store, index(), it.zone, clock.now());
    if (retired) await keep(it, () => Promise.resolve(retired.index), retired.changed);
  }

  /** Top-ups are few: they are read to the ledger's beginning, however far back charges are known. */
  async function readTopups(it: Run): Promise<void> {
    const index = () => it.version.index;
    const never = () => false;
    const [all] = index().all;
    const [topups] = index().topups;
    if (!all) return;
    if (!topups || all.from > settledTo(topups)) {
      await walk(it, { span: freshSpan(index().topups), of: "topups", spare: 0, enough: never });
    }
    for (let span = olderSpan(index().topups); span; span = olderSpan(index().topups)) {
      await walk(it, { span, of: "topups", spare: 0, enough: never });
    }
  }

  /** Reads a span, newest first, and stores it part by part: what was stored stays, wherever the walk ends. */
  async function walk(it: Run, { span, of, spare, enough }: Walk): Promise<void> {
    const query: LedgerQuery = {
      from: span.from > 0 ? span.from : undefined,
      to: span.to < Infinity ? span.to : undefined,
      direction: of === "topups" ? "topup" : undefined,
    };
    let rows: readonly Movement[] = [];
    let { to } = span;
    let newest = of === "topups" ? (it.version.index.all[0]?.to ?? 0) : 0;
    let disagreeing = 0;
    let cursor: string | undefined;
    /** Everything newer than the oldest row is known whole: more rows of its moment may be on the next page. */
    const storeRows = async (from: number) => {
      if (from >= to) return;
      const movements = rows.filter(({ at }) => at >= from && at < to);
      const reading: Reading = { span: { from, to }, of, movements, newest: Math.max(newest, from) };
      const merged = await merge(store, it.version.index, reading, it.zone);
      await commit(it, withNews(merged.index, reading, disagreeing, startedAt), merged.changed);
      if (merged.lost) throw new Stop({ kind: "waiting", until: clock.now(), because: "backing-off" });
      rows = rows.filter(({ at }) => at < from);
      to = from;
    };
    const startedAt = clock.now();
    const oldest = () => rows.reduce((least, { at }) => Math.min(least, at), Infinity);
    for (let pages = 1; ; pages += 1) {
      const page = await ask(it, { ...query, cursor }, spare).catch(async (error: unknown) => {
        if (rows.length > 0 && !isAborted(error)) await storeRows(oldest() + 1);
        throw error;
      });
      rows = [...rows, ...page.movements];
      newest = page.movements.reduce((most, { at }) => Math.max(most, at), newest);
      disagreeing += page.disagreeing;
      if (page.next === null) {
        await storeRows(span.from);
        return;
      }
      cursor = page.next;
      if (pages % BATCH_PAGES === 0 || enough(pages)) await storeRows(oldest() + 1);
      if (enough(pages)) return;
    }
  }

  async function ask(it: Run, query: LedgerQuery, spare: number): Promise<LedgerPage> {
    const decision = await it.pass.permit(spare);
    if (gone.signal.aborted) throw new AbortedError();
    if (decision.kind === "wait") {
      throw new Stop({ kind: "waiting", until: decision.until, because: decision.because });
    }
    return source.page(query, gone.signal);
  }

  /** Stores what was made of the store alone, with nothing asked. */
  async function keep(
    it: Run,
    make: () => Promise<LedgerIndex>,
    changed: ReadonlyMap<number, readonly Movement[]> = new Map(),
  ): Promise<void> {
    if (!(await it.pass.hold())) throw new Stop({ kind: "waiting", until: clock.now(), because: "asking" });
    await commit(it, await make(), changed);
  }

  /** The store takes a version from the window whose turn it is, and only if nobody else wrote meanwhile. */
  async function commit(
    it: Run,
    index: LedgerIndex,
    changed: ReadonlyMap<number, readonly Movement[]>,
  ): Promise<void> {
    const stored = (await it.pass.stands()) ? await store.commit(it.version, index, changed) : undefined;
    if (!stored) throw new Stop({ kind: "waiting", until: clock.now(), because: "asking" });
    it.version = stored;
    if (!gone.signal.aborted) options.onIndex(stored.index);
  }

  /** Changes the index whoever reads: a reading that is under way begins anew. */
  async function change(next: (index: LedgerIndex) => LedgerIndex): Promise<HistoryOutcome> {
    for (;;) {
      const version = await store.read();
      if (await store.commit(version, next(version.index), new Map())) break;
    }
    await current?.catch(() => undefined);
    return look("asked");
  }

  return {
    look,
    reach: ({ days, rows }) =>
      change((index) => ({ ...index, depth: { days: Math.min(days, KEPT_DAYS), rows } })),
    repair: (day) => change((index) => forgetDay(index, day)),
    dispose: () => gone.abort(),
  };
}
