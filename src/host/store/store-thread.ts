import { parentPort, workerData } from "node:worker_threads";
import { realClock } from "../real-clock.ts";
import { withUptime } from "../uptime.ts";
import { serveStore } from "./remote-store.ts";
import { loadSqlite } from "./sqlite-connection.ts";
import { createSqliteStore } from "./sqlite-store.ts";

/** The thread that has the database of the folder in its data. Says first whether there is SQLite. */
async function main(): Promise<void> {
  const port = parentPort;
  const sqlite = await loadSqlite();
  port?.postMessage(sqlite ? "ready" : "no SQLite");
  if (!port || !sqlite) return;
  const { folder } = workerData as { readonly folder: string };
  const warn = (line: string) => port.postMessage({ warning: line });
  const clock = withUptime(realClock);
  serveStore(createSqliteStore({ sqlite, folder, clock, random: Math.random, warn }), {
    post: (message) => port.postMessage(message),
    listen: (listener) => port.on("message", listener),
  });
}

void main();
