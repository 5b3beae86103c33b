import type { Session } from "../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../src/billing/accounts/account-stores.ts";
import { openWindow, type WindowOptions } from "./window.ts";

/** Windows that know nothing of each other: the same code, each with a store of its own in memory. */
export interface Rival {
  replace(place: number): void;
  stop(): void;
}

export function startRival(
  count: number,
  options: Omit<WindowOptions, "openStores" | "onStoreError">,
): Rival {
  const open = (): Session => {
    const session = openWindow({
      ...options,
      openStores: createMemoryStores,
      onStoreError(error) {
        throw error;
      },
    });
    void session.reload();
    return session;
  };
  const sessions = Array.from({ length: count }, open);
  return {
    replace(place) {
      sessions[place]?.dispose();
      sessions[place] = open();
    },
    stop() {
      for (const session of sessions) session.dispose();
    },
  };
}
