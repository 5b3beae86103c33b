import type { LedgerStore } from "./store.ts";

/** A ledger whose code is loaded when it is first used. */
export function createLazyLedgerStore(load: () => Promise<LedgerStore>): LedgerStore {
  let loading: Promise<LedgerStore> | undefined;
  const store = () => (loading ??= load());
  return {
    read: async () => (await store()).read(),
    day: async (summary) => (await store()).day(summary),
    commit: async (...version) => (await store()).commit(...version),
    clear: async () => (await store()).clear(),
  };
}
