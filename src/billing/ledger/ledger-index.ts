import { DAY_MS } from "../time/calendar-day.ts";
import type { DaySummary } from "./summary.ts";
import type { Track } from "./track.ts";
import { forget } from "./track.ts";

/** All that is known of an account's ledger, but for the movements themselves. */
export interface LedgerIndex {
  /** The zone whose days the summaries are cut in: a canonical IANA name. */
  readonly timeZone: string;
  /** Newest first; a day without movements has none. */
  readonly days: readonly DaySummary[];
  /** Where every movement is known. */
  readonly all: Track;
  /** Where every top-up is known. */
  readonly topups: Track;
  /** How far back the person asked for. */
  readonly depth: Depth;
  /** When it was last brought up to now, by this machine's clock. */
  readonly freshAt: number;
  /** Rows read so far whose USD are not what their credits come to. */
  readonly disagreeing: number;
}

/** Movements are read back to this many days or this many rows, whichever comes first. */
export interface Depth {
  readonly days: number;
  readonly rows: number;
}

export const USUAL_DEPTH: Depth = { days: 90, rows: 20_000 };

export const EMPTY_INDEX: LedgerIndex = {
  timeZone: "UTC",
  days: [],
  all: [],
  topups: [],
  depth: USUAL_DEPTH,
  freshAt: 0,
  disagreeing: 0,
};

/** Since when every movement is known: 0 for the whole ledger, undefined when nothing was read. */
export const knownSince = ({ all }: LedgerIndex): number | undefined => all[0]?.from;

/** How many movements are known without a gap up to now. */
export function rowsKnown(index: LedgerIndex): number {
  const since = knownSince(index);
  if (since === undefined) return 0;
  return index.days.reduce((sum, { day, rows }) => (day >= Math.floor(since / DAY_MS) ? sum + rows : sum), 0);
}

/** Whether movements are known as far back as was asked for. */
export function isDeep(index: LedgerIndex, now: number): boolean {
  const since = knownSince(index);
  if (since === undefined) return false;
  return since <= now - index.depth.days * DAY_MS || rowsKnown(index) >= index.depth.rows;
}

/** The index without a day whose movements cannot be read: they will be asked for again. */
export function forgetDay(index: LedgerIndex, day: number): LedgerIndex {
  const [from, to] = [day * DAY_MS, (day + 1) * DAY_MS];
  return {
    ...index,
    freshAt: 0,
    days: index.days.filter((each) => each.day !== day),
    all: forget(index.all, from, to),
    topups: forget(index.topups, from, to),
  };
}
