import { isNamed } from "../vendor/billing-error.ts";
import type { AccountState } from "./account-state.ts";
import { createMemoryCell } from "./memory-state-store.ts";
import type { Cell, Version } from "./state-store.ts";

export interface RefugeOptions {
  readonly shared: Cell;
  readonly now: () => number;
  /** Called when the shared cell fails, once until it is back. */
  readonly onLost: (error: unknown) => void;
  readonly onFound: () => void;
}

/** Everything in the shared cell was removed underneath this window: by a person, or by another window that was told to. */
export class EmptiedError extends Error {
  override readonly name = "EmptiedError";
}

export const isEmptied = (error: unknown): boolean => isNamed(error, "EmptiedError");

/** How long a window goes on by itself before it tries the shared cell again. */
const RETRY_MS = 300_000;

/**
 * The shared cell while it works; when it fails, this window goes on in memory from the state last seen,
 * so within the same budget, and brings what it learned along when the shared cell is back.
 */
export function createRefugeCell({ shared, now, onLost, onFound }: RefugeOptions): Cell {
  let lastSeen: AccountState | undefined;
  /** The shared cell held something when last looked at. */
  let filled = false;
  let refuge: { readonly cell: Cell; retryAt: number } | undefined;

  function flee(error: unknown): Cell {
    onLost(error);
    const cell = createMemoryCell(lastSeen);
    refuge = { cell, retryAt: now() + RETRY_MS };
    return cell;
  }

  async function read(): Promise<Version> {
    if (refuge && isDue(refuge.retryAt)) await comeBack(refuge);
    if (refuge) return refuge.cell.read();
    try {
      const version = await shared.read();
      // To write at once would bring back what somebody deleted, and to begin anew would renew the budget.
      if (filled && version.id === "") return await flee(new EmptiedError()).read();
      lastSeen = version.state;
      filled = version.id !== "";
      return version;
    } catch (error) {
      return flee(error).read();
    }
  }

  async function swap(expected: Version, next: AccountState): Promise<boolean> {
    if (refuge) return refuge.cell.swap(expected, next);
    try {
      const done = await shared.swap(expected, next);
      if (done) {
        lastSeen = next;
        filled = true;
      }
      return done;
    } catch (error) {
      flee(error);
      return false;
    }
  }

  /** Also when the clock was set back, as `retryAt` would be far off then. */
  const isDue = (retryAt: number) => Math.abs(retryAt - RETRY_MS - now()) >= RETRY_MS;

  async function comeBack(from: { readonly cell: Cell; retryAt: number }): Promise<void> {
    from.retryAt = now() + RETRY_MS;
    try {
      const mine = (await from.cell.read()).state;
      const theirs = await shared.read();
      if (!(await shared.swap(theirs, mergeStates(theirs.state, mine)))) return;
      filled = true;
      refuge = undefined;
      onFound();
    } catch {
      // Still lost, which was told when it began: the next try is due later.
    }
  }

  return {
    read,
    swap,
    watch: (listener) => shared.watch(listener),
    async clear() {
      lastSeen = undefined;
      filled = false;
      await refuge?.cell.clear();
      await shared.clear();
    },
  };
}

/** What two windows that did not see each other know together: every request, and the newer of all else. */
export function mergeStates(theirs: AccountState, mine: AccountState): AccountState {
  const reading = newer(theirs.reading, mine.reading);
  const trouble = newer(theirs.trouble, mine.trouble);
  return {
    reading,
    refill: newer(theirs.refill, mine.refill),
    detailAskedAt:
      theirs.detailAskedAt && mine.detailAskedAt
        ? Math.max(theirs.detailAskedAt, mine.detailAskedAt)
        : (theirs.detailAskedAt ?? mine.detailAskedAt),
    trouble: trouble && trouble.at >= (reading?.at ?? 0) ? trouble : undefined,
    owner: theirs.owner ?? mine.owner,
    requests: {
      automatic: union(theirs.requests.automatic, mine.requests.automatic),
      manual: union(theirs.requests.manual, mine.requests.manual),
      ...((theirs.requests.history ?? mine.requests.history) && {
        history: union(theirs.requests.history ?? [], mine.requests.history ?? []),
      }),
    },
    // A turn that is under way in this window may still write what it learns, unless another has begun.
    lease: theirs.lease ?? mine.lease,
    history: theirs.history ?? mine.history,
    // What the other windows were told stands: telling twice is worse than not at all.
    alerts: theirs.alerts ?? mine.alerts,
  };
}

function newer<T extends { readonly at: number }>(a: T | undefined, b: T | undefined): T | undefined {
  return a && b ? (a.at >= b.at ? a : b) : (a ?? b);
}

/** A time that both know is one request; one that occurs twice on either side is two. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  const rest = [...a];
  const added = b.filter((time) => {
    const known = rest.indexOf(time);
    if (known >= 0) rest.splice(known, 1);
    return known < 0;
  });
  return [...a, ...added].sort((x, y) => x - y);
}
