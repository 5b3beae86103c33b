import type { Movement } from "../money/credits.ts";
import { EMPTY_INDEX } from "./ledger-index.ts";
import type { LedgerStore, LedgerVersion } from "./store.ts";

/** A ledger for one window: the demo's, and the refuge when there is no disk to share. */
export function createMemoryLedgerStore(): LedgerStore {
  let version: LedgerVersion = { id: "", index: EMPTY_INDEX };
  let count = 0;
  let files = new Map<string, readonly Movement[]>();
  return {
    read: () => Promise.resolve(version),
    day: ({ file }) => Promise.resolve(files.get(file)),
    commit(expected, index, changed) {
      if (expected.id !== version.id) return Promise.resolve(undefined);
      count += 1;
      const days = index.days.map((summary) => {
        const movements = changed.get(summary.day);
        const file = movements ? `${count}-${summary.day}` : summary.file;
        if (movements) files.set(file, movements);
        return { ...summary, file };
      });
      const kept = new Set(days.map(({ file }) => file));
      files = new Map([...files].filter(([file]) => kept.has(file)));
      version = { id: String(count), index: { ...index, days } };
      return Promise.resolve(version);
    },
    clear() {
      version = { id: "", index: EMPTY_INDEX };
      files = new Map();
      return Promise.resolve();
    },
  };
}
