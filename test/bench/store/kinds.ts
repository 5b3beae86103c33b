import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createRemoteStore } from "../../../src/host/store/remote-store.ts";
import { createFileStore } from "../../../src/host/store/file-store.ts";
import { loadSqlite } from "../../../src/host/store/sqlite-connection.ts";
import { createSqliteStore } from "../../../src/host/store/sqlite-store.ts";
import { realClock } from "../../../src/host/real-clock.ts";
import { EMPTY_STATE, type AccountState } from "../../../src/billing/state/account-state.ts";
import { usd } from "../../../src/billing/money/money.ts";
import type { Store } from "../../../src/billing/store/store.ts";

export const KINDS = ["files", "SQLite", "SQLite in a thread"] as const;
export type Kind = (typeof KINDS)[number];

export async function openStore(kind: Kind, folder: string): Promise<Store> {
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  if (kind === "files") return createFileStore(folder, realClock, warn);
  if (kind === "SQLite in a thread") return openInThread(folder);
  const sqlite = await loadSqlite();
  if (!sqlite) throw new Error("This Node.js has no SQLite.");
  return createSqliteStore({ sqlite, folder, clock: realClock, random: Math.random, warn });
}

async function openInThread(folder: string): Promise<Store> {
  const thread = new Worker(new URL("../../../src/host/store/store-thread.ts", import.meta.url), {
    workerData: { folder },
  });
  const [first] = (await once(thread, "message")) as readonly unknown[];
  if (first !== "ready") throw new Error(String(first));
  const store = createRemoteStore({
    post: (message) => thread.postMessage(message),
    listen: (listener) => thread.on("message", listener),
  });
  return {
    ...store,
    dispose() {
      store.dispose();
      thread.unref();
    },
  };
}

export const stateOf = (count: number): AccountState => ({
  ...EMPTY_STATE,
  reading: { balance: usd(count), at: count },
});

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** How long some work took, and for how long at a stretch it held the thread. */
export interface Held {
  readonly took: number;
  readonly held: number;
}

/** Counts how long the loop stood still at most while `work` was under way. */
export async function measureHeld(work: () => Promise<unknown>): Promise<Held> {
  let last = performance.now();
  let held = 0;
  let over = false;
  const tick = () => {
    const now = performance.now();
    held = Math.max(held, now - last);
    last = now;
    if (!over) setImmediate(tick);
  };
  setImmediate(tick);
  await new Promise((resolve) => setImmediate(resolve));
  held = 0;
  const start = (last = performance.now());
  await work();
  over = true;
  const end = performance.now();
  return { took: end - start, held: Math.max(held, end - last) };
}
