import type { AccountSource } from "../../../../src/billing/polling/ask-vendor.ts";
import { createPoller, type Poller } from "../../../../src/billing/polling/poller.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import { refillKnownMs } from "../../../../src/billing/state/freshness.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import type { Cell } from "../../../../src/billing/state/state-store.ts";
import type { AccountDetail } from "../../../../src/billing/vendor/provider.ts";
import { createFakeClock, type FakeClock } from "../fake-clock.ts";
import { createFakeVendor, type FakeVendor } from "./fake-vendor.ts";

/** One window's poller and what it told its window. */
export interface Window {
  readonly poller: Poller;
  readonly states: readonly AccountState[];
  readonly details: readonly AccountDetail[];
  readonly storeErrors: readonly unknown[];
  away: boolean;
}

export interface Stage {
  readonly clock: FakeClock;
  readonly vendor: FakeVendor;
  readonly cell: Cell;
  intervalMs: number;
  /** What every window draws. */
  random: () => number;
  /** Opens a window, which looks as at its start. */
  open(from?: { readonly cell?: Cell; readonly source?: AccountSource }): Window;
  state(): Promise<AccountState>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Windows that share one account of a fake vendor, on a fake clock. */
export function createStage(shared: Cell = createMemoryCell(), clock = createFakeClock()): Stage {
  const vendor = createFakeVendor(clock);
  let turns = 0;
  const stage: Stage = {
    clock,
    vendor,
    cell: shared,
    intervalMs: 5 * MINUTE,
    random: () => 0,
    open({ cell = shared, source = vendor } = {}) {
      const states: AccountState[] = [];
      const details: AccountDetail[] = [];
      const storeErrors: unknown[] = [];
      const poller = createPoller({
        cell,
        source,
        clock,
        circumstances: () => ({ intervalMs: stage.intervalMs, away: window.away }),
        low: () => ({ ownThreshold: null, refillKnownMs: refillKnownMs(stage.intervalMs) }),
        random: () => stage.random(),
        token: () => `turn-${(turns += 1)}`,
        onState: (state) => states.push(state),
        onDetail: (detail) => details.push(detail),
        onStoreError: (error) => storeErrors.push(error),
      });
      const window: Window = { poller, states, details, storeErrors, away: false };
      void poller.look("start");
      return window;
    },
    state: async () => (await shared.read()).state,
  };
  return stage;
}
