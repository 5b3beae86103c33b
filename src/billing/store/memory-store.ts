import { createMemoryLedgerStore } from "../ledger/memory-store.ts";
import type { BalanceLog } from "../ledger/observed-balance-log.ts";
import type { ReadUsage } from "../ledger/usage-reader.ts";
import { createMemoryCell } from "../state/memory-state-store.ts";
import type { Cell } from "../state/state-store.ts";
import type { Clock } from "../time/clock.ts";
import { inTime, observe, type ObservedBalance } from "./balance-record.ts";
import { markOf, type ClockMark } from "./clock-mark.ts";
import { byClockOfNow, decideLease, releaseLease, spareOfUnshared } from "./leases.ts";
import { overDays } from "./over-days.ts";
import type { AccountStore, Grant, LeaseRequest, StateStore, Store, UsageStore } from "./store.ts";

export interface MemoryStoreOptions {
  readonly clock: Clock;
  /** Other windows may ask as well without being seen from here: only a part of the hour's requests is this one's. */
  readonly unshared?: true;
}

/** For one window and as long as it lasts: the demo's, the web's, and where no database can be had. */
export function createMemoryStore(options: MemoryStoreOptions): Store {
  const accounts = new Map<string, AccountStore>();
  return {
    account(fingerprint) {
      const known = accounts.get(fingerprint);
      const account = known ?? createMemoryAccount(options);
      accounts.set(fingerprint, account);
      return account;
    },
    async clear() {
      for (const { cell } of accounts.values()) await cell.clear();
    },
    dispose() {},
  };
}

function createMemoryAccount({ clock, unshared }: MemoryStoreOptions): AccountStore {
  const cell = createMemoryCell();
  const ledger = overDays(createMemoryLedgerStore());
  const balances = createMemoryBalances(clock);
  const usage = createMemoryUsage();
  /** Nothing is kept of an account that was deleted. */
  const isThere = async () => (await cell.read()).id !== "";
  return {
    cell: {
      ...withLeases(cell, clock, unshared && spareOfUnshared),
      async clear() {
        await Promise.all([cell.clear(), ledger.clear(), balances.clear(), usage.clear()]);
      },
    },
    ledger: {
      ...ledger,
      commit: async (...version) => ((await isThere()) ? ledger.commit(...version) : undefined),
    },
    balances: {
      ...balances,
      async note(reading) {
        if (await isThere()) await balances.note(reading);
      },
    },
    usage,
  };
}

/** Leases over a cell that has none. What other windows' clocks said is not known there, but for those of this one. */
export function withLeases(
  cell: Cell,
  clock: Clock,
  spareOf: (purpose: NonNullable<LeaseRequest["purpose"]>) => number = () => 0,
): StateStore {
  let written: ClockMark | undefined;

  async function take(request: LeaseRequest, renewing: boolean): Promise<Grant> {
    for (;;) {
      const version = await cell.read();
      const mark = markOf(clock);
      const state = written ? byClockOfNow(version.state, written, mark) : version.state;
      const spare = (request.spare ?? 0) + (request.purpose ? spareOf(request.purpose) : 0);
      const decision = decideLease(state, { ...request, spare }, mark.at, renewing);
      if (decision.kind !== "acquired") return decision;
      if (!(await cell.swap(version, decision.state))) continue;
      written = mark;
      return { kind: "acquired", version: await cell.read() };
    }
  }

  return {
    read: () => cell.read(),
    swap: (...version) => cell.swap(...version),
    watch: (listener) => cell.watch(listener),
    clear: () => cell.clear(),
    acquire: (request) => take(request, false),
    renew: (request) => take(request, true),
    async release(lease, token) {
      for (;;) {
        const version = await cell.read();
        const state = releaseLease(version.state, lease, token);
        if (!state) return false;
        if (await cell.swap(version, state)) return true;
      }
    },
  };
}

function createMemoryBalances(clock: Clock): BalanceLog {
  let records: readonly ObservedBalance[] = [];
  return {
    read: () => Promise.resolve(inTime(records)),
    note(reading) {
      records = observe(records, reading, markOf(clock));
      return Promise.resolve();
    },
    clear() {
      records = [];
      return Promise.resolve();
    },
  };
}

export function createMemoryUsage(): UsageStore {
  const answers = new Map<string, ReadUsage>();
  return {
    read: (name) => Promise.resolve(answers.get(name)),
    keep(name, usage) {
      if (usage.at >= (answers.get(name)?.at ?? -Infinity)) answers.set(name, usage);
      return Promise.resolve();
    },
    clear() {
      answers.clear();
      return Promise.resolve();
    },
  };
}
