import type { Money } from "../money/money.ts";
import type { Alert, AlertMemory, Credit, HeardRow, ToldRise } from "../state/alert-state.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import { isLike, isWithin, TOP_UP_NANOS } from "./notified-top-ups.ts";

/** What the ledger adds to what the balance tells; undefined where there is no ledger. */
export interface LedgerNews {
  /** Complete up to here, ms since the epoch. */
  readonly until: number;
  readonly topUps: readonly Credit[];
  readonly expired: readonly Credit[];
  /** What was taken off for another reason than use or expiry. */
  readonly deducted?: readonly Credit[];
  readonly today?:
    { readonly day: string; readonly spent: Money; readonly usual: Money | undefined } | undefined;
}

/** What a read is news of, and the memory in which that has been heard. */
export interface Heard {
  readonly memory: AlertMemory;
  readonly events: readonly Alert[];
}

/** A day is unusual at three times the usual, and only if it is about real money. */
const SPIKE_TIMES = 3n;
/** Real money, in a day's spend or a deduction. */
const REAL_NANOS = 1_000_000_000n;
/** A row that is this much older than the newest will not be listed again. */
const REMEMBERED_MS = 7 * DAY_MS;
const MOST_ROWS = 100;
/** More days than anybody sets a clock back by. */
const MOST_SPIKES = 60;

/** What is news in a ledger that was just read; `readAt` is when the balance was read before. */
export function hearLedger(memory: AlertMemory, ledger: LedgerNews, now: number, readAt: number): Heard {
  const { topUps, expired, deducted = [] } = ledger;
  const { heard, toldRises = [] } = memory;
  // A row may land late, but not by a day.
  const since = Math.min(ledger.until, memory.ledgerHeardAt ?? ledger.until) - DAY_MS;
  const fresh = (rows: readonly Credit[], known: readonly HeardRow[] | undefined) =>
    known ? unheard(rows, known).filter(({ at }) => at >= since) : [];
  const { credits, rises } = untold(
    fresh(topUps, heard?.topUps).filter(
      // What the balance told is remembered for a while only.
      ({ at, amount }) => amount.nanos >= TOP_UP_NANOS && at >= ledger.until - DAY_MS,
    ),
    toldRises,
  );
  const { today } = ledger;
  const isSpike =
    today?.usual !== undefined &&
    !memory.spikeDays?.includes(today.day) &&
    today.spent.nanos >= REAL_NANOS &&
    today.usual.nanos > 0n &&
    today.spent.nanos >= today.usual.nanos * SPIKE_TIMES;
  const alert =
    (kind: Alert["kind"]) =>
    ({ amount }: Credit): Alert => ({ kind, at: now, amount });
  const { waitingForRefill: wait } = memory;
  const refilled = wait !== undefined && topUps.some(({ at }) => at >= wait.since);
  return {
    events: [
      ...credits.map(alert("topped-up")),
      ...fresh(expired, heard?.expired).map(alert("credits-expired")),
      ...fresh(deducted, heard?.deducted)
        .filter(({ amount }) => amount.nanos >= REAL_NANOS)
        .map(alert("deducted")),
      ...(isSpike
        ? [{ kind: "spend-spike", at: now, amount: today.spent, against: today.usual } as const]
        : []),
    ],
    memory: {
      ...memory,
      waitingForRefill: refilled ? undefined : wait,
      ongoing: refilled ? memory.ongoing.filter((kind) => kind !== "refill-missing") : memory.ongoing,
      heard: {
        topUps: remembered(topUps, heard?.topUps),
        expired: remembered(expired, heard?.expired),
        deducted: remembered(deducted, heard?.deducted),
      },
      ledgerHeardAt: ledger.until,
      toldRises: rises,
      toldCredits: [
        ...(memory.toldCredits ?? []),
        ...credits.filter((it) => isWithin(it.at, readAt, Infinity)),
      ],
      spikeDays: isSpike ? [...(memory.spikeDays ?? []), today.day].slice(-MOST_SPIKES) : memory.spikeDays,
    },
  };
}

/** Rows have no id: of those that are alike, as many are known as were heard. */
function unheard(rows: readonly Credit[], known: readonly HeardRow[]): readonly Credit[] {
  const left = [...known];
  return rows.filter((row) => {
    const place = left.findIndex(
      ({ at, amount }) => at === row.at && (!amount || isSame(amount, row.amount)),
    );
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

const isSame = (a: Credit["amount"], b: Credit["amount"]) => a.currency === b.currency && a.nanos === b.nanos;

/** What is listed now, and what was listed lately: a clock that was set back may bring it up again. */
function remembered(rows: readonly Credit[], known: readonly HeardRow[] = []): readonly HeardRow[] {
  const newest = Math.max(...rows.map(({ at }) => at), ...known.map(({ at }) => at));
  const whole = known.flatMap(({ at, amount }) => (amount ? [{ at, amount }] : []));
  const gone = unheard(whole, rows).filter(({ at }) => at >= newest - REMEMBERED_MS);
  return [...rows, ...gone].slice(0, MOST_ROWS);
}

/** The credits that no told rise holds, and the rises with those that are listed by now marked. */
function untold(
  fresh: readonly Credit[],
  told: readonly ToldRise[],
): { readonly credits: readonly Credit[]; readonly rises: readonly ToldRise[] } {
  const isIn =
    ({ from, to }: ToldRise) =>
    (credit: Credit) =>
      isWithin(credit.at, from, to);
  const rises = told.map((rise) => (fresh.some(isIn(rise)) ? { ...rise, listed: true as const } : rise));
  const credits = fresh
    .filter((credit) => !rises.some((rise) => isIn(rise)(credit)))
    .filter((credit) => {
      const place = rises.findIndex(({ listed, amount, to }) => !listed && isLike(credit, amount, to));
      const like = rises[place];
      if (like) rises[place] = { ...like, listed: true };
      return !like;
    });
  return { credits, rises };
}
