import { createHistoryReader, type HistoryReader } from "../../../../src/billing/ledger/history-reader.ts";
import type { LedgerIndex } from "../../../../src/billing/ledger/ledger-index.ts";
import { createMemoryLedgerStore } from "../../../../src/billing/ledger/memory-store.ts";
import type { LedgerStore } from "../../../../src/billing/ledger/store.ts";
import type { Movement } from "../../../../src/billing/money/credits.ts";
import { createHistoryGate } from "../../../../src/billing/polling/history-lease.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { createZone, type Zone } from "../../../../src/billing/time/time-zone.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { LedgerQuery } from "../../../../src/billing/vendor/provider.ts";
import { aimlapiLedger } from "../../../../src/providers/aimlapi/ledger.ts";
import { transactions } from "../../../../src/sandbox/aimlapi/transactions.ts";
import type { AccountPlan } from "../../../../src/sandbox/world/account-plan.ts";
import { createWorldClock } from "../../../../src/sandbox/world/clock.ts";
import type { Customer } from "../../../../src/sandbox/world/customer.ts";
import { createWorld } from "../../../../src/sandbox/world/world.ts";

export const START_MS = Date.UTC(2026, 7, 18, 12);
export const HOUR_MS = 3_600_000;

/** A vendor's account of the sandbox, and windows that read its ledger without a network between. */
export interface LedgerWorld {
  readonly customer: Customer;
  readonly store: LedgerStore;
  readonly cell: ReturnType<typeof createMemoryCell>;
  readonly asked: readonly LedgerQuery[];
  /** Called before each page is answered; may let time pass, or throw. */
  onPage: () => void;
  failure: Failure | undefined;
  zone: Zone;
  now(): number;
  advance(ms: number): void;
  open(): HistoryReader;
  index(): Promise<LedgerIndex>;
  /** What is stored from a moment on, newest first. */
  stored(since?: number): Promise<readonly Movement[]>;
  /** What the vendor has from a moment on, newest first. */
  vendors(since?: number): readonly Movement[];
}

export function createLedgerWorld(
  plan: AccountPlan,
  seed: number,
  {
    pageSize = 100,
    store = createMemoryLedgerStore(),
  }: { readonly pageSize?: number; readonly store?: LedgerStore } = {},
): LedgerWorld {
  const clock = createWorldClock({ startMs: START_MS, factor: 0 });
  const { aimlapi: customer } = createWorld({ clock, seed, customers: { aimlapi: { key: "key", plan } } });
  const cell = createMemoryCell();
  const asked: LedgerQuery[] = [];
  let turns = 0;
  const time = { now: clock.now, elapsed: clock.now, after: () => ({ dispose() {} }) };
  const answer = (query: LedgerQuery) => {
    const endpoint = aimlapiLedger({ ...query, limit: pageSize });
    const value = transactions(customer.account().movements(), new URLSearchParams(endpoint.query));
    return endpoint.decode(JSON.parse(JSON.stringify(value)));
  };
  const world: LedgerWorld = {
    customer,
    store,
    cell,
    asked,
    onPage() {},
    failure: undefined,
    zone: createZone("UTC"),
    now: clock.now,
    advance: clock.advance,
    open: () =>
      createHistoryReader({
        store,
        clock: time,
        gate: createHistoryGate({ cell, clock: time, token: () => `turn-${(turns += 1)}` }),
        zone: () => world.zone,
        onIndex() {},
        source: {
          page(query) {
            asked.push(query);
            world.onPage();
            if (world.failure) return Promise.reject(new BillingError(world.failure));
            return Promise.resolve(answer(query));
          },
        },
      }),
    index: async () => (await store.read()).index,
    async stored(since = 0) {
      const days = (await store.read()).index.days.map(async (summary) => (await store.day(summary)) ?? []);
      return (await Promise.all(days)).flat().filter(({ at }) => at >= since);
    },
    vendors(since = 0) {
      const movements: Movement[] = [];
      for (const { at, direction, type, credits, model, referenceId } of customer.account().movements()) {
        if (at < since) continue;
        const way = direction === "TOPUP" ? "topup" : "charge";
        movements.unshift({ at, direction: way, type, credits, model, reference: referenceId });
      }
      return movements;
    },
  };
  return world;
}
