import { EMPTY_STATE, type AccountState } from "./account-state.ts";
import type { Cell, Version } from "./state-store.ts";

/** A cell for one window: the demo's, and the refuge when there is no disk to share. */
export function createMemoryCell(initial: AccountState = EMPTY_STATE): Cell {
  let version: Version = { id: initial === EMPTY_STATE ? "" : "memory-0", state: initial };
  let count = 0;
  const listeners = new Set<() => void>();
  const put = (next: Version) => {
    version = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => Promise.resolve(version),
    swap(expected, next) {
      if (expected.id !== version.id) return Promise.resolve(false);
      count += 1;
      put({ id: `memory-${count}`, state: next });
      return Promise.resolve(true);
    },
    watch(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    clear() {
      put({ id: "", state: EMPTY_STATE });
      return Promise.resolve();
    },
  };
}
